import { wholeServer, type Database, type Tx } from './db.ts';
import { every } from '../async/every.ts';

interface Watched {
  tables: readonly string[];
  added: (tx: Tx) => Promise<number>;
  intervalMilliseconds?: number;
}

/**
 * The embedded database has no autovacuum: for tables that grew by a call-out it would go on planning as if they were empty, and sums
 * that take half a second would take minutes, in which nobody else is served. Looks only when
 * something was added.
 *
 * @param added how much there is in all
 * @returns how to stop
 */
export function keepAnalysed(
  database: Database,
  { tables, added, intervalMilliseconds = 20_000 }: Watched,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let analysedAt = -1;
  return every(
    intervalMilliseconds,
    async () => {
      const inAll = await database.transaction(wholeServer, added);
      if (inAll === analysedAt) return;
      analysedAt = inAll;
      await database.asOwner((tx) => tx.query(`analyze ${tables.join(', ')}`));
    },
    onError,
  );
}
