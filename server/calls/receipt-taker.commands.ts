import type { Call } from '../contract/calls.ts';
import type { Clock } from '../kernel/clock.ts';
import { coalesce } from '../kernel/coalesce.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { Refusal } from '../kernel/refusal.ts';
import { takeHandedIn, type HandedIn } from './receipts.commands.ts';

/** Takes one receipt, together with whatever else comes in meanwhile; refuses or answers with the call as it then stands. */
export type TakeReceipt = (handedIn: HandedIn) => Promise<Call>;

/** One for all doors of a server, so that receipts over HTTP and over the live link share their commits. */
export function receiptTaker({ database, clock, doorbell }: { database: Database; clock: Clock; doorbell: Doorbell }): TakeReceipt {
  const take = coalesce<HandedIn, Call>((batch) =>
    database.transaction(wholeServer, (tx) => takeHandedIn(tx, { now: clock.now(), doorbell }, batch)),
  );
  // async: a refusal is told like any other, not thrown at who calls.
  return async (handedIn) => {
    const bound = handedIn.link?.claim.callId;
    if (bound !== undefined && bound !== handedIn.callId) throw new Refusal('call/not-yours');
    const householdId = handedIn.link?.claim.householdId;
    return take(householdId === undefined ? handedIn : { ...handedIn, householdId });
  };
}
