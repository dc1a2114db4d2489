import type { Warning } from '#contract/warnings.ts';
import { say, sayOr } from '../words/words.ts';

/** `台风黄色预警`, `Typhoon yellow warning`. */
export function warningTitle({ event, level }: Pick<Warning, 'event' | 'level'>): string {
  return say(`level/${level}.title`, { event: eventName(event) });
}

/** An event we have no word for is named as its message names it. */
export function eventName(event: string): string {
  return sayOr(`event/${event}`, event);
}
