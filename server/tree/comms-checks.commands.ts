import type { CommsCheck } from '../contract/tree-proof.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db.ts';
import { forgetChecks, insertCheck, insertChecked, lastCheck, lastReached, type Reached } from './comms-checks.store.ts';

const keptChecks = 10;

/** How a check ended: asked without a sound, and never over a gateway. */
export interface Answered {
  at: Date;
  /** Who asked; null: the night. */
  userId: number | null;
  /** Everyone whose open page answered. */
  personIds: readonly number[];
}

/** Notes a check that rang nobody, in two steps, between which others have their turn: who was reached when, and what the check found. */
export async function checkComms(database: Database, answered: Answered): Promise<void> {
  const reached = await database.transaction(wholeServer, lastReached);
  await database.transaction(wholeServer, (tx) => noteCheck(tx, answered, reached));
}

/**
 * The same in one transaction, which needs the whole server's scope: a check is of everyone.
 *
 * Pages of another node are not asked; that they were reached lately is known from what was shown on them.
 */
export async function recordCheck(tx: Tx, answered: Answered): Promise<void> {
  await noteCheck(tx, answered, await lastReached(tx));
}

async function noteCheck(tx: Tx, { at, userId, personIds }: Answered, reached: readonly Reached[]): Promise<void> {
  const id = await insertCheck(tx, at, userId);
  await insertChecked(tx, { id, at }, { shownTo: personIds, reached });
  await forgetChecks(tx, keptChecks);
}

/** How the newest check ended in the transaction's scope. */
export function newestCheck(tx: Tx): Promise<CommsCheck | undefined> {
  return lastCheck(tx);
}
