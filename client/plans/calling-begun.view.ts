import type { CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Outcome } from '../ui/toast.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';

type Began = 'release/done' | 'plan/done' | 'issue/done';

/** That people are being called, and how many. While the clock of a drill stands nobody becomes due, which is no success yet. */
export function callingBegun(
  words: Began,
  { answered, silent }: Pick<CallOutReport, 'answered' | 'silent'>,
  clock: Incident['clock'] | undefined,
): { text: string; outcome: Outcome } {
  const text = say(words, { count: countText(answered + silent) });
  return clock?.paused ? { text: `${text}${say('plan/done.paused')}`, outcome: 'partly' } : { text, outcome: 'done' };
}
