import {
  answerers,
  progressSteps,
  qualityFlags,
  type AnsweredBy,
  type Call,
  type CallOutState,
  type NewReceipt,
  type Progress,
  type QualityFlag,
  type ReceiptKind,
} from '../contract/calls.ts';
import type { CallingChannel } from '../contract/channels.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Reach } from '../contract/policies.ts';
import type { RefusalCode } from '../contract/refusals.ts';

/** What a receipt says, with its two times: as the device says, and as the server knows, both in the incident's time. */
export interface StatedReceipt extends Pick<NewReceipt, 'kind' | 'counts'> {
  at: string;
  receivedAt: string;
  answeredBy: AnsweredBy;
  flags: readonly QualityFlag[];
}

/** How an answer came in: over a channel, on paper, or typed in at a desk. */
export type Via = CallingChannel | 'sheet' | 'desk';

/**
 * Who answers: a person who was reached for the call, or an officer at a desk, for everyone in the officer's area. Without `via` a
 * person answers on the page, an officer at the desk.
 */
export type Answerer = { personId: number; via?: Via } | Officer;

/** `username`: stands in the audit trail for what was answered by hand. */
export interface Officer {
  userId: number;
  areaPrefix: string;
  username?: string;
  address?: string;
  via?: Via;
}

/** Somebody who was to be reached for a call, and whether anything has left for them yet. */
export interface ReachedPerson {
  personId: number;
  reach: Reach;
  hasLeft: boolean;
}

/** A call as it stands when a receipt for it arrives. */
export interface CallBefore {
  call: Call;
  /** Of a household that is called itself; null for a post. */
  householdId: number | null;
  incidentId: IncidentId;
  /** The area that it is counted under. */
  tallyCode: string;
  callOutState: CallOutState;
  /** The call-out came to rest since the time of its warning has passed: who answers late has still been roused. */
  isExpired?: boolean;
  reached: readonly ReachedPerson[];
}

/**
 * The call after a receipt; the very same call when the receipt says nothing new. Receipts come twice, late and in any order: whatever
 * the order, the call ends up the same.
 *
 * Progress only moves up and a call for help stays. Asking for help is an answer too: who asks has been reached. From somebody who is to
 * reach the person it is none: the call for help is passed on, and the ladder climbs. An answer while the call-out still waits for its
 * release counts: there is no need to call that person any more. An answer to a call whose warning has since changed or been cancelled
 * changes nothing.
 */
export function answered({ call, ...callOut }: Pick<CallBefore, 'call' | 'callOutState' | 'isExpired'>, said: StatedReceipt): Call {
  if (isEnded({ call, ...callOut })) return call;
  const { kind } = said;
  if (!isAnswer(said)) return kind === 'needHelp' && !call.needHelp ? { ...call, needHelp: true } : call;
  const progress = furthest(call.progress, isStep(kind) ? kind : 'heard');
  const news = {
    state: 'answered' as const,
    dueAt: null,
    progress,
    needHelp: call.needHelp || kind === 'needHelp',
    cannot: call.cannot || kind === 'cannot',
    answeredBy: closest(call.answeredBy, said.answeredBy),
    flags: flagged(call.flags, { said, hasActed: progress !== 'heard' }),
    answeredAt: earliest(call.answeredAt, saidAt(call, said)),
  };
  const isNews = (Object.keys(news) as (keyof typeof news)[]).some((key) => news[key] !== call[key]);
  return isNews ? { ...call, ...news } : call;
}

/**
 * The call after something was said of a household that hangs on it: only that somebody there needs help, or cannot leave, shows on it.
 * Whoever is called has not answered by that: a guardian of ten households is not awake because one of them is safe.
 */
export function afterHousehold(
  { call, ...callOut }: Pick<CallBefore, 'call' | 'callOutState' | 'isExpired'>,
  { kind }: Pick<StatedReceipt, 'kind'>,
): Call {
  if (isEnded({ call, ...callOut })) return call;
  if (kind === 'needHelp' && !call.needHelp) return { ...call, needHelp: true };
  return kind === 'cannot' && !call.cannot ? { ...call, cannot: true } : call;
}

/** Of whom an answer speaks: a household that hangs on a call, or null for the call itself, also where that is the household's own. */
export function householdApart({ householdId }: Pick<CallBefore, 'householdId'>, about: number | undefined): number | null {
  return about === undefined || about === householdId ? null : about;
}

