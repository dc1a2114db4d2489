import type { Tx } from '../../server/kernel/db/db.ts';

/** How a value of a row reaches its column; `position` is `[lng, lat]` or null, `boundary` a GeoJSON geometry or null. */
type ColumnType =
  'text' | 'bigint' | 'int' | 'smallint' | 'boolean' | 'date' | 'timestamptz' | 'jsonb' | 'text[]' | 'position' | 'boundary';

/** Column by column: its name in the row, which in snake case is its name in the table. */
export type Columns = Readonly<Record<string, ColumnType>>;

const rowsPerStatement = 10_000;

/** Inserts rows as one JSON document for each ten thousand: a handful of statements for the whole city. */
export async function insertRows(tx: Tx, { table, columns }: { table: string; columns: Columns }, rows: readonly object[]): Promise<void> {
  const entries = Object.entries(columns);
  const names = entries.map(([name]) => snakeCase(name)).join(', ');
  const values = entries.map(([name, type]) => expressions[type]?.(`"${name}"`) ?? `"${name}"`).join(', ');
  const shape = entries.map(([name, type]) => `"${name}" ${type in expressions ? 'jsonb' : type}`).join(', ');
  const statement = `insert into ${table} (${names}) select ${values} from json_to_recordset($1) as row (${shape})`;
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    await tx.query(statement, [JSON.stringify(rows.slice(from, from + rowsPerStatement))]);
  }
}

/** `jsonb` null is a value, not SQL's null: its first element is. */
const expressions: Partial<Record<ColumnType, (column: string) => string>> = {
  position: (column) => `st_setsrid(st_makepoint((${column} ->> 0)::float8, (${column} ->> 1)::float8), 4326)`,
  boundary: (column) => `case jsonb_typeof(${column}) when 'object' then st_setsrid(st_geomfromgeojson(${column}), 4326) end`,
};

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
