import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { callingChannels, type CallingChannel } from '#contract/channels.ts';
import { icon } from '../ui/icons.ts';
import { say } from '../words/words.ts';
import type { Fields } from './draft-fields.ts';
import { tick } from './tick.ts';

/** Which channels, in which order, and whether all at once. The chosen ones come first, as they are called. */
export function channelFields({ draft, change, isWrong }: Fields) {
  const { order, atOnce } = draft.channels;
  const set = (next: CallingChannel[]) => change({ channels: { order: next, atOnce } });
  const rest = callingChannels.filter((channel) => !order.includes(channel));
  return html`<section>
    <h3>${say('policy/section.channels')}</h3>
    <ol class="order ${isWrong('channels') ? 'wrong' : ''}" aria-label=${say('policy/order')}>
      ${order.map((channel, at) => html`<li>${chosen(channel)}${mover(order, at, set)}</li>`)}
      ${rest.map((channel) => html`<li>${tick(say(`channel/${channel}`), false, () => set([...order, channel]))}</li>`)}
    </ol>
    <div class="row" role="radiogroup" aria-label=${say('policy/order')}>${mode(true)}${mode(false)}</div>
  </section>`;

  function chosen(channel: CallingChannel) {
    // The last one stays: a policy without a channel reaches nobody.
    return tick(say(`channel/${channel}`), true, () => set(order.length > 1 ? order.filter((each) => each !== channel) : [...order]));
  }

  function mode(wanted: boolean) {
    return html`<label class="inline">
      <input
        type="radio"
        name="at-once"
        .checked=${live(atOnce === wanted)}
        @change=${() => change({ channels: { order, atOnce: wanted } })}
      />${say(wanted ? 'policy/at-once' : 'policy/in-order')}
    </label>`;
  }
}

function mover(order: readonly CallingChannel[], at: number, set: (next: CallingChannel[]) => void) {
  const name = say(`channel/${order[at]!}`);
  const swap = (other: number) => {
    const next = [...order];
    [next[at], next[other]] = [next[other]!, next[at]!];
    set(next);
  };
  return html`<span>
    <button class="icon-button up" ?disabled=${at === 0} aria-label=${say('policy/earlier', { name })} @click=${() => swap(at - 1)}>
      ${icon('chevronDown', 16)}
    </button>
    <button
      class="icon-button"
      ?disabled=${at === order.length - 1}
      aria-label=${say('policy/later', { name })}
      @click=${() => swap(at + 1)}
    >
      ${icon('chevronDown', 16)}
    </button>
  </span>`;
}
