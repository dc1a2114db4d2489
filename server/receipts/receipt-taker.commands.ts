import type { Call } from '../contract/calls.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { coalesce } from '../kernel/async/coalesce.ts';
import { isLockedOut, wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { PriorityGate } from '../kernel/async/priority-gate.ts';
import { sliceOf } from '../kernel/db/slices.ts';
import { OwnBuckets, type Buckets } from '../kernel/security/token-buckets.ts';
import { ReceiptLimits } from './receipt-limits.commands.ts';
import { takeHandedIn, type HandedIn } from './receipts.commands.ts';

/** Takes one receipt, together with whatever else comes in meanwhile; refuses or answers with the call as it then stands. */
export type TakeReceipt = (handedIn: HandedIn) => Promise<Call>;

export interface ReceiptDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  /** While a whole city is being rung, answers wait for a moment: who has not been rung yet is more urgent. */
  ringing: PriorityGate;
  /** Where what links may say is counted; absent: by this server alone. */
  buckets?: Buckets;
}

/** How many receipts one transaction takes at most, where it has a session of its own. */
const groupLimit = 5_000;

/** One for all doors of a server, so that receipts over HTTP and over the live link share their commits. */
export function receiptTaker({ database, clock, doorbell, ringing, buckets = new OwnBuckets() }: ReceiptDependencies): TakeReceipt {
  const take = coalesce<HandedIn, Call>(
    async (batch) => {
      await ringing.give();
      try {
        return await database.transaction(wholeServer, (tx) => takeHandedIn(tx, { now: clock.now(), doorbell }, batch));
      } catch (error) {
        // What is locked for one is locked for its neighbours: nobody waits for each of them in turn.
        if (isLockedOut(error)) return batch.map(() => error);
        throw error;
      }
    },
    sliceOf(database, groupLimit),
  );
  const limits = new ReceiptLimits(buckets);
  // async: a refusal is told like any other, not thrown at who calls.
  return async (handedIn) => {
    const bound = handedIn.link?.claim.callId;
    if (bound !== undefined && bound !== handedIn.callId) throw new Refusal('call/not-yours');
    const householdId = handedIn.link?.claim.householdId;
    const over = handedIn.link ? await limits.over(handedIn.link, handedIn.callId, clock.now()) : 0;
    return take({ ...handedIn, ...(householdId !== undefined && { householdId }), ...(over > 0 && { retryAfterSeconds: over }) });
  };
}
