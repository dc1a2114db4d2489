import { wholeServer, type Database, type Row, type Tx } from '../db/db.ts';

/** A log that is not as it was written. */
export interface DamagedLog {
  id: string;
  /** The first fact that is missing or cannot be read. */
  brokenAt: number;
}

/**
 * Looks whether the database came back whole: every incident remembers how far its log goes and the hash it ended with, in the same
 * transaction as the facts. A log that ends elsewhere, has gaps, or lies on a page that cannot be read means lost or foreign files.
 */
export async function damagedLogs(database: Database): Promise<DamagedLog[]> {
  try {
    return await database.transaction(wholeServer, (tx) => brokenLogs(tx));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return damagedOneByOne(database);
  }
}

/** One page that cannot be read fails the statement that asks for all: each log is asked for by itself to find whose it is. */
async function damagedOneByOne(database: Database): Promise<DamagedLog[]> {
  const ids = await database.transaction(wholeServer, (tx) => tx.query<{ id: string }>(`select id from incident order by id`));
  const damaged: DamagedLog[] = [];
  for (const { id } of ids) {
    const found = await database
      .transaction(wholeServer, (tx) => brokenLogs(tx, id))
      .catch((error: unknown) => {
        if (!isUnreadable(error)) throw error;
        return [{ id, brokenAt: 1 }];
      });
    damaged.push(...found);
  }
  return damaged;
}

function brokenLogs(tx: Tx, id: string | null = null): Promise<DamagedLog[]> {
  return tx.query<DamagedLog & Row>(
    `select i.id, coalesce(gap.seq, least(i.head_seq, coalesce(last.seq, 0)) + 1) as "brokenAt"
     from incident i
     left join lateral (select seq, hash from change_log l where l.incident_id = i.id order by seq desc limit 1) last on true
     left join lateral (select count(*) as facts from change_log l where l.incident_id = i.id) counted on true
     left join lateral (
       select n.at as seq from (select row_number() over (order by l.seq) as at, l.seq from change_log l where l.incident_id = i.id) n
       where counted.facts <> last.seq and n.at <> n.seq order by n.at limit 1
     ) gap on true
     where (i.id = $1 or $1::uuid is null)
       and (i.head_seq <> coalesce(last.seq, 0) or i.head_hash <> coalesce(last.hash, '\\x') or counted.facts <> coalesce(last.seq, 0))
     order by i.id`,
    [id],
  );
}

/** Data or an index that is corrupted, a file that is gone or fails to be read (PostgreSQL, appendix A, classes XX and 58). */
function isUnreadable(error: unknown): boolean {
  return /^(XX00[012]|58...)$/.test(String((error as { code?: unknown } | null)?.code));
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
