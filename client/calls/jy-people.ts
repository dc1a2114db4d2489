import { consume } from '@lit/context';
import '@vaadin/grid';
import type { Grid } from '@vaadin/grid';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CallRow } from '#contract/calls.ts';
import type { Session } from '#contract/session.ts';
import { sessionContext, shownTimeContext, startOfTime } from '../state/contexts.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '../state/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { countText, countdownText } from '../words/format.ts';
import { explain } from '../words/explain.ts';
import { say, sayOr } from '../words/words.ts';
import type { BoardRow } from './call-board.view.ts';
import './jy-tally-bar.ts';
import { peopleStyles } from './people-styles.ts';
import { addsUp, peopleRows, stateKey } from './people.view.ts';
import { mostPeople, readPeople, type ReadCalls } from './read-people.ts';

/** Long enough for a burst of facts to end before everybody is read again. */
const settleMilliseconds = 1_500;

/** The people of one row of the board: who is silent, since when, what comes next; answered by hand from here. */
@customElement('jy-people')
export class JyPeople extends SignalWatcher(LitElement) {
  @property({ attribute: false }) row!: BoardRow;
  @property({ attribute: false }) areaName = '';
  @property({ attribute: false }) readCalls!: ReadCalls;
  /** The world of now, also in a replay: a list that was read now must not be painted over with what was then. */
  @property({ attribute: false }) live: World = emptyWorld;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;

  @state() private read: readonly CallRow[] | null = null;
  @state() private problem = '';
  @query('vaadin-grid') private readonly grid?: Grid<CallRow>;

  static override styles = [surface, peopleStyles];

  #settling: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#settling);
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('row') as BoardRow | undefined;
    if (!changed.has('row') || before?.code === this.row.code) return;
    this.read = null;
    void this.#readAgain();
  }

  override render() {
    const rows = this.#rows();
    return html`
      <h2>
        <button
          class="icon-button"
          title="${say('app/back')} (Esc)"
          aria-label=${say('app/back')}
          @click=${() => emit(this, 'jy-people-close', null)}
        >
          ${icon('chevronLeft')}
        </button>
        <span>${this.areaName}</span><small title=${say('people/title')}>${rows ? countText(rows.length) : ''}</small>
      </h2>
      <jy-tally-bar .tally=${this.row.tally}></jy-tally-bar>
      ${this.shown.tense === 'live' ? nothing : html`<p class="note">${say('people/past')}</p>`}
      ${rows && rows.length >= mostPeople ? html`<p class="note">${say('people/more', { count: mostPeople })}</p>` : nothing}
      ${this.#body(rows)}
    `;
  }

  #body(rows: CallRow[] | null) {
    if (this.problem) {
      return html`<p class="empty" role="alert">
        ${this.problem} <button class="action" @click=${() => this.#readAgain()}>${say('app/retry')}</button>
      </p>`;
    }
    if (!rows) return html`<p class="empty">${say('app/loading')}</p>`;
    if (rows.length === 0) return html`<p class="empty">${say('people/none')}</p>`;
    const deps = [this.shown, this.session];
    return html`<vaadin-grid theme="no-border compact row-stripes" .items=${rows} item-id-path="id" aria-label=${this.areaName}>
      <vaadin-grid-column
        header=${say('people/person')}
        flex-grow="1"
        ${columnBodyRenderer<CallRow>(this.#person, deps)}
      ></vaadin-grid-column>
      <vaadin-grid-column
        header=${say('people/state')}
        width="124px"
        flex-grow="0"
        ${columnBodyRenderer<CallRow>(this.#state, deps)}
      ></vaadin-grid-column>
      <vaadin-grid-column
        header=${say('people/actions')}
        width="88px"
        flex-grow="0"
        ${columnBodyRenderer<CallRow>(this.#actions, deps)}
      ></vaadin-grid-column>
    </vaadin-grid>`;
  }

  /** The row that was pressed is gone: the keyboard goes on from the way back. */
  override firstUpdated(): void {
    this.shadowRoot?.querySelector('button')?.focus();
  }

  override updated(): void {
    this.grid?.clearCache();
    if (this.shown.tense !== 'live' || !this.read || this.#settling !== undefined) return;
    const rows = this.#rows();
    if (rows && rows.length < mostPeople && !addsUp(rows, this.row.tally)) {
      this.#settling = setTimeout(() => void this.#readAgain(), settleMilliseconds);
    }
  }

  #rows(): CallRow[] | null {
    return this.read && peopleRows(this.read, this.live);
  }

  readonly #person = (call: CallRow) => html`<b>${call.maskedName}</b><small>${sayOr(`post/${call.postKind}`, call.postKind)}</small>`;

  readonly #state = (call: CallRow) => html`
    <span class="state ${call.needHelp ? 'unroused' : call.state}">${say(stateKey(call), { rung: call.rung })}</span>
    <small>${this.#nextStep(call)}</small>
  `;

  #nextStep({ state, dueAt }: CallRow): string {
    if (state === 'unroused') return say('people/door');
    if (dueAt === null) return '';
    const left = Date.parse(dueAt) - this.shown.now.getTime();
    return left > 0 ? say('people/due-in', { left: countdownText(left) }) : say('people/due-now');
  }

  readonly #actions = (call: CallRow) => {
    const mayAnswer = this.session?.rights.includes('call.answerFor') && this.shown.tense === 'live';
    if (!mayAnswer) return nothing;
    const answer = say('people/answer');
    const field = say('people/field');
    return html`
      <button
        class="icon-button"
        title=${answer}
        aria-label="${answer}: ${call.maskedName}"
        @click=${() => emit(this, 'jy-answer-wanted', call)}
      >
        ${icon('phone', 16)}
      </button>
      ${
        call.fieldUrl
          ? html`<a class="icon-button" href=${call.fieldUrl} target="_blank" rel="noopener" title=${field} aria-label=${field}
              >${icon('link', 16)}</a
            >`
          : nothing
      }
    `;
  };

  async #readAgain(): Promise<void> {
    clearTimeout(this.#settling);
    const asked = this.row.code;
    this.problem = '';
    try {
      const people = await readPeople(this.readCalls, this.row);
      if (this.row.code === asked) this.read = people;
    } catch (error) {
      this.problem = explain(error);
    } finally {
      this.#settling = undefined;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-people': JyPeople;
  }
  interface HTMLElementEventMap {
    'jy-people-close': CustomEvent<null>;
    /** Somebody reached this person by other means and wants to record the answer. */
    'jy-answer-wanted': CustomEvent<CallRow>;
  }
}
