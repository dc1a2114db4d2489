import type { Row, Tx } from '../db/db.ts';
import type { BackupHead } from './backup-file.ts';

/** Not carried: the migrations fill the first two; who was signed in signs in again, so that nobody who was signed out comes back. */
const leftOut = ['migration', 'migration_hash', 'spatial_ref_sys', 'session'];

/** Makes rows read alike wherever they are read. */
export async function plainText(tx: Tx): Promise<void> {
  await tx.query(
    `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
     set local extra_float_digits = 1; set local bytea_output = 'hex'`,
  );
}

/** Every table of ours with the columns that are written, not computed. */
export function backupTables(tx: Tx): Promise<BackupHead['tables']> {
  return tx.query<BackupHead['tables'][number] & Row>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> all($1)
     group by c.relname order by c.relname`,
    [leftOut],
  );
}

export async function sequencesOf(tx: Tx): Promise<BackupHead['sequences']> {
  const rows = await tx.query<{ name: string; value: number }>(
    `select sequencename as name, last_value as value from pg_sequences
     where schemaname = 'public' and last_value is not null and sequencename <> 'migration_id_seq'`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** About as much in one answer as one large photo. */
const batchBytes = 8 * 1024 * 1024;

/** Hands out the rows of a table as text, in an order that no engine and no history of the table changes. */
export async function eachRow(tx: Tx, table: string, take: (row: string) => Promise<void> | void): Promise<void> {
  const widest = await tx.one<{ bytes: number }>(`select coalesce(max(octet_length(t::text)), 0)::int as bytes from "${table}" t`);
  const atOnce = Math.min(2_000, Math.max(1, Math.floor(batchBytes / Math.max(1, widest!.bytes))));
  await tx.query(`declare backup_rows no scroll cursor for select t::text as row from "${table}" t order by t::text collate "C"`);
  for (;;) {
    const rows = await tx.query<{ row: string }>(`fetch ${atOnce} from backup_rows`);
    for (const { row } of rows) await take(row);
    if (rows.length < atOnce) break;
  }
  await tx.query(`close backup_rows`);
}
