import type { AnsweredBy } from '../contract/calls.ts';
import { isWanted, type HelpMark, type HelpRequestId, type HelpState } from '../contract/help.ts';
import type { RefusalCode } from '../contract/refusals.ts';

/** A request as its row says. */
export interface HelpStanding extends Omit<HelpMark, 'callOutId' | 'level' | 'center'> {
  note: string | null;
  reason: string | null;
}

/** A line of its history that is not there yet. */
export interface NewHelpEvent {
  helpRequestId: HelpRequestId;
  areaCode: string;
  kind: 'asked' | HelpState;
  at: string;
  receiptId: string | null;
  userId: number | null;
  reason: string | null;
}

/** A receipt that asks for help, or says that it has come. */
export interface HelpReceipt extends Pick<HelpStanding, 'incidentId' | 'callId' | 'areaCode' | 'householdId' | 'personId' | 'position'> {
  receiptId: string;
  kind: 'needHelp' | 'helped';
  answeredBy: AnsweredBy;
  userId: number | null;
  /** When the server heard of it, in the incident's time. */
  at: string;
  note: string | null;
}

export interface HelpIntake {
  /** As they stand at the end, each once. */
  requests: HelpStanding[];
  events: NewHelpEvent[];
}

/**
 * Who is where help is needed, and may say that it has come. Whoever only passed the call on may not: nobody is taken for safe by
 * hearsay. The desk says what it was told.
 */
const mayEnd: readonly AnsweredBy[] = ['self', 'household', 'door', 'desk'];

/**
 * Takes what was said, one after another, each as if it had come alone. The first call for help of a person or household opens a request;
 * further ones are added to it, and ring again, whether somebody has taken it or not; after its end the next one opens a new one.
 *
 * @param wanted the requests of these people and households that are open or taken
 */
export function takeSaid(
  said: readonly HelpReceipt[],
  { wanted, newId }: { wanted: readonly HelpStanding[]; newId: () => HelpRequestId },
): HelpIntake {
  const standing = new Map(wanted.map((request) => [subjectOf(request), request]));
  const touched = new Map<HelpRequestId, HelpStanding>();
  const events: NewHelpEvent[] = [];
  for (const one of said) {
    const before = standing.get(subjectOf(one));
    const known = before && isWanted(before) ? before : null;
    const after = one.kind === 'needHelp' ? asked(known, one, newId) : known && saidHelped(known, one);
    if (!after) continue;
    standing.set(subjectOf(after), after);
    touched.set(after.id, after);
    events.push(eventOf(after, one));
  }
  return { requests: [...touched.values()], events };
}

/** Of whom a request speaks: a household, else a person. */
export function subjectOf({ householdId, personId }: Pick<HelpStanding, 'householdId' | 'personId'>): string {
  return householdId === null ? `person ${personId}` : `household ${householdId}`;
}

function asked(known: HelpStanding | null, said: HelpReceipt, newId: () => HelpRequestId): HelpStanding {
  const { callId, at, note, position } = said;
  if (known) {
    return { ...known, callId, askedAt: at, asks: known.asks + 1, note: note ?? known.note, position: position ?? known.position };
  }
  const { incidentId, areaCode, householdId, personId } = said;
  const nothingDone = { state: 'open', takenBy: null, takenAt: null, endedBy: null, endedAt: null, reason: null } as const;
  return { id: newId(), incidentId, callId, areaCode, householdId, personId, ...nothingDone, at, askedAt: at, asks: 1, note, position };
}

function saidHelped(known: HelpStanding, { answeredBy, at, userId }: HelpReceipt): HelpStanding | null {
  return mayEnd.includes(answeredBy) ? { ...known, state: 'helped', endedBy: userId, endedAt: at } : null;
}

function eventOf({ id, areaCode }: HelpStanding, { kind, at, receiptId, userId }: HelpReceipt): NewHelpEvent {
  return { helpRequestId: id, areaCode, kind: kind === 'needHelp' ? 'asked' : 'helped', at, receiptId, userId, reason: null };
}

/** Where a request may go from where it is. Helped may be taken back: it is one click, and takes a mark off the map. */
const next: Record<HelpState, readonly HelpState[]> = {
  open: ['taken', 'helped', 'closed'],
  taken: ['open', 'helped', 'closed'],
  helped: ['open', 'closed'],
  closed: [],
};

export interface HelpOrder {
  state: HelpState;
  reason: string | null;
  userId: number;
  /** In the incident's time. */
  at: string;
}

/** The request after what the desk did; the very same when it stood so by the same person: an answer may be lost and the click come twice. */
export function movedBy(request: HelpStanding, { state, reason, userId, at }: HelpOrder): HelpStanding | RefusalCode {
  if (state === request.state) return isSameAgain(request, userId) ? request : state === 'taken' ? 'help/taken' : 'help/wrong-state';
  if (!next[request.state].includes(state)) return 'help/wrong-state';
  if (state === 'closed' && !reason) return 'help/no-reason';
  if (state === 'open') return { ...request, state, takenBy: null, takenAt: null, endedBy: null, endedAt: null, reason: null };
  if (state === 'taken') return { ...request, state, takenBy: userId, takenAt: at };
  return { ...request, state, endedBy: userId, endedAt: at, reason };
}

function isSameAgain({ state, takenBy, endedBy }: HelpStanding, userId: number): boolean {
  if (state === 'open') return false;
  return (state === 'taken' ? takenBy : endedBy) === userId;
}

export function isEnded(request: Pick<HelpStanding, 'state'>): boolean {
  return !isWanted(request);
}