/**
 * As whom somebody answers a call: the called person, whoever was reached for it, or the desk; null when it is not theirs to answer.
 * `apart`: the household that it is said of, named by a link of ours.
 */
export function answersAs(
  { call, reached }: Pick<CallBefore, 'call' | 'reached'>,
  by: Answerer,
  apart: number | null = null,
): AnsweredBy | null {
  if ('userId' in by) return call.areaCode.startsWith(by.areaPrefix) ? 'desk' : null;
  if (apart !== null) return 'household';
  if (call.personId === by.personId) return 'self';
  const reaches: AnsweredBy[] = reached.filter(({ personId }) => personId === by.personId).map(({ reach }) => reach);
  return answerers.find((answerer) => reaches.includes(answerer)) ?? null;
}

/** Why somebody may not answer a call, or null. To an officer of another area the call does not exist. */
export function answerRefusal(
  standing: Pick<CallBefore, 'call' | 'reached'>,
  by: Answerer,
  apart: number | null = null,
): RefusalCode | null {
  if (answersAs(standing, by, apart) !== null) return null;
  return 'userId' in by ? 'call/unknown' : 'call/not-yours';
}

/** How far a device's clock may run ahead of the incident's, or behind, before what it says is not believed. */
const clockToleranceMilliseconds = 5 * 60 * 1000;

/**
 * The time that a device says as far as it can be true: from when the call was made until now. Undefined for a clock that was reset to
 * 1970 or runs years ahead, and for what is no time: an answer is worth more than its time stamp.
 */
export function believed(at: string | undefined, { calledAt }: Pick<Call, 'calledAt'>, now: Date): string | undefined {
  const said = at !== undefined && zoned.test(at) ? Date.parse(at) : NaN;
  const isPossible = said >= Date.parse(calledAt) - clockToleranceMilliseconds && said <= now.getTime() + clockToleranceMilliseconds;
  return isPossible ? new Date(said).toISOString() : undefined;
}

/** Without a zone a time would be read in the server's. */
const zoned = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Whether the called person was reached. Others who can do nothing, or who want help, have not said so; a desk types in what it was told. */
function isAnswer({ kind, answeredBy }: StatedReceipt): boolean {
  return isStep(kind) || answeredBy === 'self' || answeredBy === 'desk';
}

/** Whether nothing that is said of a call changes anything any more. */
export function isEnded({ call, ...callOut }: Pick<CallBefore, 'call' | 'callOutState' | 'isExpired'>): boolean {
  return isOver(callOut) || call.state === 'stale' || call.state === 'superseded';
}

function isOver({ callOutState, isExpired = false }: Pick<CallBefore, 'callOutState' | 'isExpired'>): boolean {
  return (callOutState === 'closed' && !isExpired) || callOutState === 'cancelled';
}

/** A device's clock may be wrong: nobody answered before being called, nor after the answer arrived. */
function saidAt(call: Call, { at, receivedAt }: StatedReceipt): string {
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

/** Who has reached a person by hand speaks for that person until the person speaks: the contract lists answerers nearest first. */
function closest(noted: AnsweredBy | null, said: AnsweredBy): AnsweredBy {
  return noted !== null && answerers.indexOf(noted) <= answerers.indexOf(said) ? noted : said;
}

/**
 * Whoever has acted is no longer one who has done nothing, and numbers that are said anew take the place of those that were doubted; other
 * doubts stay. The same list when nothing is new in it, so that a call
 * that has not changed is the same call.
 */
function flagged(
  noted: QualityFlag[],
  { said, hasActed }: { said: Pick<StatedReceipt, 'flags' | 'counts'>; hasActed: boolean },
): QualityFlag[] {
  const isOver = (flag: QualityFlag) =>
    (flag === 'noLaterAction' && hasActed) || (flag === 'countsDoubted' && said.counts !== undefined && !said.flags.includes(flag));
  const flags = qualityFlags.filter((flag) => (noted.includes(flag) || said.flags.includes(flag)) && !isOver(flag));
  return flags.length === noted.length && flags.every((flag) => noted.includes(flag)) ? noted : flags;
}

/** Times on the wire are UTC and of one length: their order as text is their order in time. */
function earliest(noted: string | null, said: string): string {
  return noted !== null && noted < said ? noted : said;
}
