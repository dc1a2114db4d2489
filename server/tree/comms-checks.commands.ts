import type { CommsCheck } from '../contract/tree-proof.ts';
import type { Tx } from '../kernel/db.ts';
import { forgetChecks, insertCheck, insertChecked, lastCheck } from './comms-checks.store.ts';

const keptChecks = 10;

/** How a check ended: asked without a sound, and never over a gateway. */
export interface Answered {
  at: Date;
  /** Who asked; null: the night. */
  userId: number | null;
  /** Everyone whose open page answered. */
  personIds: readonly number[];
}

/**
 * Notes a check that rang nobody. Needs the whole server's scope: a check is of everyone.
 *
 * Pages of another node are not asked; that they were reached lately is known from what was shown on them.
 */
export async function recordCheck(tx: Tx, { at, userId, personIds }: Answered): Promise<void> {
  const id = await insertCheck(tx, at, userId);
  await insertChecked(tx, { id, at }, personIds);
  await forgetChecks(tx, keptChecks);
}

/** How the newest check ended in the transaction's scope. */
export function newestCheck(tx: Tx): Promise<CommsCheck | undefined> {
  return lastCheck(tx);
}
