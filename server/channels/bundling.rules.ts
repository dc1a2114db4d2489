import type { PutBack } from '../calls/attempts.rules.ts';
import type { CallId, CallState } from '../contract/calls.ts';
import { contactPauses, type AttemptPurpose } from '../contract/channels.ts';
import type { Reach } from '../contract/policies.ts';
import { warningLevels, type WarningLevel } from '../contract/warnings.ts';

/** No message is looked at that is longer ago. */
export const longestPauseSeconds = Math.max(...Object.values(contactPauses.aboutOthers), contactPauses.own);

/** An attempt that could leave now, as far as it matters for how often its person is written to. */
export interface Leaving {
  attemptId: number;
  callId: CallId;
  personId: number;
  reach: Reach;
  purpose: AttemptPurpose;
  isByHand: boolean;
  tries: number;
  /** The attempt as which it travelled when it was last tried; null: as itself. */
  carriedBy: number | null;
  /** How pressing it is. */
  urgency: WarningLevel;
  callState: CallState;
  /** Its place in the order of the queue, the lowest first. */
  callPriority: number;
  calledAt: Date;
  queuedAt: Date;
}

/** The last message that a person got over the channel, about others or about a call of the person's own. */
export interface Lately {
  personId: number;
  isForOthers: boolean;
  callId: CallId;
  urgency: WarningLevel;
  at: Date;
}

export interface Sorted<T extends Leaving> {
  /** The attempts of each message, the worst first: it travels as that one. */
  messages: T[][];
  putBack: PutBack[];
}

export interface BundlingTime {
  now: Date;
  lately: readonly Lately[];
  /** Some calls have not yet taken the step that is due. */
  isClimbing: boolean;
}

/**
 * Makes one message of all that a person is to be told about others, and puts off what would follow the last one too soon, over all
 * call-outs; nothing is dropped. What somebody asked for by hand waits for nothing and takes along what waits, and so does what is of a
 * higher level than the message before. A message that is tried again stays the one that it was.
 *
 * @param waiting in the order of the queue, the most urgent level first
 */
export function sortedOut<T extends Leaving>(waiting: readonly T[], { now, lately, isClimbing }: BundlingTime): Sorted<T> {
  const sorted: Sorted<T> = { messages: [], putBack: [] };
  const known = [...lately];
  for (const message of messagesOf(waiting)) {
    const wait = waitOf(message, { now, lately: known, isClimbing });
    if (wait) {
      sorted.putBack.push(...message.map(({ attemptId }) => ({ attemptId, ...wait })));
      continue;
    }
    sorted.messages.push(message);
    known.push({ ...message[0]!, isForOthers: isForOthers(message[0]!), at: now });
  }
  return sorted;
}

/**
 * Told to somebody who is to reach a silent person. An all-clear is for whoever gets it, and who is sent to people that refuse is told of
 * them alone: those are not silent.
 */
export function isForOthers({ reach, purpose, callState }: Pick<Leaving, 'reach' | 'purpose' | 'callState'>): boolean {
  return reach !== 'self' && purpose === 'call' && callState !== 'answered';
}

/** The worst first: the highest level, then who is to be woken at the door, then by the order of the queue and how long it lasts. */
export function worstFirst(one: Pick<Leaving, 'urgency' | 'callState' | 'callPriority' | 'calledAt'>, other: typeof one): number {
  return (
    rank(other.urgency) - rank(one.urgency) ||
    Number(other.callState === 'unroused') - Number(one.callState === 'unroused') ||
    one.callPriority - other.callPriority ||
    one.calledAt.getTime() - other.calledAt.getTime()
  );
}

function messagesOf<T extends Leaving>(waiting: readonly T[]): T[][] {
  const ids = new Set(waiting.map(({ attemptId }) => attemptId));
  const messages = new Map<string, T[]>();
  for (const one of waiting) {
    const key = keyOf(one, ids);
    messages.set(key, [...(messages.get(key) ?? []), one]);
  }
  const isFirst = (one: T) => Number(one.carriedBy === null && one.tries > 0);
  return [...messages.entries()].map(([key, message]) =>
    message.toSorted((one, other) => (key.startsWith('again') ? isFirst(other) - isFirst(one) : 0) || worstFirst(one, other)),
  );
}

/** One that was tried keeps its company, unless the attempt as which it travelled is not wanted any more. */
function keyOf(one: Leaving, ids: ReadonlySet<number>): string {
  const carrier = one.carriedBy ?? one.attemptId;
  if (one.tries > 0 && ids.has(carrier)) return `again ${carrier}`;
  return isForOthers(one) ? `person ${one.personId}` : `attempt ${one.attemptId}`;
}

function waitOf(message: readonly Leaving[], moment: BundlingTime): Omit<PutBack, 'attemptId'> | null {
  const [first] = message as [Leaving];
  const isAgain = first.tries > 0 && first.carriedBy === null;
  if (isAgain || message.some(({ isByHand }) => isByHand)) return null;
  const until = isForOthers(first) ? freeForOthers(first, moment) : freeForOwn(first, moment);
  if (until && until > moment.now) return { until, isHeld: true };
  return isForOthers(first) ? gathering(message, moment) : null;
}

function freeForOthers(first: Leaving, { lately }: BundlingTime): Date | null {
  const last = newest(lately.filter(({ personId, isForOthers }) => isForOthers && personId === first.personId));
  return last && pausedAfter(last, first.urgency, contactPauses.aboutOthers[first.urgency]);
}

/** Redials of the same call have the pauses of its ladder. */
function freeForOwn(first: Leaving, { lately }: BundlingTime): Date | null {
  const last = newest(lately.filter(({ personId, isForOthers }) => !isForOthers && personId === first.personId));
  return last && last.callId !== first.callId ? pausedAfter(last, first.urgency, contactPauses.own) : null;
}

function pausedAfter(last: Lately, urgency: WarningLevel, seconds: number): Date | null {
  return rank(urgency) > rank(last.urgency) ? null : later(last.at, seconds);
}

/** What climbs at the same moment comes in one message, not in one and all the rest after the pause. */
function gathering(message: readonly Leaving[], { now, isClimbing }: BundlingTime): Omit<PutBack, 'attemptId'> | null {
  const since = Math.min(...message.map(({ queuedAt }) => queuedAt.getTime()));
  const isYoung = now.getTime() - since < contactPauses.gather * 1000;
  return isClimbing && isYoung ? { until: later(now, 1), isHeld: false } : null;
}

function newest(lately: readonly Lately[]): Lately | null {
  return lately.reduce<Lately | null>((last, one) => (last && last.at >= one.at ? last : one), null);
}

function rank(level: WarningLevel): number {
  return warningLevels.indexOf(level);
}

function later(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}
