import type { Policy } from '#contract/policies.ts';
import { say } from '../words/words.ts';

/** `台风 · 红色（Ⅰ级/特别严重） · 默认值`: what a policy is for, and whether anybody has edited it. */
export function policyName({ event, level, isDefault }: Pick<Policy, 'event' | 'level' | 'isDefault'>): string {
  const weather = event === null ? say('weather/any') : say(`weather/${event}`);
  return [weather, say(`level/${level}`), ...(isDefault ? [say('plan/default')] : [])].join(' · ');
}
