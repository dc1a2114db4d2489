import type pg from 'pg';
import { sealedBy, type DataSeal } from '../sealing/data-seal.ts';
import { sealedAs, type Lookup, type SealedTable } from '../sealing/personal-columns.ts';

/** Some tenths of a second each, on either engine; what is killed between two of them goes on from there. */
const rowsInSlice = 2_000;

type KeptRow = Record<string, string | null>;

/** What became of a table: how many rows were sealed, and how many values were left because they do not open. */
export interface SealedRows {
  rows: number;
  broken: number;
}

/**
 * Seals what a table still holds in the clear or under the old key, slice by slice, each a transaction of its own. Nobody else may write
 * to the table meanwhile. As the owner of the tables.
 */
export async function sealTable(client: pg.ClientBase, seal: DataSeal, table: SealedTable): Promise<SealedRows> {
  const sum: SealedRows = { rows: 0, broken: 0 };
  let last: (string | null)[] = table.key.map(() => null);
  for (;;) {
    const rows = await unsealed(client, seal, { table, last });
    if (rows.length === 0) return sum;
    const sealed = rows.map((row) => sealedRow(seal, table, row));
    await save(
      client,
      table,
      sealed.map(({ row }) => row),
    );
    sum.rows += rows.length;
    sum.broken += sealed.reduce((broken, one) => broken + one.broken, 0);
    last = table.key.map(([column]) => rows.at(-1)![column]!);
  }
}

async function unsealed(
  client: pg.ClientBase,
  seal: DataSeal,
  { table, last }: { table: SealedTable; last: (string | null)[] },
): Promise<KeptRow[]> {
  const keys = table.key.map(([column]) => column);
  const after = table.key.map(([, type], nr) => `$${nr + 2}::${type}`);
  const isOpen = table.columns.map((column) => `${column} <> '' and not starts_with(${column}, $1)`).join(' or ');
  const columns = [...table.key.map(([column]) => `${column}::text`), ...table.columns];
  const { rows } = await client.query<KeptRow>(
    `select ${columns.join(', ')} from ${table.name}
     where (${isOpen}) and (${after[0]!} is null or (${keys.join(', ')}) > (${after.join(', ')}))
     order by ${keys.map((key) => `${table.name}.${key}`).join(', ')} limit ${rowsInSlice}`,
    [sealedBy(seal.key!), ...last],
  );
  return rows;
}

function sealedRow(seal: DataSeal, table: SealedTable, row: KeptRow): { row: KeptRow; broken: number } {
  const plain = Object.fromEntries(table.columns.map((column) => [column, plainOf(seal, row[column] ?? null)]));
  const values = table.columns.map((column) => {
    const text = plain[column];
    return [column, text === undefined ? row[column]! : seal.seal(sealedAs(`${table.name}.${column}`)!, text)] as const;
  });
  const beside = table.beside.map(({ column, of, by }) => [column, besideOf(seal, by, plain[of])] as const);
  const broken = table.columns.filter((column) => plain[column] === undefined).length;
  return { row: { ...row, ...Object.fromEntries([...values, ...beside]) }, broken };
}

/** @returns undefined for what does not open */
function plainOf(seal: DataSeal, value: string | null): string | null | undefined {
  const found = value === null ? null : seal.open(value);
  if (found === null) return value;
  if (found.text !== null) return found.text;
  // Sealed by neither key: somebody's own text that looks alike where nothing was ever sealed, else a value that is lost.
  return seal.oldKey === null ? value : undefined;
}

function besideOf(seal: DataSeal, by: Lookup, text: string | null | undefined): string {
  return text === undefined || text === null ? '' : seal.lookup(by, text);
}

/** Triggers rest: what a row says stays the same. */
async function save(client: pg.ClientBase, table: SealedTable, rows: KeptRow[]): Promise<void> {
  const changed = [...table.columns, ...table.beside.map(({ column }) => column)];
  const all = [...table.key.map(([column]) => column), ...changed];
  const types = [...table.key.map(([, type]) => type), ...changed.map(() => 'text')];
  await client.query('begin');
  try {
    await client.query(`alter table ${table.name} disable trigger user`);
    await client.query(
      `update ${table.name} t set ${changed.map((column) => `${column} = n.${column}`).join(', ')}
       from unnest(${types.map((type, nr) => `$${nr + 1}::${type}[]`).join(', ')}) as n (${all.join(', ')})
       where ${table.key.map(([column]) => `t.${column} = n.${column}`).join(' and ')}`,
      all.map((column) => rows.map((row) => row[column])),
    );
    await client.query(`alter table ${table.name} enable trigger user`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
