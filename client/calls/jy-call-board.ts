import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AreaCode } from '#contract/areas.ts';
import type { CallId, CallRow } from '#contract/calls.ts';
import { Pace } from '../map/pace.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import type { Session } from '#contract/session.ts';
import { runningCallOuts, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '../state/world.ts';
import { emit } from '../ui/emit.ts';
import { RowWindow } from '../ui/row-window.ts';
import { surface } from '../ui/surface.ts';
import '../warnings/jy-level.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { intentOf, type BoardIntent, type CallDeed } from './board-keys.ts';
import { cellsOf, rowState, type LineSurroundings } from './board-lines.ts';
import { boardStyles } from './call-board-styles.ts';
import { whyNobodyIsCalled } from './call-board.view.ts';
import { BoardModel } from './board-model.ts';
import { lineId, rowKey, type BoardLine } from './board-lines.view.ts';
import { whyNot } from './deeds.view.ts';
import { noChoice, type FilterChoice } from './filter-choice.ts';
import './jy-board-filters.ts';
import './jy-board-title.ts';
import type { BoardView } from './jy-board-title.ts';
import './jy-deeds.ts';
import './jy-tally-bar.ts';
import { calledPlace, placeName } from './place-names.ts';
import type { PeopleShelf } from './people-shelf.ts';
import { allOrNone, extended, nothingSelected, toggled, type Selection } from './selection.ts';

const lineHeight = 40;
/** A thousand answers a second move the board four times, and none of them is left out. */
const drawEveryMilliseconds = 250;

/** The running call-outs as a tree down to the person, or as one list of everybody; silence first at every level. */
@customElement('jy-call-board')
export class JyCallBoard extends SignalWatcher(LitElement) {
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;

  @property({ attribute: false }) shelf!: PeopleShelf;
  /** The world of now, also while an earlier one is shown: people are always those of now. */
  @property({ attribute: false }) live: World = emptyWorld;
  /** The villages whose names were read. */
  @property({ attribute: false }) villages: Places = nowhere;
  /** Whose card is open. */
  @property({ attribute: false }) lookedAt: CallId | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean, reflect: true }) wide = false;
  /** What is drawn: the newest worlds, at a pace. */
  @state() private drawn: { world: World; live: World } = { world: emptyWorld, live: emptyWorld };
  @state() private view: BoardView = 'tree';
  @state() private opened: ReadonlySet<string> = new Set();
  @state() private choice: FilterChoice = noChoice;
  @state() private onChannel: ReadonlySet<CallId> | null = null;
  @state() private activeKey: string | null = null;
  @state() private selection: Selection = nothingSelected;
  @query('.lines') private readonly box!: HTMLElement | null;

  static override styles = [surface, boardStyles];

  readonly #pace = new Pace(drawEveryMilliseconds);
  readonly #window = new RowWindow(this, lineHeight);
  #model: BoardModel | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pace.stop();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('shelf')) this.#model = new BoardModel(this.shelf);
    if (changed.has('world') || changed.has('live')) this.#pace.run(() => (this.drawn = { world: this.world, live: this.live }));
    const { places, view, opened, choice, onChannel } = this;
    this.#model?.see({ ...this.drawn, places, view, opened, choice, onChannel });
  }

  override updated(): void {
    this.#window.watch(this.box);
    // Not while drawing: what is read changes what is drawn.
    queueMicrotask(() => this.#model?.readMissing());
  }

  override render() {
    const model = this.#model;
    if (!model) return nothing;
    const lines = model.lines;
    return html`
      <jy-board-title
        .running=${runningCallOuts(this.drawn.world).length}
        .view=${this.view}
        ?wide=${this.wide}
        @jy-board-view=${(event: CustomEvent<BoardView>) => this.#show(event.detail)}
      ></jy-board-title>
      ${model.rows.length === 0 ? this.#none : html`${this.view === 'people' ? this.#filters(model) : this.#columns()} ${this.#lines(lines)} ${this.#marked(model)}`}
    `;
  }

  #columns(): TemplateResult {
    return html`<div class="head line area" aria-hidden="true">
      <span></span><span>${say('board/area')}</span><span></span><span>${say('board/answered')}</span><span>${say('board/silent')}</span
      ><span>${say('board/oldest')}</span>
    </div>`;
  }

  #filters(model: BoardModel): TemplateResult {
    const { shown, all, reading, failed } = model.people;
    const count =
      reading > 0
        ? say('board/people.count-so-far', { count: countText(all) })
        : say('board/people.count', { shown: countText(shown), all: countText(all) });
    return html`
      <jy-board-filters .choice=${this.choice} .postKinds=${model.postKinds} @jy-filter=${this.#filtered}></jy-board-filters>
      <p class="note" role="status">
        ${count} ${this.shown.tense === 'live' ? nothing : say('people/past')}
        ${failed > 0 ? html`<button class="again" @click=${() => model.readAgain()}>${say('board/people.some-failed', { count: failed })}</button>` : nothing}
      </p>
    `;
  }

  #lines(lines: readonly BoardLine[]): TemplateResult {
    const { first, end } = this.#window.rows(lines.length);
    const around = this.#around();
    const isActiveDrawn = lines.slice(first, end).some(({ key }) => key === this.activeKey);
    return html`<div
      class="lines"
      role="treegrid"
      tabindex="0"
      aria-label=${say(`board/view.${this.view}`)}
      aria-rowcount=${lines.length}
      aria-multiselectable=${this.#mayAct}
      aria-activedescendant=${ifDefined(isActiveDrawn && this.activeKey ? lineId(this.activeKey) : undefined)}
      @keydown=${this.#keyed}
    >
      <div class="rows" style="height:${lines.length * lineHeight}px">
        ${repeat(
          lines.slice(first, end),
          ({ key }) => key,
          (line, at) => this.#line(line, first + at, around),
        )}
      </div>
    </div>`;
  }

  #line(line: BoardLine, index: number, around: LineSurroundings): TemplateResult {
    const { level, expanded, selected } = rowState(line, around);
    const isLookedAt = line.kind === 'person' && line.call.id === this.lookedAt;
    return html`<div
      class="line ${line.kind} ${line.key === this.activeKey ? 'active' : ''} ${isLookedAt ? 'looked-at' : ''}"
      id=${lineId(line.key)}
      role="row"
      style="top:${index * lineHeight}px;--depth:${line.depth}"
      aria-rowindex=${index + 1}
      aria-level=${level}
      aria-expanded=${ifDefined(expanded)}
      aria-selected=${ifDefined(selected)}
      @click=${(event: MouseEvent) => this.#clicked(line, event)}
    >
      ${cellsOf(line, around)}
    </div>`;
  }

  #marked(model: BoardModel): TemplateResult | typeof nothing {
    if (this.selection.ids.size === 0) return nothing;
    return html`<div class="marked">
      <p>
        <b>${say('board/marked', { count: countText(this.selection.ids.size) })}</b>
        <button @click=${() => (this.selection = nothingSelected)}>${say('board/unmark')} (Esc)</button>
      </p>
      <jy-deeds .calls=${model.callsOf(this.selection.ids)} ?busy=${this.busy}></jy-deeds>
    </div>`;
  }

  #around(): LineSurroundings {
    return {
      at: this.shown.at,
      now: this.shown.now,
      nameOf: (code) => placeName(code, this.places, this.villages),
      whereOf: (call) => calledPlace(call, this.places, this.villages),
      isMarked: ({ id }) => this.selection.ids.has(id),
      mayAct: this.#mayAct,
      saysWhere: this.view === 'people',
    };
  }

  get #mayAct(): boolean {
    return this.shown.tense === 'live' && (this.session?.rights.includes('call.answerFor') ?? false);
  }

  get #none(): TemplateResult {
    return html`<p class="empty">${say(`board/none.${whyNobodyIsCalled(this.drawn.world)}`)}</p>`;
  }

  #show(view: BoardView): void {
    this.view = view;
    this.activeKey = null;
    this.selection = nothingSelected;
    if (this.box) this.box.scrollTop = 0;
  }

  readonly #filtered = ({ detail }: CustomEvent<FilterChoice>) => {
    const isOther = detail.channel !== this.choice.channel;
    this.choice = detail;
    if (this.box) this.box.scrollTop = 0;
    if (!isOther) return;
    this.onChannel = null;
    if (detail.channel !== '') emit(this, 'jy-channel-wanted', { channel: detail.channel, take: (ids) => (this.onChannel = ids) });
  };

  #clicked(line: BoardLine, event: MouseEvent): void {
    this.activeKey = line.key;
    if (line.kind === 'area') return this.#toggle(line);
    if (line.kind === 'failed') return this.#model?.readAgain();
    if (line.kind !== 'person') return;
    const onBox = event.composedPath().some((node) => node instanceof Element && node.classList.contains('mark'));
    if (this.#mayAct && event.shiftKey) this.selection = extended(this.selection, line.call.id, this.#order());
    else if (this.#mayAct && (onBox || event.ctrlKey || event.metaKey)) this.selection = toggled(this.selection, line.call.id);
    else emit(this, 'jy-call-open', line.call);
  }

  readonly #keyed = (event: KeyboardEvent) => {
    const intent = intentOf(event, this.#window.page);
    if (!intent || !this.#follow(intent)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Whether the key did something; what did nothing goes on to the desk. */
  #follow(intent: BoardIntent): boolean {
    const lines = this.#model?.lines ?? [];
    const at = lines.findIndex(({ key }) => key === this.activeKey);
    const line = lines[at];
    switch (intent.do) {
      case 'move':
        return this.#goTo(Math.max(0, Math.min(lines.length - 1, at + intent.by)), intent.extends);
      case 'edge':
        return this.#goTo(intent.end === 'first' ? 0 : lines.length - 1, false);
      case 'open':
      case 'close':
        return this.#unfold(lines, at, intent.do === 'open');
      case 'enter':
        if (line?.kind === 'area') this.#toggle(line);
        if (line?.kind === 'person') emit(this, 'jy-call-open', line.call);
        return line !== undefined;
      case 'mark':
        if (line?.kind === 'person' && this.#mayAct) this.selection = toggled(this.selection, line.call.id);
        return true;
      case 'all':
        if (this.#mayAct) this.selection = allOrNone(this.selection, this.#order());
        return true;
      case 'clear':
        return this.#clear();
      case 'act':
        return this.#act(intent.what, line);
    }
  }

  #goTo(index: number, extendsMarks: boolean): boolean {
    const line = this.#model?.lines[index];
    if (!line) return false;
    this.activeKey = line.key;
    if (extendsMarks && this.#mayAct && line.kind === 'person') this.selection = extended(this.selection, line.call.id, this.#order());
    this.#window.reveal(index);
    return true;
  }

  /** Right opens a branch or steps into it, left closes it or steps out. */
  #unfold(lines: readonly BoardLine[], at: number, isOpening: boolean): boolean {
    const line = lines[at];
    if (!line) return false;
    if (line.kind === 'area' && line.isOpen !== isOpening) this.#toggle(line);
    else if (isOpening) return this.#goTo(Math.min(at + 1, lines.length - 1), false);
    else
      return this.#goTo(
        lines.findLastIndex((each, index) => index < at && each.depth < line.depth),
        false,
      );
    return true;
  }

  #clear(): boolean {
    if (this.selection.ids.size === 0 && this.lookedAt === null) return false;
    if (this.selection.ids.size > 0) this.selection = nothingSelected;
    else emit(this, 'jy-call-open', null);
    return true;
  }

  #act(deed: CallDeed, line: BoardLine | undefined): boolean {
    if (!this.#mayAct || this.busy) return false;
    const calls =
      this.selection.ids.size > 0 ? (this.#model?.callsOf(this.selection.ids) ?? []) : line?.kind === 'person' ? [line.call] : [];
    if (whyNot(deed, calls) !== null) return false;
    emit(this, 'jy-deed', { deed, calls });
    return true;
  }

  #toggle({ row }: Extract<BoardLine, { kind: 'area' }>): void {
    const key = rowKey(row);
    const opened = new Set(this.opened);
    if (!opened.delete(key)) opened.add(key);
    this.opened = opened;
    if (opened.has(key) && row.scope === 'township') emit(this, 'jy-villages-wanted', row.code);
    emit(this, 'jy-fly', { areas: [row.code] });
  }

  #order(): CallId[] {
    return (this.#model?.lines ?? []).flatMap((line) => (line.kind === 'person' ? [line.call.id] : []));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-call-board': JyCallBoard;
  }
  interface HTMLElementEventMap {
    /** Show everything about this call; null: no longer. */
    'jy-call-open': CustomEvent<CallRow | null>;
    'jy-villages-wanted': CustomEvent<AreaCode>;
    /** Which calls were tried over a channel has to be asked. */
    'jy-channel-wanted': CustomEvent<{ channel: Exclude<FilterChoice['channel'], ''>; take: (ids: ReadonlySet<CallId>) => void }>;
  }
}
