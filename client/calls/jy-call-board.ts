import { consume } from '@lit/context';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AreaCode } from '#contract/areas.ts';
import { nowhere, placesContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { owed, runningCallOuts, silenceAge, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '../state/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import '../warnings/jy-level.ts';
import { countText, nameOf, spanText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { boardStyles } from './call-board-styles.ts';
import { boardRows, whyNobodyIsCalled, type BoardRow } from './call-board.view.ts';
import './jy-people.ts';
import type { ReadCalls } from './read-people.ts';
import './jy-tally-bar.ts';

/** The running call-outs as a tree: counties, their townships, their people; silence first at every level. */
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

  @property({ attribute: false }) readCalls!: ReadCalls;
  /** The world of now, also while an earlier one is shown. */
  @property({ attribute: false }) live: World = emptyWorld;
  @state() private opened: ReadonlySet<AreaCode> = new Set();
  /** The row whose people are looked at. */
  @state() private looking: Pick<BoardRow, 'code' | 'scope'> | null = null;

  static override styles = [surface, boardStyles];

  override updated(): void {
    this.toggleAttribute('looking', this.shadowRoot?.querySelector('jy-people') !== null);
  }

  override render() {
    const rows = boardRows(this.world, this.places);
    const row = this.looking && this.#rowLookedAt(rows);
    if (row) {
      return html`<jy-people
        .row=${row}
        .readCalls=${this.readCalls}
        .live=${this.live}
        .areaName=${this.#nameOfRow(row)}
        @jy-people-close=${() => (this.looking = null)}
        @keydown=${this.#goBack}
      ></jy-people>`;
    }
    const running = runningCallOuts(this.world).length;
    return html`
      <h2>${say('board/title')}<small>${running === 0 ? '' : say('board/round', { count: running })}</small></h2>
      ${rows.length === 0 ? this.#none : this.#table(rows)}
    `;
  }

  #table(rows: BoardRow[]): TemplateResult {
    return html`
      <div class="head line" aria-hidden="true">
        <span></span><span>${say('board/area')}</span><span></span><span>${say('board/answered')}</span><span>${say('board/silent')}</span
        ><span>${say('board/oldest')}</span>
      </div>
      <ul>
        ${repeat(rows, ({ code }) => code, this.#topRow)}
      </ul>
    `;
  }

  readonly #topRow = (row: BoardRow) => {
    const isOpen = this.opened.has(row.code);
    const expands = row.children.length > 0;
    const expanded = isOpen ? 'true' : expands ? 'false' : undefined;
    return html`<li>
      <button class="line" aria-expanded=${ifDefined(expanded)} @click=${() => (expands ? this.#toggle(row) : this.#look(row))}>
        <jy-level level=${row.level}></jy-level>${this.#cells(row)}
      </button>
      ${
        isOpen
          ? html`<ul class="below">
              ${repeat(row.children, ({ code, scope }) => scope + code, this.#childRow)}
            </ul>`
          : nothing
      }
    </li>`;
  };

  readonly #childRow = (row: BoardRow) =>
    html`<li>
      <button class="line" @click=${() => this.#look(row)}><span class="turn">${icon('chevronRight', 14)}</span>${this.#cells(row)}</button>
    </li>`;

  #cells(row: BoardRow): TemplateResult {
    const { tally } = row;
    const age = silenceAge(tally, this.shown.at);
    const escalated = tally.escalated + tally.unroused;
    return html`
      <span class="name" title=${this.#nameOfRow(row)}>${shortName(this.#nameOfRow(row))}</span>
      <jy-tally-bar .tally=${tally}></jy-tally-bar>
      <span class="number">${countText(tally.answered)}<small>/${countText(owed(tally))}</small></span>
      <span class="number silent ${escalated > 0 ? 'hot' : ''}">${countText(tally.silent)}</span>
      <span class="number age">${age === null ? '' : spanText(age)}</span>
    `;
  }

  #nameOfRow({ code, scope }: BoardRow): string {
    if (scope === 'own') return say(code.endsWith('00000000') ? 'board/own.city' : 'board/own.county');
    const place = this.places.get(code);
    return place ? nameOf(place) : code;
  }

  #toggle({ code }: BoardRow): void {
    const opened = new Set(this.opened);
    if (!opened.delete(code)) opened.add(code);
    this.opened = opened;
    emit(this, 'jy-fly', { areas: [code] });
  }

  #look({ code, scope }: BoardRow): void {
    this.looking = { code, scope };
    emit(this, 'jy-fly', { areas: [code] });
  }

  #rowLookedAt(rows: BoardRow[]): BoardRow | null {
    const all = rows.flatMap((row) => [row, ...row.children]);
    return all.find(({ code, scope }) => code === this.looking?.code && scope === this.looking.scope) ?? null;
  }

  readonly #goBack = (event: KeyboardEvent) => {
    if (event.key === 'Escape') this.looking = null;
  };

  get #none(): TemplateResult {
    return html`<p class="empty">${say(`board/none.${whyNobodyIsCalled(this.world)}`)}</p>`;
  }
}

/** A row has no room for what every English name of a county ends with; the whole name is its tooltip. */
function shortName(name: string): string {
  return name.replace(/ (District|County|City)$/, '');
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-call-board': JyCallBoard;
  }
}
