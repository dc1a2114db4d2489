import { isOwing, type CallId, type NewReceipt } from '../contract/calls.ts';
import { householdApart, isEnded, type CallBefore } from './answer.rules.ts';
import type { FreshReceipt } from './intake.rules.ts';

/** Why somebody goes to a door once a call was answered. */
export interface DoorOpened {
  callId: CallId;
  reason: 'refused' | 'unreachable';
  people: number;
}

export interface DoorNews {
  /** People there refuse to leave or cannot be found: somebody goes there, or is on the way already. */
  opened: DoorOpened[];
  /** Nobody needs to be roused there any more. */
  roused: CallId[];
  /** Nobody refuses or is missed there any more. */
  settled: CallId[];
}

/**
 * What receipts say of doors, the last word for each call. Whoever refuses or cannot be found is no ending, whatever else the receipt says:
 * a door to which somebody was sent stays open, one that was closed opens again. That somebody cannot act closes nothing either. Only what
 * was done, from who is there or by the desk, settles a refusal; from one household of many it says nothing of the others.
 */
export function doorNews(fresh: readonly FreshReceipt[], standings: readonly CallBefore[]): DoorNews {
  const byCall = new Map(standings.map((standing) => [standing.call.id, standing]));
  const opened = new Map<CallId, DoorOpened>();
  const roused = new Set<CallId>();
  const settled = new Set<CallId>();
  for (const receipt of fresh) {
    const { callId } = receipt;
    const standing = byCall.get(callId);
    if (!standing || isEnded(standing)) continue;
    const refusal = refusalIn(receipt.counts);
    if (refusal) {
      opened.set(callId, { callId, ...refusal });
      settled.delete(callId);
      continue;
    }
    if (receipt.kind === 'cannot' || householdApart(standing, receipt.householdId ?? undefined) !== null) continue;
    if (!isOwing(standing.call)) roused.add(callId);
    if (receipt.kind !== 'done' || !isThere(receipt)) continue;
    opened.delete(callId);
    settled.add(callId);
  }
  return { opened: [...opened.values()], roused: [...roused].filter((id) => !opened.has(id)), settled: [...settled] };
}

/** Refusals weigh more than who was not met: those are known to be in danger. */
function refusalIn(counts: NewReceipt['counts']): Omit<DoorOpened, 'callId'> | null {
  if (counts?.refused) return { reason: 'refused', people: counts.refused };
  return counts?.absent ? { reason: 'unreachable', people: counts.absent } : null;
}

function isThere({ answeredBy }: Pick<FreshReceipt, 'answeredBy'>): boolean {
  return answeredBy === 'self' || answeredBy === 'door' || answeredBy === 'desk';
}
