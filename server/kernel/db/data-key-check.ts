import type pg from 'pg';
import type { Database } from './db.ts';
import type { DataSeal } from '../sealing/data-seal.ts';
import type { DataKey } from '../sealing/data-key.ts';
import { sealedTables } from '../sealing/personal-columns.ts';
import { sealTable } from './seal-rows.ts';

/** Said when the data key is not the one of this database, in a sentence for the operator. Nothing has been changed. */
export class DataKeyRefused extends Error {}

interface KnownKey {
  id: string;
  checkValue: string;
  cleanedAt: Date | null;
}

/** What a right key opens. */
const checkText = 'jiaoying';
const aboutCheck = 'data_key.check_value';

/**
 * Refuses a database whose rows this server could not read: before anything is changed in it, migrations included.
 *
 * @throws DataKeyRefused
 */
export async function refuseOtherKey(database: Database, seal: DataSeal): Promise<void> {
  const known = await withClient(database.pool, knownKeys);
  for (const key of known) refuseUnknown(key, seal);
}

function refuseUnknown({ id, checkValue }: KnownKey, { key, oldKey }: DataSeal): void {
  if (key === null) {
    throw new DataKeyRefused(
      `The names and numbers of this database are sealed under the data key ${id}: set JIAOYING_DATA_KEY to it. Nothing was changed.`,
    );
  }
  const own = [key, oldKey].find((one) => one?.id === id);
  if (own && isRight(own, checkValue)) return;
  throw new DataKeyRefused(
    `JIAOYING_DATA_KEY is the key ${key.id}; this database was sealed under ${id}. Set the right one, or, to change to another, ` +
      `JIAOYING_DATA_KEY_OLD to the one of the database beside it. Nothing was changed.`,
  );
}

function isRight(key: DataKey, checkValue: string): boolean {
  try {
    return key.values.open(checkValue, aboutCheck) === checkText;
  } catch {
    return false;
  }
}

/**
 * Seals whatever the database still holds in the clear or under the old key, and takes what is left of it out of the files of the tables.
 * Before anybody is served: who reads meanwhile would find nobody by a number. Killed in between, the next start goes on.
 */
export async function sealDatabase(
  database: Database,
  seal: DataSeal,
  { now, say }: { now: Date; say: (line: string) => void },
): Promise<void> {
  const { key } = seal;
  if (key === null) return;
  await withClient(database.pool, async (client) => {
    const known = await knownKeys(client);
    if (!known.some(({ id }) => id === key.id)) await begin(client, key, now);
    const touched = await sealTables(client, seal, say);
    const wasClean = known.some(({ id, cleanedAt }) => id === key.id && cleanedAt !== null);
    const unclean = wasClean ? touched : sealedTables.map(({ name }) => name);
    if (unclean.length > 0) await clean(client, database.kind, unclean);
    await client.query(`delete from data_key where id <> $1`, [key.id]);
    await client.query(`update data_key set cleaned_at = $2 where id = $1 and cleaned_at is null`, [key.id, now]);
  });
}

/** From here on no server starts on this database without the key. One that runs already would write what nobody seals. */
async function begin(client: pg.PoolClient, key: DataKey, now: Date): Promise<void> {
  const { rows } = await client.query<{ others: number }>(
    `select count(distinct application_name)::int as others from pg_stat_activity
     where datname = current_database() and application_name like 'jiaoying %' and application_name <> current_setting('application_name')`,
  );
  if (rows[0]!.others > 0) {
    throw new DataKeyRefused(
      'Another server is working on this database: stop it, start one with the new data key, then the others. Nothing was changed.',
    );
  }
  await client.query(`insert into data_key (id, check_value, since) values ($1, $2, $3)`, [
    key.id,
    key.values.seal(checkText, aboutCheck),
    now,
  ]);
}

async function sealTables(client: pg.PoolClient, seal: DataSeal, say: (line: string) => void): Promise<string[]> {
  const touched: string[] = [];
  for (const table of sealedTables) {
    const { rows, broken } = await sealTable(client, seal, table);
    if (rows > 0) touched.push(table.name);
    if (rows > 0) say(`sealed: ${rows} rows of ${table.name}`);
    if (broken > 0) say(`sealed: ${broken} values of ${table.name} do not open under the old key and were left as they are`);
  }
  return touched;
}

/**
 * Updated rows leave their older copies in the files of a table until it is written anew, and in the sample that the planner keeps. What
 * the log of the database still holds it overwrites by and by; the embedded one does so at once.
 */
async function clean(client: pg.PoolClient, kind: Database['kind'], tables: readonly string[]): Promise<void> {
  for (const name of tables) await client.query(`vacuum (full, analyze) ${name}`);
  // Who is not allowed to is warned and passed by.
  await client.query(`vacuum full pg_statistic`);
  if (kind === 'postgres') return;
  await client.query(`set wal_recycle = off`);
  await client.query(`select pg_switch_wal()`);
  await client.query(`checkpoint`);
  await client.query(`reset wal_recycle`);
}

async function knownKeys(client: pg.PoolClient): Promise<KnownKey[]> {
  const { rows: there } = await client.query<{ isThere: boolean }>(`select to_regclass('data_key') is not null as "isThere"`);
  if (!there[0]!.isThere) return [];
  const { rows } = await client.query<KnownKey>(
    `select id, check_value as "checkValue", cleaned_at as "cleanedAt" from data_key order by since, id`,
  );
  return rows;
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
