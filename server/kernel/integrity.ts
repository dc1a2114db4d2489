import { wholeServer, type Database } from './db.ts';

/**
 * Looks whether the database came back whole: every incident remembers how far its log goes and the hash it ended with, in the same
 * transaction as the facts. A log that ends elsewhere means lost or foreign files.
 *
 * @returns the ids of incidents whose log does not end where it should; empty when all is well
 */
export function damagedLogs(database: Database): Promise<string[]> {
  return database.transaction(wholeServer, async (tx) => {
    const rows = await tx.query<{ id: string }>(
      `select i.id from incident i
       left join lateral (select seq, hash from change_log l where l.incident_id = i.id order by seq desc limit 1) last on true
       where i.head_seq <> coalesce(last.seq, 0) or i.head_hash <> coalesce(last.hash, '\\x')`,
    );
    return rows.map((row) => row.id);
  });
}

/**
 * Looks whether the files of an embedded database are as long as the engine left them: it notes the pages of each table and index
 * whenever it counts them anew, and with nobody to vacuum none ever becomes shorter. What was cut off would read as if it had never been
 * there. What was added since the last count, twenty seconds at most in a call-out, is not covered by this.
 *
 * @returns the names of tables and indexes whose files are too short; empty when all is well
 */
export function cutTables(database: Database): Promise<string[]> {
  return database.asOwner(async (tx) => {
    const rows = await tx.query<{ name: string }>(
      `select c.relname as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'i')
         and pg_relation_size(c.oid) < c.relpages * current_setting('block_size')::bigint
       order by 1`,
    );
    return rows.map((row) => row.name);
  });
}
