import type { HelpReceipt } from '../help/help.rules.ts';
import type { CallBefore } from '../calls/answer.rules.ts';
import type { FreshReceipt } from '../calls/intake.rules.ts';

/** What new receipts say about help, in their order, with whom each speaks of. */
export function helpIn(fresh: readonly FreshReceipt[], standings: readonly CallBefore[]): HelpReceipt[] {
  const byCall = new Map(standings.map((standing) => [standing.call.id, standing]));
  return fresh.flatMap((receipt) => {
    const { kind } = receipt;
    return kind === 'needHelp' || kind === 'helped' ? saidOf({ ...receipt, kind }, byCall.get(receipt.callId)!) : [];
  });
}

function saidOf(receipt: FreshReceipt & { kind: HelpReceipt['kind'] }, { call, householdId, incidentId }: CallBefore): HelpReceipt {
  const { receiptId, kind, answeredBy, by, receivedAt, note, position } = receipt;
  return {
    ...{ receiptId, kind, answeredBy, incidentId, callId: call.id, areaCode: call.areaCode, personId: call.personId },
    // A household's own call speaks of that household.
    householdId: receipt.householdId ?? householdId,
    userId: 'userId' in by ? by.userId : null,
    at: receivedAt,
    note: note?.trim() ? note : null,
    position: position ? { lng: position.lng, lat: position.lat, accuracyMeters: position.accuracyMeters ?? null } : null,
  };
}
