import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { postKinds } from '#contract/policies.ts';
import { say } from '../words/words.ts';
import type { Fields } from './draft-fields.ts';

/** Which posts are called, and whether the listed households are too. */
export function whoFields({ draft, change, isWrong }: Fields) {
  const called = new Set(draft.postKinds);
  const toggle = (kind: string) => {
    if (!called.delete(kind)) called.add(kind);
    change({ postKinds: postKinds.filter((each) => called.has(each)) });
  };
  return html`<section>
    <h3>${say('policy/section.who')}</h3>
    <div class="kinds ${isWrong('postKinds') ? 'wrong' : ''}">
      ${postKinds.map(
        (kind) =>
          html`<label class="inline">
            <input type="checkbox" .checked=${live(called.has(kind))} @change=${() => toggle(kind)} />${say(`post/${kind}`)}
          </label>`,
      )}
    </div>
    <div class="row">
      <label class="inline">
        <input
          type="checkbox"
          .checked=${live(draft.callsHouseholds)}
          @change=${() => change({ callsHouseholds: !draft.callsHouseholds })}
        />${say('policy/households')}
      </label>
      <label class="inline">
        <input
          type="checkbox"
          .checked=${live(draft.callsByItself)}
          @change=${() => change({ callsByItself: !draft.callsByItself })}
        />${say('policy/by-itself')}
      </label>
    </div>
  </section>`;
}
