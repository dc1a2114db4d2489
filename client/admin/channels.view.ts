import { ChannelLimits, type ChannelHealth } from '#contract/channels.ts';

export type ChannelStanding = 'works' | 'mute' | 'open' | 'halfOpen' | 'off' | 'unconfigured' | 'untried';

/** What to say of a channel first: that it cannot work, before how it does. */
export function standingOf({ configured, enabled, breaker, isMute, lastSuccessAt, id }: ChannelHealth): ChannelStanding {
  if (!configured) return 'unconfigured';
  if (!enabled) return 'off';
  if (breaker !== 'closed') return breaker;
  if (isMute) return 'mute';
  return lastSuccessAt === null && id !== 'inApp' ? 'untried' : 'works';
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
