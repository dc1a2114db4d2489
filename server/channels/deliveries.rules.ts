import type { Fate } from '../calls/attempts.rules.ts';
import { muteAfter } from '../contract/channels.ts';
import type { Sent } from '../kernel/channels/channel.ts';

/** A channel as whoever claims from it finds it. Times are wall time. */
export interface Flow {
  enabled: boolean;
  ratePerSecond: number;
  concurrency: number;
  /** What may leave now, one token each; negative after the gateway asked for patience. */
  tokens: number;
  refilledAt: Date;
  /** In a row. */
  failures: number;
  openUntil: Date | null;
}

/** How many leave in one go: their addresses are held in memory, and a server that dies has that many in its hands. */
export const claimLimit = 200;
/** How often one attempt is handed over before it has failed. */
export const maxTries = 5;
/** So many failures in a row open the breaker. */
const failuresToOpen = 5;
const firstPauseSeconds = 30;
const longestPauseSeconds = 600;

/** The bucket as it stands now: it holds one second's worth, or one token where that is less. A clock set back takes nothing away. */
export function refilled({ tokens, refilledAt, ratePerSecond }: Pick<Flow, 'tokens' | 'refilledAt' | 'ratePerSecond'>, now: Date): number {
  const seconds = Math.max(0, now.getTime() - refilledAt.getTime()) / 1000;
  return Math.min(Math.max(1, ratePerSecond), tokens + seconds * ratePerSecond);
}

export type BreakerState = 'closed' | 'open' | 'halfOpen';

/** open: nothing leaves. halfOpen: its pause is over, and one attempt tries whether the gateway is back. */
export function breakerState({ openUntil }: Pick<Flow, 'openUntil'>, now: Date): BreakerState {
  if (openUntil === null) return 'closed';
  return openUntil > now ? 'open' : 'halfOpen';
}

/** How many attempts may be taken now. @param sending how many are on their way over this channel, from every server */
export function allowance(flow: Flow, sending: number, now: Date): number {
  const breaker = breakerState(flow, now);
  if (!flow.enabled || breaker === 'open') return 0;
  const room = breaker === 'halfOpen' ? 1 - sending : flow.concurrency - sending;
  return Math.max(0, Math.floor(Math.min(refilled(flow, now), room, claimLimit)));
}

/** What the outcomes of a moment make of a channel. */
export interface Verdict {
  failures: number;
  openUntil: Date | null;
  /** The gateway has asked for patience: nothing leaves for a second or two. */
  isThrottled: boolean;
  succeeded: boolean;
  /** The last failure's code; null: none. */
  failure: string | null;
}

/**
 * A failure counts against the channel when the gateway is at fault, and only while the breaker is not open: what left before it opened
 * fails as it must and says nothing new. A pause is twice as long as the one before it. A success closes the breaker at once.
 */
export function verdictOn(flow: Pick<Flow, 'failures' | 'openUntil'>, outcomes: readonly Sent[], now: Date): Verdict {
  let { failures, openUntil } = flow;
  let failure: string | null = null;
  let succeeded = false;
  for (const sent of outcomes) {
    if (sent.kind === 'accepted') {
      [failures, openUntil, succeeded] = [0, null, true];
      continue;
    }
    if (!isGatewaysFault(sent)) continue;
    failure = sent.failure;
    if (breakerState({ openUntil }, now) === 'open') continue;
    failures += 1;
    if (failures >= failuresToOpen) openUntil = new Date(now.getTime() + pauseSeconds(failures) * 1000);
  }
  return { failures, openUntil, succeeded, failure, isThrottled: outcomes.some((sent) => sent.kind === 'postponed' && sent.isThrottled) };
}

function isGatewaysFault(sent: Exclude<Sent, { kind: 'accepted' }>): boolean {
  if (sent.kind === 'refused') return sent.isGatewaysFault === true;
  return sent.kind === 'unclear' || sent.isThrottled !== true;
}

function pauseSeconds(failures: number): number {
  return Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (failures - failuresToOpen));
}

/** What a gateway has accepted of late, as many as are looked at, and of how many of them it has said anything since. */
export interface Echo {
  accepted: number;
  reported: number;
}

/** Whether a gateway takes everything and most likely delivers nothing: its breaker stays closed, since it never fails. */
export function isMute({ accepted, reported }: Echo): boolean {
  return accepted >= muteAfter.messages && reported === 0;
}

/**
 * Tried again only what certainly did not leave, or what the gateway would recognise by its key: a person who is called twice for one
 * attempt learns not to listen.
 *
 * @param tries how often it was handed over, this time included
 */
export function fateOf(sent: Sent, { tries, isIdempotent, now }: { tries: number; isIdempotent: boolean; now: Date }): Fate {
  const none = { outcome: null, failure: null, providerId: null, nextAt: null };
  if (sent.kind === 'accepted') return { ...none, state: 'sent', outcome: 'accepted', providerId: sent.providerId };
  const { failure } = sent;
  if (sent.kind === 'refused') return { ...none, state: 'failed', failure, outcome: sent.outcome ?? null };
  if (sent.kind === 'unclear' && (!isIdempotent || tries >= maxTries)) return { ...none, state: 'unknown', failure };
  if (tries >= maxTries) return { ...none, state: 'failed', failure };
  return { ...none, state: 'queued', failure, nextAt: new Date(now.getTime() + backOffSeconds(tries) * 1000) };
}

/** 5, 15, 45, 135 s: together shorter than the time in which a red warning is to be answered. */
function backOffSeconds(tries: number): number {
  return 5 * 3 ** (tries - 1);
}
