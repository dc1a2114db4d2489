import { html } from 'lit';
import { say } from '../words/words.ts';
import type { Fields } from './draft-fields.ts';
import { tick } from './tick.ts';

/** What is different at night, and how often somebody is reminded who answered and has not acted. */
export function nightFields({ draft, change, isWrong }: Fields) {
  const { night } = draft;
  const time = (label: string, value: string, set: (value: string) => void) =>
    html`<label class="stacked">
      ${label}<input
        type="time"
        .value=${value}
        @change=${(event: Event) => {
          const { value: typed } = event.target as HTMLInputElement;
          if (typed) set(typed);
        }}
      />
    </label>`;
  return html`<section>
    <h3>${say('policy/section.night')}</h3>
    <div class="fields">
      ${time(say('policy/night-from'), night.from, (from) => change({ night: { ...night, from } }))}
      ${time(say('policy/night-to'), night.to, (to) => change({ night: { ...night, to } }))}
      ${tick(say('policy/night-rings'), night.rings, () => change({ night: { ...night, rings: !night.rings } }))}
    </div>
    <label class="stacked reminder">
      ${say('policy/reminder')}
      <input
        type="number"
        min="1"
        max="1440"
        aria-invalid=${isWrong('reminderMinutes')}
        .value=${String(draft.reminderMinutes ?? '')}
        @input=${(event: Event) => {
          const { value, valueAsNumber } = event.target as HTMLInputElement;
          change({ reminderMinutes: value === '' || Number.isNaN(valueAsNumber) ? null : valueAsNumber });
        }}
      />
    </label>
  </section>`;
}
