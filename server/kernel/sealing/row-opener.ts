import pg from 'pg';
import { isSealed, unreadable, type DataSeal } from './data-seal.ts';
import { copies, personalColumns, sealedAs, type PersonalColumn, type Readers } from './personal-columns.ts';

const { JSON: json, JSONB: jsonb, TEXT: text, VARCHAR: varchar } = pg.types.builtins;
/** Of `text[]`, for which the library has no name. */
const textArray = 1009;
const whole: readonly number[] = [text, varchar];
const composed: readonly number[] = [json, jsonb, textArray];

/** What a transaction may read: each of these includes the ones before it. */
const mayRead: Record<Readers, readonly Readers[]> = {
  shown: ['shown'],
  personal: ['shown', 'personal'],
  server: ['shown', 'personal', 'server'],
};

interface Asked {
  /** As whom the transaction reads. */
  readers: Readers;
  client: pg.PoolClient;
}

type Row = Record<string, unknown>;
type Field = pg.FieldDef;

/**
 * The one place where sealed values are opened: where rows come out of the database, inside arrays and JSON that SQL has composed as well.
 *
 * A column of a table has to hold what was sealed for that very column. Of what SQL has composed nobody knows the column any more; there a
 * value opens for whoever may read the column that it was sealed for.
 */
export class RowOpener {
  readonly #seal: DataSeal;
  readonly #onUnreadable: (column: string) => void;
  /** Which column a number of the database stands for. */
  #places: Map<string, PersonalColumn> | null = null;

  constructor(seal: DataSeal, onUnreadable: (column: string) => void) {
    this.#seal = seal;
    this.#onUnreadable = onUnreadable;
  }

  async open(result: pg.QueryResult<Row>, { readers, client }: Asked): Promise<void> {
    if (this.#seal.key === null || !Array.isArray(result.fields)) return;
    const fields = result.fields.filter((field) => isCandidate(field) && result.rows.some((row) => holdsSealed(row[field.name])));
    if (fields.length === 0) return;
    this.#places ??= await placesOf(client);
    for (const field of fields) this.#openField(result.rows, { field, readers });
  }

  #openField(rows: Row[], { field, readers }: { field: Field; readers: Readers }): void {
    const place = field.tableID === 0 ? null : this.#places!.get(placeOf(field.tableID, field.columnID));
    // A column in which nothing is ever sealed: whoever put it there gets it back as it is.
    if (place === undefined) return;
    const read = (value: string) => this.#read(value, { place, readers });
    for (const row of rows) row[field.name] = opened(row[field.name], read);
  }

  #read(value: string, { place, readers }: { place: PersonalColumn | null; readers: Readers }): string {
    const found = this.#seal.open(value);
    if (found === null) return value;
    const column = found.column as PersonalColumn;
    const isInPlace = place === null || place === column;
    if (found.text !== null && isInPlace && mayRead[readers].includes(personalColumns[column])) return found.text;
    this.#onUnreadable(place ?? column);
    return unreadable;
  }
}

function isCandidate({ dataTypeID, tableID }: Field): boolean {
  return whole.includes(dataTypeID) || (tableID === 0 && composed.includes(dataTypeID));
}

function holdsSealed(value: unknown): boolean {
  if (typeof value === 'string') return isSealed(value);
  if (typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value)) return false;
  return Object.values(value).some(holdsSealed);
}

function opened(value: unknown, read: (value: string) => string): unknown {
  if (typeof value === 'string') return isSealed(value) ? read(value) : value;
  if (Array.isArray(value)) return value.map((one) => opened(one, read));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, opened(one, read)]));
}

/** Numbers of tables and columns are the database's own: they are asked for once. */
async function placesOf(client: pg.PoolClient): Promise<Map<string, PersonalColumn>> {
  const columns = [...Object.keys(personalColumns), ...Object.keys(copies)];
  const { rows } = await client.query<{ column: string; relation: number; nr: number }>(
    `select c.relname || '.' || a.attname as column, c.oid::int8 as relation, a.attnum as nr
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relname || '.' || a.attname = any($1::text[])`,
    [columns],
  );
  return new Map(rows.map(({ column, relation, nr }) => [placeOf(relation, nr), sealedAs(column)!]));
}

function placeOf(relation: number, nr: number): string {
  return `${relation}.${nr}`;
}
