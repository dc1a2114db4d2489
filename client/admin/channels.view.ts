import { ChannelLimits, type ChannelHealth } from '#contract/channels.ts';
import { reachedWithinDays } from '#contract/tree-proof.ts';

export type ChannelStanding = 'works' | 'mute' | 'open' | 'halfOpen' | 'off' | 'unconfigured' | 'untested' | 'stuck' | 'failing';

const minute = 60_000;
/** What waits longer without anything leaving stands still. A default value (默认值) of our own. */
const stuckAfterMinutes = 2;
/** A success longer ago says nothing of now; as long as the proof of the tree believes that somebody was reached. */
const testedForMinutes = reachedWithinDays * 24 * 60;

/**
 * What to say of a channel first: that it cannot work, before how it does. It works by what it did, never because nothing was heard of it:
 * where nothing has succeeded lately it is untested.
 */
export function standingOf(health: ChannelHealth, now: Date): ChannelStanding {
  const { configured, enabled, breaker, isMute } = health;
  if (!configured) return 'unconfigured';
  if (!enabled) return 'off';
  if (breaker !== 'closed') return breaker;
  if (isMute) return 'mute';
  return standingByDeeds(health, now);
}

function standingByDeeds({ id, lastSuccessAt, lastFailureAt, waitingSince }: ChannelHealth, now: Date): ChannelStanding {
  const ago = (at: string | null) => (at === null ? Infinity : (now.getTime() - Date.parse(at)) / minute);
  // What waits for a page waits for its person to open it.
  const isWaiting = id !== 'inApp' && waitingSince !== null && ago(waitingSince) > stuckAfterMinutes;
  if (isWaiting && ago(lastSuccessAt) > stuckAfterMinutes) return 'stuck';
  if (ago(lastFailureAt) < ago(lastSuccessAt)) return 'failing';
  return ago(lastSuccessAt) > testedForMinutes ? 'untested' : 'works';
}

/** How a standing is coloured, besides its word. */
export function toneOf(standing: ChannelStanding): 'good' | 'untested' | 'bad' | '' {
  if (standing === 'works') return 'good';
  if (standing === 'untested' || standing === 'halfOpen') return 'untested';
  return standing === 'off' || standing === 'unconfigured' ? '' : 'bad';
}

/** The limits of a channel as they stand. */
export function limitsOf(health: ChannelHealth): ChannelLimits {
  const { enabled, ratePerSecond, concurrency, timeoutSeconds, costYuan, answerShare, maxCharacters } = health;
  return { enabled, ratePerSecond, concurrency, timeoutSeconds, costYuan, answerShare, maxCharacters };
}

/** Whether a limit is one of this channel: how long a page may take to show a ring is fixed, and it shows the whole message. */
export function hasLimit(id: ChannelHealth['id'], limit: keyof ChannelLimits): boolean {
  return id !== 'inApp' || (limit !== 'timeoutSeconds' && limit !== 'maxCharacters');
}

/** Which of the typed limits the contract does not take. */
export function wrongLimits(limits: ChannelLimits): ReadonlySet<string> {
  const parsed = ChannelLimits.safeParse(limits);
  return new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0])));
}
