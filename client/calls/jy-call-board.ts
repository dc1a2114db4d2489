import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AreaCode } from '#contract/areas.ts';
import type { CallId, CallRow } from '#contract/calls.ts';
import { Pace } from '../ui/pace.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import type { Session } from '#contract/session.ts';
import { helpWanted } from '../state/helps.ts';
import { mayActNow } from '../state/may-act.ts';
import { countyOf, runningCallOuts, warningsInForce, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { EscapeOf } from '../ui/escapes.ts';
import { RowWindow } from '../ui/row-window.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-notice-mark.ts';
import { say } from '../words/words.ts';
import { BoardCursor } from './board-cursor.ts';
import { cellsOf, rowName, rowState, type LineSurroundings } from './board-lines.ts';
import { boardStyles } from './call-board-styles.ts';
import { helpIn, whyNobodyIsCalled } from './call-board.view.ts';
import { BoardModel } from './board-model.ts';
import { lineId, rowKey, type BoardLine } from './board-lines.view.ts';
import { noChoice, type FilterChoice } from './filter-choice.ts';
import { areaBar, boardColumns, boardFilters, markedBar } from './board-parts.ts';
import './jy-area-bar.ts';
import './jy-board-filters.ts';
import './jy-deeds.ts';
import './jy-board-title.ts';
import type { BoardView } from './jy-board-title.ts';
import './jy-tally-bar.ts';
import type { CallStanding } from './people.view.ts';
import { calledPlace, placeName } from '../notices/place-names.ts';
import type { CallRowsCache } from './call-rows-cache.ts';

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

  @property({ attribute: false }) cache!: CallRowsCache;
  /** The world of now, also while an earlier one is shown: people are always those of now. */
  @property({ attribute: false }) live: World = emptyWorld;
  /** The villages whose names were read. */
  @property({ attribute: false }) villages: Places = nowhere;
  /** Whose card is open. */
  @property({ attribute: false }) card: CallRow | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean, reflect: true }) wide = false;
  /** What is drawn: the newest worlds, at a pace. */
  @state() private drawn: { world: World; live: World } = { world: emptyWorld, live: emptyWorld };
  @state() private view: BoardView = 'tree';
  @state() private opened: ReadonlySet<string> = new Set();
  @state() private choice: FilterChoice = noChoice;
  @state() private onChannel: ReadonlySet<CallId> | null = null;
  @query('.lines') private readonly box!: HTMLElement | null;

  static override styles = [surface, boardStyles];

  readonly #pace = new Pace(drawEveryMilliseconds);
  readonly #window = new RowWindow(this, lineHeight);
  #model: BoardModel | null = null;
  readonly #cursor = new BoardCursor(this, this.#window, {
    lines: () => this.#model?.lines ?? [],
    callsOf: (ids) => this.#model?.callsOf(ids) ?? [],
    mayAct: () => this.#mayAct,
    isBusy: () => this.busy,
    card: () => this.card,
    toggle: (line) => this.#toggle(line),
    openCard: (call) => emit(this, 'jy-call-open', call),
    readAgain: () => this.#model?.readAgain(),
    does: (deed, calls) => emit(this, 'jy-deed', { deed, calls }),
    doesForArea: (deed, row) => emit(this, 'jy-area-deed', { deed, row }),
    print: (calls) => emit(this, 'jy-print-calls', calls),
  });

  readonly #escape = new EscapeOf('selection', () => this.unmark());
  /** The area that is to be shown once its line is there. */
  #wantedArea: string | null = null;

  /** Nothing is marked any more: what it was marked for is done. */
  unmark(): void {
    this.#cursor.unmark();
  }

  /** Keys that were pressed elsewhere in the panel and are the board's all the same. */
  keyed(event: KeyboardEvent): void {
    this.#cursor.keyed(event);
  }

  /** Whether the keys of the deeds are those of the card that is open. */
  get keysAreTheCards(): boolean {
    return this.#cursor.keyOwner === 'card';
  }

  /** Goes to the line of an area in the tree and means the area; where nobody is called there is none. */
  reveal(code: AreaCode): void {
    const county = countyOf(code, this.places);
    if (this.view !== 'tree') this.#show('tree');
    this.opened = new Set([...this.opened, rowKey({ scope: 'county', code: county })]);
    this.#wantedArea = code;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#escape.tell(false);
    this.#pace.stop();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('cache')) this.#model = new BoardModel(this.cache);
    if (changed.has('world') || changed.has('live')) this.#pace.run(() => (this.drawn = { world: this.world, live: this.live }));
    const { places, view, opened, choice, onChannel, villages } = this;
    this.#model?.see({ ...this.drawn, places, view, opened, choice, onChannel, villages });
  }

  override updated(): void {
    this.#window.watch(this.box);
    this.#escape.tell(this.#cursor.selection.ids.size > 0 || this.#cursor.area !== null);
    this.#goToWanted();
    emit(this, 'jy-board-drawn', null);
    // Not while drawing: what is read changes what is drawn.
    queueMicrotask(() => this.#model?.readMissing());
  }

  override render() {
    const model = this.#model;
    if (!model) return nothing;
    const filtering = { choice: this.choice, isPast: this.shown.tense !== 'live', filtered: this.#filtered };
    const head = this.view === 'people' ? boardFilters(model, filtering) : boardColumns();
    return html`
      <jy-board-title
        .running=${runningCallOuts(this.drawn.world).length}
        .warningId=${warningsInForce(this.drawn.world)[0]?.id ?? null}
        .view=${this.view}
        ?wide=${this.wide}
        ?prints=${this.#mayAct && model.rows.length > 0}
        @jy-board-view=${(event: CustomEvent<BoardView>) => this.#show(event.detail)}
      ></jy-board-title>
      ${model.rows.length === 0 ? this.#none : html`${head} ${this.#lines(model.lines)} ${this.#bar(model)}`}
    `;
  }

  #lines(lines: readonly BoardLine[]): TemplateResult {
    const { first, end } = this.#window.rows(lines.length);
    const around = this.#around();
    const { activeKey } = this.#cursor;
    const isActiveDrawn = lines.slice(first, end).some(({ key }) => key === activeKey);
    return html`<div
      class="lines"
      role="treegrid"
      tabindex="0"
      aria-label=${say(`board/view.${this.view}`)}
      aria-rowcount=${lines.length}
      aria-multiselectable=${this.#mayAct}
      aria-activedescendant=${ifDefined(isActiveDrawn && activeKey ? lineId(activeKey) : undefined)}
      @keydown=${this.#cursor.keyed}
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
    const isLookedAt = line.kind === 'person' && line.call.id === this.card?.id;
    return html`<div
      class="line ${line.kind} ${line.key === this.#cursor.activeKey ? 'active' : ''} ${isLookedAt ? 'looked-at' : ''}"
      id=${lineId(line.key)}
      role="row"
      style="top:${index * lineHeight}px;--depth:${line.depth}"
      aria-rowindex=${index + 1}
      aria-level=${level}
      aria-expanded=${ifDefined(expanded)}
      aria-selected=${ifDefined(selected)}
      @click=${(event: MouseEvent) => this.#cursor.clicked(line, event)}
    >
      ${cellsOf(line, around)}
    </div>`;
  }

  /** One bar at a time: what is marked, else the area that is meant. */
  #bar(model: BoardModel): TemplateResult | typeof nothing {
    const { area, selection } = this.#cursor;
    const about = { isBusy: this.busy, unmark: () => this.unmark() };
    if (selection.ids.size > 0) {
      const calls = model.callsOf(selection.ids);
      return markedBar(this, { ...about, count: selection.ids.size, calls, hasKeys: this.#cursor.keyOwner === 'marked' });
    }
    if (!area || !this.#mayAct) return nothing;
    const name = rowName(area, (code) => placeName(code, this.places, this.villages));
    return areaBar(area, { ...about, name, hasKeys: this.#cursor.keyOwner === 'area' });
  }

  /** Waits for the next drawing while the line is not there yet. */
  #goToWanted(): void {
    const code = this.#wantedArea;
    if (code === null) return;
    const isThere = (['township', 'county', 'own'] as const).some((scope) => this.#cursor.chooseArea(rowKey({ scope, code })));
    if (isThere || this.#model?.rows.length === 0) this.#wantedArea = null;
  }

  #around(): LineSurroundings {
    const wanted = helpWanted(this.drawn.world);
    return {
      at: this.shown.at,
      now: this.shown.now,
      nameOf: (code) => placeName(code, this.places, this.villages),
      helpIn: (row) => helpIn(row, wanted, this.places),
      isOrder: ({ callOutId }) => this.drawn.world.orders.has(callOutId),
      whereOf: (call) => calledPlace(call, this.places, this.villages),
      isMarked: ({ id }) => this.#cursor.selection.ids.has(id),
      mayAct: this.#mayAct,
    };
  }

  get #mayAct(): boolean {
    return mayActNow(this.session, this.shown, 'call.answerFor');
  }

  get #none(): TemplateResult {
    return html`<p class="empty">${say(`board/none.${whyNobodyIsCalled(this.drawn.world)}`)}</p>`;
  }

  /** The list of everybody, cut down to those who stand so. */
  list(standing: CallStanding): void {
    this.choice = { ...noChoice, standing };
    this.#show('people');
  }

  #show(view: BoardView): void {
    this.view = view;
    // Somebody may be looked for by their village.
    if (view === 'people') emit(this, 'jy-villages-wanted', null);
    this.#cursor.leave();
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

  #toggle({ row }: Extract<BoardLine, { kind: 'area' }>): void {
    const key = rowKey(row);
    const opened = new Set(this.opened);
    if (!opened.delete(key)) opened.add(key);
    this.opened = opened;
    if (opened.has(key) && row.scope === 'township') emit(this, 'jy-villages-wanted', row.code);
    emit(this, 'jy-fly', { areas: [row.code] });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-call-board': JyCallBoard;
  }
  interface HTMLElementEventMap {
    /** Show everything about this call; null: no longer. */
    'jy-call-open': CustomEvent<CallRow | null>;
    /** Names of the villages of a township, or of all. */
    'jy-villages-wanted': CustomEvent<AreaCode | null>;
    /** Sheets for these people. */
    'jy-print-calls': CustomEvent<readonly CallRow[]>;
    /** The board was drawn: whose the keys are may have changed. */
    'jy-board-drawn': CustomEvent<null>;
    /** Which calls were tried over a channel has to be asked. */
    'jy-channel-wanted': CustomEvent<{ channel: Exclude<FilterChoice['channel'], ''>; take: (ids: ReadonlySet<CallId>) => void }>;
  }
}
