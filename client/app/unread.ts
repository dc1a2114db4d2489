import { html, type TemplateResult } from 'lit';
import type { World } from '#contract/world.ts';
import { say } from '../words/words.ts';
import type { Desk } from '../desk/desk.ts';

/**
 * What stands where figures would be, until what they are of has been read: the incident, or the moment that somebody looks back to. Null
 * once it is here. Nothing that is read half is shown, and no figure of one time for that of another.
 */
export function unreadNotice(desk: Desk, shown: World): TemplateResult | null {
  const { store, link, clocks } = desk;
  if (link.isReading) return notice(say('link/reading'));
  if (clocks.shown.tense !== 'past' || shown !== store.blank) return null;
  return notice(say(store.isPastFailing ? 'replay/unread' : 'replay/reading'));
}

function notice(words: string): TemplateResult {
  return html`<p class="reading" role="status">${words}</p>`;
}
