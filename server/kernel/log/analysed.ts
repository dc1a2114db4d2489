import { factsInAll } from './change-log.ts';
import { wholeServer, type Database } from '../db/db.ts';
import { every } from '../async/every.ts';

/**
 * The embedded database has no autovacuum: for tables that grew by a call-out it would go on planning as if they were empty, and sums
 * that take half a second would take minutes, in which nobody else is served. Looks only when facts have been added.
 *
 * @returns how to stop
 */
export function keepAnalysed(
  database: Database,
  { tables, intervalMilliseconds = 20_000 }: { tables: readonly string[]; intervalMilliseconds?: number },
  onError: (error: unknown) => void,
): () => Promise<void> {
  let analysedAt = -1;
  return every(
    intervalMilliseconds,
    async () => {
      const facts = await database.transaction(wholeServer, factsInAll);
      if (facts === analysedAt) return;
      analysedAt = facts;
      await database.asOwner((tx) => tx.query(`analyze ${tables.join(', ')}`));
    },
    onError,
  );
}
