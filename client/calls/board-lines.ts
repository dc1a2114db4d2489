import { html, nothing, type TemplateResult } from 'lit';
import { isCity, type AreaCode } from '#contract/areas.ts';
import { isOwing, type CallRow } from '#contract/calls.ts';
import { owed, silenceAge } from '../state/select.ts';
import { icon } from '../ui/icons.ts';
import { countText, durationText, shortEnglish, spanText } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import type { BoardLine } from './board-lines.view.ts';
import type { BoardRow } from './call-board.view.ts';
import { stateKey } from './people.view.ts';

/** What the lines need to know besides themselves. */
export interface LineSurroundings {
  /** The time shown, and that of the incident. */
  at: Date;
  now: Date;
  nameOf: (code: AreaCode) => string;
  /** How many need help in a row's area now. */
  helpIn: (row: Pick<BoardRow, 'code' | 'scope'>) => number;
  whereOf: (call: CallRow) => string;
  /** Whether it is about an order, which is accepted where a warning is heard. */
  isOrder: (call: CallRow) => boolean;
  isMarked: (call: CallRow) => boolean;
  /** Whether people may be marked, because something may be done about them. */
  mayAct: boolean;
}

/** The cells of a line; the row around them is the board's. */
export function cellsOf(line: BoardLine, around: LineSurroundings): TemplateResult {
  if (line.kind === 'area') return areaCells(line, around);
  if (line.kind === 'person') return personCells(line.call, around);
  return html`<span role="gridcell" class="wide ${line.kind}">${say(`board/people.${line.kind}`)}</span>`;
}

function areaCells({ row, isOpen, depth }: Extract<BoardLine, { kind: 'area' }>, around: LineSurroundings): TemplateResult {
  const { tally } = row;
  const age = silenceAge(tally, around.at);
  const name = rowName(row, around.nameOf);
  const escalated = tally.escalated + tally.unroused;
  return html`
    <span role="gridcell" class="turn ${isOpen ? 'open' : ''}">${icon('chevronRight', 14)}</span>
    <span role="gridcell" class="name" title=${name}
      >${depth === 0 ? html`<jy-notice-mark .level=${row.level}></jy-notice-mark>` : nothing}<b>${shortEnglish(name)}</b>${alarmMark(around.helpIn(row) + tally.cannot)}</span
    >
    <span role="gridcell" class="share"><jy-tally-bar .tally=${tally}></jy-tally-bar></span>
    <span role="gridcell" class="number">${countText(tally.answered)}<small>/${countText(owed(tally))}</small></span>
    <span role="gridcell" class="number silent ${escalated > 0 ? 'hot' : ''}">${countText(tally.silent)}</span>
    <span role="gridcell" class="number age">${age === null ? '' : spanText(age)}</span>
  `;
}

/** How many of an area need help or cannot act: they may have answered, so no other number tells of them. */
function alarmMark(count: number): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return html`<i class="alarm" title=${say('board/alarms', { count })}>!${count}</i>`;
}

function personCells(call: CallRow, around: LineSurroundings): TemplateResult {
  const post = sayOr(`post/${call.postKind}`, call.postKind);
  const where = `${around.whereOf(call)} · `;
  const age = isOwing(call) ? around.now.getTime() - Date.parse(call.calledAt) : null;
  return html`
    <span role="gridcell" class="mark"
      >${around.mayAct ? html`<i class="box ${around.isMarked(call) ? 'on' : ''}">${around.isMarked(call) ? icon('check', 12) : nothing}</i>` : nothing}</span
    >
    <span role="gridcell" class="who"
      ><b><i class="nr" title=${say('board/number', { number: call.number })}>${call.number}</i>${call.maskedName}${phoneEnd(call)}</b
      ><small title="${where}${post}">${where}${post}</small></span
    >
    <span role="gridcell" class="how">
      <b class="state ${toneOf(call)}">${say(stateKey(call, around.isOrder(call)), { rung: call.rung })}${doubt(call)}</b>
      <small>${nextStep(call, around.now)}</small>
    </span>
    <span role="gridcell" class="number age">${age === null ? '' : spanText(Math.max(0, age))}</span>
  `;
}

function phoneEnd({ phoneEnd: end }: CallRow): TemplateResult | typeof nothing {
  return end === null ? nothing : html`<i class="end" title=${say('board/phone-end', { end })}>…${end}</i>`;
}

/** The colour of a call's state; the words beside it say the same. */
export function toneOf(call: Pick<CallRow, 'state' | 'needHelp' | 'cannot'>): string {
  return call.needHelp || call.cannot ? 'unroused' : call.state;
}

function doubt({ flags }: CallRow): TemplateResult | typeof nothing {
  if (flags.length === 0) return nothing;
  return html`<i class="doubt" title=${flags.map((flag) => say(`flag/${flag}`)).join('\n')}>?</i>`;
}

/** What the ladder does next for a call, and when. */
export function nextStep({ state, dueAt, answeredBy }: CallRow, now: Date): string {
  if (state === 'unroused') return say('people/door');
  if (state === 'answered') return answeredBy && answeredBy !== 'self' ? say(`by/${answeredBy}`) : '';
  if (dueAt === null) return '';
  const left = Date.parse(dueAt) - now.getTime();
  return left > 0 ? say('people/due-in', { left: durationText(left) }) : say('people/due-now');
}

export function rowName({ code, scope }: Pick<BoardRow, 'code' | 'scope'>, nameOf: (code: AreaCode) => string): string {
  if (scope === 'own') return say(isCity(code) ? 'board/own.city' : 'board/own.county');
  return nameOf(code);
}

/** What assistive technology is told of the row itself. */
export function rowState(
  line: BoardLine,
  around: LineSurroundings,
): { level: number; expanded?: 'true' | 'false' | undefined; selected?: 'true' | 'false' | undefined } {
  const level = line.depth + 1;
  if (line.kind === 'area') return { level, expanded: line.isOpen ? 'true' : 'false' };
  if (line.kind === 'person' && around.mayAct) return { level, selected: around.isMarked(line.call) ? 'true' : 'false' };
  return { level };
}
