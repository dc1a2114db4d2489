import '@vaadin/grid';
import type { Grid, GridDataProviderCallback, GridDataProviderParams } from '@vaadin/grid';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LedgerEntry } from '#contract/ledger.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-notice-mark.ts';
import { countText, momentText, nameOf } from '../words/format.ts';
import { explain } from '../words/explain.ts';
import { eventName } from '../notices/warning-title.ts';
import { locale, say } from '../words/words.ts';
import type { EntryPages } from './entry-pages.ts';
import { channelWords, countsWords, isBad, outcomeWords, postWords, reasonWords } from './ledger.view.ts';

/** The ledger as a list that reads on as it is scrolled: only the rows in sight are drawn. */
@customElement('jy-ledger-grid')
export class JyLedgerGrid extends SignalWatcher(LitElement) {
  @property({ attribute: false }) pages!: EntryPages;
  @state() private problem = '';
  @state() private isEmpty = false;
  /** Null before the first page of what was asked for has come. */
  @state() private readCount: number | null = null;
  @state() private isNarrow = narrow.matches;
  @query('vaadin-grid') private readonly grid?: Grid<LedgerEntry>;

  static override styles = [
    surface,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 6px;
        min-height: 0;
      }
      vaadin-grid {
        flex: 1;
        min-height: 160px;
        border: 1px solid var(--jy-line);
        border-radius: 8px;
        background: var(--jy-panel);
        font-size: 13px;
      }
      vaadin-grid :is(b, small, span) {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      b {
        font-weight: 600;
      }
      small {
        min-height: 17px;
        font-size: 12px;
        color: var(--jy-dim);
      }
      .bad {
        color: var(--jy-red-text);
        font-weight: 600;
      }
      .foot {
        font-size: 12px;
        color: var(--jy-dim);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    narrow.addEventListener('change', this.#fit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    narrow.removeEventListener('change', this.#fit);
  }

  override updated(changes: Map<string, unknown>): void {
    if (!changes.has('pages') || !this.grid) return;
    this.problem = '';
    this.isEmpty = false;
    this.readCount = null;
    // The grid asks anew by itself only where the provider is another one.
    if (this.grid.dataProvider === this.#provide) this.grid.clearCache();
    else this.grid.dataProvider = this.#provide;
    this.grid.scrollToIndex(0);
  }

  override render() {
    return html`
      ${this.problem ? html`<p class="empty" role="alert">${this.problem} <button class="action" @click=${this.#again}>${say('app/retry')}</button></p>` : nothing}
      ${this.isEmpty ? html`<p class="empty">${say('ledger/none')}</p>` : nothing}
      <vaadin-grid
        theme="compact row-stripes"
        page-size=${pageSize}
        item-id-path="number"
        aria-label=${say('ledger/title')}
        @active-item-changed=${(event: CustomEvent<{ value: LedgerEntry | null }>) => emit(this, 'jy-ledger-entry', event.detail.value)}
      >
        ${(this.isNarrow ? narrowColumns : columns).map((each) => this.#column(each))}
      </vaadin-grid>
      <p class="foot" role="status">${this.#foot}</p>
    `;
  }

  get #foot(): string {
    if (this.readCount !== null) return say(this.pages.isWhole ? 'ledger/shown.all' : 'ledger/shown', { count: countText(this.readCount) });
    return this.problem ? '' : say('app/loading');
  }

  #column({ head, width, cell }: Column) {
    return html`<vaadin-grid-column
      header=${say(`ledger/column.${head}`)}
      width=${width ?? '130px'}
      flex-grow=${width ? 0 : 1}
      resizable
      ${columnBodyRenderer<LedgerEntry>(cell, [locale.get()])}
    ></vaadin-grid-column>`;
  }

  readonly #fit = () => (this.isNarrow = narrow.matches);

  readonly #provide = (params: GridDataProviderParams<LedgerEntry>, done: GridDataProviderCallback<LedgerEntry>): void => {
    void this.#read(this.pages, params.page, done);
  };

  async #read(pages: EntryPages, number: number, done: GridDataProviderCallback<LedgerEntry>): Promise<void> {
    try {
      const entries = await pages.page(number);
      if (pages !== this.pages) return;
      const readCount = pages.entries.length;
      this.readCount = readCount;
      this.isEmpty = readCount === 0;
      // One page more than was read, so that scrolling to the end asks for it.
      done([...entries], readCount + (pages.isWhole ? 0 : pageSize));
    } catch (error) {
      if (pages !== this.pages) return;
      this.problem = explain(error);
      done([], pages.entries.length);
    }
  }

  readonly #again = (): void => {
    this.problem = '';
    this.grid?.clearCache();
  };
}

/** As many as the server gives in a page. */
const pageSize = 200;
const narrow = matchMedia('(max-width: 720px)');

interface Column {
  head: 'at' | 'level' | 'area' | 'name' | 'reachedName' | 'channel' | 'result';
  cell: (entry: LedgerEntry) => TemplateResult;
  /** Absent: it takes its part of what is left. */
  width?: string;
}

const columns: readonly Column[] = [
  { head: 'at', cell: whenCell, width: '128px' },
  { head: 'level', cell: warningCell, width: '132px' },
  { head: 'area', cell: areaCell },
  { head: 'name', cell: personCell },
  { head: 'reachedName', cell: reachedCell },
  { head: 'channel', cell: channelCell },
  { head: 'result', cell: outcomeCell },
];

/** A phone shows when, who and with what result; a tap opens the rest. */
const narrowColumns: readonly Column[] = [
  { head: 'at', cell: whenAndLevelCell, width: '118px' },
  { head: 'name', cell: personAndAreaCell },
  { head: 'result', cell: outcomeAndChannelCell, width: '98px' },
];

function whenCell({ at, number }: LedgerEntry) {
  return html`<b>${momentText(new Date(at), new Date())}</b><small title=${number}>${number.slice(0, 9)}</small>`;
}

function warningCell({ level, noticeKind, identifier, event, version, incidentMode }: LedgerEntry) {
  const drill = incidentMode === 'actual' ? '' : `${say(`mode/${incidentMode}`)} · `;
  const which = noticeKind === 'order' ? identifier : `v${version}`;
  return html`<span><jy-notice-mark .level=${level} .kind=${noticeKind}></jy-notice-mark> ${eventName(event)}</span
    ><small>${drill}${which}</small>`;
}

function areaCell(entry: LedgerEntry) {
  return html`<b>${nameOf({ nameZh: entry.areaNameZh, nameEn: entry.areaNameEn })}</b><small>${entry.areaCode}</small>`;
}

function personCell({ name, postKind }: LedgerEntry) {
  return html`<b>${name}</b><small>${postWords(postKind)}</small>`;
}

function reachedCell(entry: LedgerEntry) {
  return html`<b>${entry.reachedName}</b><small>${reasonWords(entry)}</small>`;
}

function channelCell({ channel, address }: LedgerEntry) {
  return html`<span>${channelWords(channel)}</span><small>${address ?? ''}</small>`;
}

function outcomeCell(entry: LedgerEntry) {
  return html`<span class=${isBad(entry) ? 'bad' : ''}>${outcomeWords(entry)}</span
    ><small>${[countsWords(entry.counts), entry.note].filter(Boolean).join(' · ')}</small>`;
}

function whenAndLevelCell({ at, level, noticeKind, event }: LedgerEntry) {
  return html`<b>${momentText(new Date(at), new Date())}</b
    ><small><jy-notice-mark .level=${level} .kind=${noticeKind}></jy-notice-mark> ${eventName(event)}</small>`;
}

function personAndAreaCell(entry: LedgerEntry) {
  const area = nameOf({ nameZh: entry.areaNameZh, nameEn: entry.areaNameEn });
  return html`<b>${entry.name} ${area}</b><small>${postWords(entry.postKind)}</small>`;
}

function outcomeAndChannelCell(entry: LedgerEntry) {
  return html`<span class=${isBad(entry) ? 'bad' : ''}>${outcomeWords(entry)}</span><small>${channelWords(entry.channel)}</small>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ledger-grid': JyLedgerGrid;
  }
  interface HTMLElementEventMap {
    /** An entry was chosen, or none any more. */
    'jy-ledger-entry': CustomEvent<LedgerEntry | null>;
  }
}
