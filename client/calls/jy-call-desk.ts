import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AreaCode } from '#contract/areas.ts';
import type { CallId, CallOutId, CallRow } from '#contract/calls.ts';
import type { ChannelId } from '#contract/channels.ts';
import { mayReveal, type Session } from '#contract/session.ts';
import { mostNamedCalls } from '#contract/sheets.ts';
import { allUnits, isOfRow, unitsBelow } from './board-lines.view.ts';
import type { AreaDeed } from './board-keys.ts';
import { boardRows, type BoardRow } from './call-board.view.ts';
import type { AnswerByHand } from './jy-answer.ts';
import './jy-call-board.ts';
import type { JyCallBoard } from './jy-call-board.ts';
import './jy-call-card.ts';
import type { OutlookChoice } from './jy-outlook.ts';
import { outcomeOf } from './outlook.view.ts';
import './jy-receipts.ts';
import { brought } from './people.view.ts';
import { placeName } from '../notices/place-names.ts';
import { everybodyRead, CallRowsCache, silentNow, type Unit } from './call-rows-cache.ts';
import '../ledger/jy-sheet-dialog.ts';
import { sheetsForArea, sheetsForCalls, type SheetChoice } from '../ledger/sheet-choice.view.ts';
import '../plans/jy-progress.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime } from '../state/contexts.ts';
import { mayActNow } from '../state/may-act.ts';
import { runningCallOuts, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher, type signal } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { EscapeOf } from '../ui/escapes.ts';
import { remembered } from '../ui/remembered.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { callDeskStyles } from './call-desk-styles.ts';
import { answerByHand, order, type DeskAction } from './call-deeds.ts';
import { callDialogs, massDeedOf, type Doing } from './call-dialogs.ts';
import './jy-answer.ts';
import './jy-note.ts';
import './jy-outlook.ts';
import './jy-reassign.ts';
import { callsApi } from '../api/calls-api.ts';
import type { Desk } from '../desk/desk.ts';

