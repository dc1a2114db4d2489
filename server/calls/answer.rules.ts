import { progressSteps, type Call, type CallOutState, type NewReceipt, type Progress, type ReceiptKind } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { RefusalCode } from '../contract/refusals.ts';

/** What a receipt says, with its two times: as the device says, and as the server knows, both in the incident's time. */
export interface Said extends Pick<NewReceipt, 'kind'> {
  at: string;
  receivedAt: string;
}

/** Who answers: a person who was reached for the call, or an officer at a desk, for everyone in the officer's area. */
export type Answerer = { personId: number } | { userId: number; areaPrefix: string };

/** A call as it stands when a receipt for it arrives. */
export interface Standing {
  call: Call;
  incidentId: IncidentId;
  /** The area that it is counted under. */
  tallyCode: string;
  callOutState: CallOutState;
  /** Deputies and superiors who were reached for it, by person id. */
  reached: readonly number[];
}

/**
 * The call after a receipt; the very same call when the receipt says nothing new. Receipts come twice, late and in any order: whatever
 * the order, the call ends up the same.
 *
 * Progress only moves up and a call for help stays. Asking for help is an answer too: who asks has been reached. An answer to a call
 * whose warning has since changed or been cancelled changes nothing.
 */
export function answered({ call, callOutState }: Pick<Standing, 'call' | 'callOutState'>, said: Said): Call {
  if (callOutState !== 'running' || call.state === 'stale' || call.state === 'superseded') return call;
  const { kind } = said;
  const news = {
    state: 'answered' as const,
    dueAt: null,
    progress: furthest(call.progress, isStep(kind) ? kind : 'heard'),
    needHelp: call.needHelp || kind === 'needHelp',
    cannot: call.cannot || kind === 'cannot',
    answeredBy: call.answeredBy ?? 'self',
    answeredAt: earliest(call.answeredAt, saidAt(call, said)),
  };
  const isNews = (Object.keys(news) as (keyof typeof news)[]).some((key) => news[key] !== call[key]);
  return isNews ? { ...call, ...news } : call;
}

/** Who may answer a call, or why not. To an officer of another area the call does not exist. */
export function answerRefusal({ call, reached }: Pick<Standing, 'call' | 'reached'>, by: Answerer): RefusalCode | null {
  if ('userId' in by) return call.areaCode.startsWith(by.areaPrefix) ? null : 'call/unknown';
  return call.personId === by.personId || reached.includes(by.personId) ? null : 'call/not-yours';
}

/** How far a device's clock may run ahead of the incident's before what it says is refused. */
const aheadToleranceMilliseconds = 5 * 60 * 1000;

export function isAhead(at: string, now: Date): boolean {
  return Date.parse(at) > now.getTime() + aheadToleranceMilliseconds;
}

/** A device's clock may be wrong: nobody answered before being called, nor after the answer arrived. */
function saidAt(call: Call, { at, receivedAt }: Said): string {
  const said = Math.min(Date.parse(at), Date.parse(receivedAt));
  return new Date(Math.max(said, Date.parse(call.calledAt))).toISOString();
}

function isStep(kind: ReceiptKind): kind is Progress {
  return (progressSteps as readonly string[]).includes(kind);
}

function furthest(reached: Progress | null, said: Progress): Progress {
  if (reached === null) return said;
  return progressSteps.indexOf(said) > progressSteps.indexOf(reached) ? said : reached;
}

/** Times on the wire are UTC and of one length: their order as text is their order in time. */
function earliest(noted: string | null, said: string): string {
  return noted !== null && noted < said ? noted : said;
}
