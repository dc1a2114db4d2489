import { html } from 'lit';
import { say } from '../words/words.ts';
import type { Fields } from './draft-fields.ts';
import { tick } from './tick.ts';

/** How long there is to answer, and how often it is tried meanwhile. */
export function callFields({ draft, change, isWrong }: Fields) {
  const { redials } = draft;
  return html`<section>
    <h3>${say('policy/section.call')}</h3>
    <div class="fields">
      ${numberField(say('policy/answer-within'), draft.answerWithinMinutes, {
        isWrong: isWrong('answerWithinMinutes'),
        onInput: (answerWithinMinutes) => change({ answerWithinMinutes }),
      })}
      ${numberField(say('policy/redial-count'), redials.count, {
        isWrong: isWrong('redials.count'),
        onInput: (count) => change({ redials: { ...redials, count: Math.min(10, Math.floor(count)) } }),
      })}
      ${numberField(say('policy/redial-within'), redials.withinMinutes, {
        isWrong: isWrong('redials.withinMinutes'),
        onInput: (withinMinutes) => change({ redials: { ...redials, withinMinutes } }),
      })}
    </div>
    ${tick(say('policy/second-contact'), draft.usesSecondContact, () => change({ usesSecondContact: !draft.usesSecondContact }))}
  </section>`;
}

function numberField(label: string, value: number, { isWrong, onInput }: { isWrong: boolean; onInput: (value: number) => void }) {
  return html`<label class="stacked">
    ${label}
    <input
      type="number"
      min="0"
      max="1440"
      aria-invalid=${isWrong}
      .value=${String(value)}
      @input=${(event: Event) => {
        const { valueAsNumber } = event.target as HTMLInputElement;
        if (Number.isFinite(valueAsNumber)) onInput(Math.max(0, valueAsNumber));
      }}
      @change=${(event: Event) => ((event.target as HTMLInputElement).value = String(value))}
    />
  </label>`;
}