/** The right side of the desk: the board, the card of one call, and what is done about them. */
@customElement('jy-call-desk')
export class JyCallDesk extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  /** The world of now, also while an earlier one is shown. */
  @property({ attribute: false }) live: World = emptyWorld;
  /** The area whose line, and what can be done about everybody there, is wanted; null again once it is shown. */
  @property({ attribute: false }) revealing!: ReturnType<typeof signal<AreaCode | null>>;
  @property({ type: Boolean, reflect: true }) wide = false;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @state() private villages: Places = nowhere;
  @state() private opened: CallRow | null = null;
  @state() private doing: Doing | null = null;
  @state() private busy = false;
  @state() private printing: SheetChoice | null = null;
  /** Whether the keys of the deeds are those of the open card. */
  @state() private keysAreTheCards = false;
  @query('jy-call-board') private readonly board!: JyCallBoard;
  /** Counts what was done, so that an open card is read again. */
  @state() private round = 0;

  static override styles = [surface, callDeskStyles];

  readonly #cache = new CallRowsCache(callsApi);
  readonly #escape = new EscapeOf('card', () => (this.opened = null));
  #incident: World['incident'] = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#escape.tell(false);
  }

  override updated(): void {
    this.#escape.tell(this.opened !== null);
    const code = this.revealing.get();
    if (code === null) return;
    this.board.reveal(code);
    this.revealing.set(null);
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('live')) return;
    this.#cache.keepTo(this.live);
    if (this.live.incident?.id === this.#incident?.id) return;
    this.#incident = this.live.incident;
    this.opened = null;
    this.doing = null;
  }

  override render() {
    this.revealing.get();
    const call = this.opened && brought(this.opened, this.live);
    return html`
      <jy-progress ?modest=${call !== null}></jy-progress>
      <jy-call-board
        class=${call ? 'beside-card' : ''}
        .cache=${this.#cache}
        .live=${this.live}
        .villages=${this.villages}
        .card=${call}
        ?busy=${this.busy}
        ?wide=${this.wide}
        @jy-call-open=${this.#open}
        @jy-deed=${this.#begin}
        @jy-area-deed=${this.#beginForArea}
        @jy-print-calls=${(event: CustomEvent<readonly CallRow[]>) => this.#printCalls(event.detail)}
        @jy-print-all=${() =>
          this.#printArea(
            this.#ownArea,
            runningCallOuts(this.live).map(({ id }) => id),
          )}
        @jy-board-drawn=${() => (this.keysAreTheCards = this.board.keysAreTheCards)}
        @jy-villages-wanted=${(event: CustomEvent<AreaCode | null>) => this.#nameVillages(event.detail)}
        @jy-channel-wanted=${this.#listChannel}
      ></jy-call-board>
      ${call ? this.#card(call) : this.#feed()} ${this.#dialogs()}
      <jy-sheet-dialog .choice=${this.printing} @jy-sheets-close=${() => (this.printing = null)}></jy-sheet-dialog>
    `;
  }

  #card(call: CallRow): TemplateResult {
    return html`<jy-call-card
      .call=${call}
      .read=${callsApi.details}
      .register=${this.desk.register}
      .round=${this.round}
      ?may-reveal=${this.session !== null && mayReveal(this.session)}
      ?may-act=${this.#mayAct}
      ?busy=${this.busy}
      ?keys=${this.keysAreTheCards}
      @jy-call-open=${this.#open}
      @jy-deed=${this.#begin}
      @keydown=${this.#cardKeyed}
    ></jy-call-card>`;
  }

  #feed(): TemplateResult {
    const hasSilent = this.#mayAct && runningCallOuts(this.live).length > 0;
    return html`<jy-receipts></jy-receipts> ${
        hasSilent
          ? html`<div class="all">
              <button class="action main" ?disabled=${this.busy} @click=${this.#escalateAll}>
                ${icon('escalate', 16)}${say('deed/escalate-all')}
              </button>
            </div>`
          : nothing
      }`;
  }

  #dialogs(): TemplateResult {
    const { doing, busy, places, villages, desk, session } = this;
    const about = { doing, busy, mass: this.#massDeed(doing), mayReveal: session !== null && mayReveal(session) };
    const around = { register: desk.register, places, villages, live: this.live, everybody: () => everybodyRead(this.#cache, this.live) };
    return callDialogs(
      { ...about, ...around },
      {
        close: () => (this.doing = null),
        answer: (answer) => void this.#answer(answer),
        order: (order, calls) => void this.#order(order, calls),
        chosen: (choice) => this.#chosen(choice),
      },
    );
  }

  get #mayAct(): boolean {
    return mayActNow(this.session, this.shown, 'call.answerFor');
  }

  /** The same object while the same is asked. */
  readonly #massDeed = remembered(massDeedOf);

  readonly #open = ({ detail }: CustomEvent<CallRow | null>) => {
    this.opened = detail;
    if (detail) emit(this, 'jy-fly', { areas: [detail.tallyCode] });
  };

  readonly #begin = ({ detail }: CustomEvent<Doing>) => {
    const { deed, calls } = detail;
    const isOneKey = calls.length === 1 && (deed === 'callAgain' || deed === 'escalateNow');
    if (isOneKey) void this.#order({ action: deed }, calls);
    else this.doing = detail;
    // Who could take over is found among the neighbours: their township is read, if it was not yet.
    if (deed === 'reassign' && calls[0])
      this.#cache.want(calls.map(({ callOutId }) => ({ callOutId, code: calls[0]!.tallyCode, isOwn: false })));
  };

  /** Whoever is silent there is read first: the order names each of them. */
  readonly #beginForArea = async ({ detail }: CustomEvent<{ deed: AreaDeed; row: BoardRow }>) => {
    const { deed, row } = detail;
    if (deed === 'print') return this.#printArea(row.code, row.callOutIds);
    await this.#beginForSilent(deed, unitsBelow(row), (call) => isOfRow(call, row));
  };

  /** A key that is pressed on the card is the board's as well, unless it is typed. */
  readonly #cardKeyed = (event: KeyboardEvent) => {
    const target = event.composedPath()[0];
    const isTyped = target instanceof HTMLElement && target.matches('input, textarea, select, button, a');
    if (!isTyped && this.keysAreTheCards) this.board.keyed(event);
  };

  #printCalls(calls: readonly CallRow[]): void {
    if (calls.length > mostNamedCalls) toast(say('sheet/order.too-many', { most: mostNamedCalls }), 'failed');
    else this.printing = sheetsForCalls(this.live, calls, { area: this.#ownArea, now: this.shown.now });
  }

  #printArea(area: AreaCode, callOutIds: readonly CallOutId[]): void {
    this.printing = sheetsForArea(this.live, { area, callOutIds, title: this.#nameOf(area), now: this.shown.now });
  }

  get #ownArea(): AreaCode {
    return this.session?.areaCode ?? '';
  }

  #chosen(choice: OutlookChoice): void {
    const deed = this.#massDeed(this.doing);
    this.doing = choice.do === 'again' ? { deed: 'callAgain', calls: choice.calls } : choice.do === 'order' ? this.doing : null;
    if (choice.do === 'order' && deed) void this.#order({ action: deed.action }, deed.calls);
    if (choice.do === 'unroused') this.board.list('unroused');
  }

  readonly #escalateAll = () => this.#beginForSilent('escalateNow', allUnits(boardRows(this.live, this.places)), () => true);

  async #beginForSilent(deed: Doing['deed'], units: readonly Unit[], isMeant: (call: CallRow) => boolean): Promise<void> {
    this.busy = true;
    await this.#cache.whole(units);
    this.busy = false;
    const calls = silentNow(this.#cache, this.live).filter(isMeant);
    if (calls.length === 0) toast(say('deed/nobody-silent'), 'partly');
    else this.doing = { deed, calls };
  }

  async #order(about: DeskAction, calls: readonly CallRow[]): Promise<void> {
    await this.#while(async () => {
      const { result, failure } = await order(about, calls);
      const { text, outcome } = outcomeOf(about.action, result);
      if (result.done + result.left > 0) toast(text, failure === null ? outcome : 'partly');
      if (failure !== null) throw failure;
    });
  }

  async #answer(answer: AnswerByHand): Promise<void> {
    await this.#while(async () => {
      const { text, outcome } = await answerByHand(answer);
      toast(text, outcome);
    });
  }

  /** Closes what was asked once it is done, and leaves it open with what was entered when it was refused. */
  async #while(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    const isDone = await act(this, async () => {
      await work();
      return true;
    });
    this.busy = false;
    if (!isDone) return;
    this.doing = null;
    // A selection ends with what it was made for: the next key must not move the same people once more.
    this.board.unmark();
    this.round++;
  }

  async #nameVillages(township: AreaCode | null): Promise<void> {
    const read = await act(this, () => callsApi.villages(township));
    if (read) this.villages = new Map([...this.villages, ...read.map((village) => [village.code, village] as const)]);
  }

  readonly #listChannel = async ({ detail }: CustomEvent<{ channel: ChannelId; take: (ids: ReadonlySet<CallId>) => void }>) => {
    const callOuts = runningCallOuts(this.live).map(({ id }) => id);
    const ids = await act(this, () => this.#cache.triedOver(detail.channel, callOuts));
    if (ids) detail.take(ids);
  };

  #nameOf(code: AreaCode): string {
    return placeName(code, this.places, this.villages);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-call-desk': JyCallDesk;
  }
}
