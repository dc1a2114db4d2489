import { html } from 'lit';
import { postKinds } from '#contract/policies.ts';
import { say } from '../words/words.ts';
import type { Fields } from './draft-fields.ts';
import { tick } from './tick.ts';

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
      ${postKinds.map((kind) => tick(say(`post/${kind}`), called.has(kind), () => toggle(kind)))}
    </div>
    <div class="row">
      ${tick(say('policy/households'), draft.callsHouseholds, () => change({ callsHouseholds: !draft.callsHouseholds }))}
      ${tick(say('policy/by-itself'), draft.callsByItself, () => change({ callsByItself: !draft.callsByItself }))}
    </div>
  </section>`;
}
