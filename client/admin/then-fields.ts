import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { laterReaches, type LaterReach } from '#contract/policies.ts';
import { icon } from '../ui/icons.ts';
import { say } from '../words/words.ts';
import type { Fields } from './draft-fields.ts';
import { tick } from './tick.ts';

/** Whom each further step reaches, several at once where several are ticked. What is wrong with an order is the server's to say. */
export function thenFields({ draft, change, isWrong }: Fields) {
  const { then } = draft;
  const replace = (at: number, step: LaterReach[]) =>
    change({ then: step.length > 0 ? then.with(at, step) : then.filter((_, other) => other !== at) });
  const toggle = (at: number, reach: LaterReach) => {
    const step = then[at]!;
    replace(
      at,
      step.includes(reach) ? step.filter((each) => each !== reach) : laterReaches.filter((each) => each === reach || step.includes(each)),
    );
  };
  const unused = laterReaches.find((reach) => !then.flat().includes(reach));
  return html`<section>
    <h3>${say('policy/section.then')}</h3>
    <ol class="steps ${isWrong('then') ? 'wrong' : ''}">
      ${then.map(
        (step, at) =>
          html`<li>
            <b>${say('policy/step', { nr: at + 1 })}</b>
            ${laterReaches.map((reach) => tick(say(`reach/${reach}`), step.includes(reach), () => toggle(at, reach)))}
            <button class="icon-button" aria-label=${say('policy/remove-step', { nr: at + 1 })} @click=${() => replace(at, [])}>
              ${icon('close', 14)}
            </button>
          </li>`,
      )}
    </ol>
    <div class="row">
      <button class="action" ?disabled=${!unused} @click=${() => unused && change({ then: [...then, [unused]] })}>
        ${icon('plus', 14)}${say('policy/add-step')}
      </button>
      ${superiorLevelsField(draft.superiorLevels, (superiorLevels) => change({ superiorLevels }))}
    </div>
  </section>`;
}

/** How many superiors above each other are reached, one after the other. */
function superiorLevelsField(levels: number, set: (levels: number) => void) {
  return html`<label class="inline">
    ${say('policy/superior-levels')}
    <select .value=${live(String(levels))} @change=${(event: Event) => set(Number((event.target as HTMLSelectElement).value))}>
      ${[1, 2, 3, 4].map((level) => html`<option value=${level} ?selected=${level === levels}>${level}</option>`)}
    </select>
  </label>`;
}
