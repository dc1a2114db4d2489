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
