import { html, nothing, type TemplateResult } from 'lit';
import type { CallRow } from '#contract/calls.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import type { BoardModel } from './board-model.ts';
import type { BoardRow } from './call-board.view.ts';
import type { FilterChoice } from './filter-choice.ts';

/** What the columns of the tree are. */
export function boardColumns(): TemplateResult {
  return html`<div class="head line area" aria-hidden="true">
    <span></span><span class="name">${say('board/area')}</span><span class="share"></span><span>${say('board/answered')}</span
    ><span>${say('board/silent')}</span><span>${say('board/oldest')}</span>
  </div>`;
}

interface Filtering {
  choice: FilterChoice;
  isPast: boolean;
  filtered: (event: CustomEvent<FilterChoice>) => void;
}

/** How the list of everybody is cut down, and how many of whom are left. */
export function boardFilters(model: BoardModel, { choice, isPast, filtered }: Filtering): TemplateResult {
  const { shown, all, reading, failed } = model.people;
  const count =
    reading > 0
      ? say('board/people.count-so-far', { count: countText(all) })
      : say('board/people.count', { shown: countText(shown), all: countText(all) });
  return html`
    <jy-board-filters .choice=${choice} .postKinds=${model.postKinds} @jy-filter=${filtered}></jy-board-filters>
    <p class="note" role="status">
      ${count} ${isPast ? say('people/past') : nothing}
      ${failed > 0 ? html`<button class="again" @click=${() => model.readAgain()}>${say('board/people.some-failed', { count: failed })}</button>` : nothing}
    </p>
  `;
}

/** What both bars need: whose the keys of the deeds are, and how to mean nobody any more. */
interface Bar {
  isBusy: boolean;
  hasKeys: boolean;
  unmark: () => void;
}

/** What can be done about everybody of an area. */
export function areaBar(row: BoardRow, { name, isBusy, hasKeys, unmark }: Bar & { name: string }): TemplateResult {
  return html`<jy-area-bar
    class="marked"
    .row=${row}
    .name=${name}
    ?busy=${isBusy}
    ?keys=${hasKeys}
    @jy-area-left=${unmark}
  ></jy-area-bar>`;
}

/** What can be done about those who are marked. `host`: who says that it is wanted. */
export function markedBar(
  host: HTMLElement,
  { count, calls, isBusy, hasKeys, unmark }: Bar & { count: number; calls: readonly CallRow[] },
): TemplateResult {
  return html`<div class="marked">
    <p>
      <b>${say('board/marked', { count: countText(count) })}</b>
      <button @click=${unmark}>${say('board/unmark')} (Esc)</button>
    </p>
    <jy-deeds .calls=${calls} ?busy=${isBusy} ?keys=${hasKeys}></jy-deeds>
    <button class="action print" ?disabled=${isBusy} title=${say('deed/print.why')} @click=${() => emit(host, 'jy-print-calls', calls)}>
      ${icon('print', 14)}${say('deed/print')}<kbd aria-hidden="true">P</kbd>
    </button>
  </div>`;
}
