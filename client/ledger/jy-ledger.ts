import { consume } from '@lit/context';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Area } from '#contract/areas.ts';
import type { CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { LedgerEntry, LedgerFilter, LedgerStatistics } from '#contract/ledger.ts';
import type { Right, Session } from '#contract/session.ts';
import { act } from '../app/act.ts';
import '../app/jy-display-switches.ts';
import '../app/jy-user-menu.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { chip } from '../ui/chip.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { EntryPages } from './entry-pages.ts';
import './jy-ledger-entry.ts';
import './jy-ledger-export.ts';
import './jy-ledger-filter.ts';
import './jy-ledger-grid.ts';
import './jy-ledger-print.ts';
import './jy-ledger-statistics.ts';
import './jy-paper.ts';
import { ledgerApi } from './ledger-api.ts';
import { ledgerPageStyles } from './ledger-page-styles.ts';
import { filterFrom, queryOf } from './ledger.view.ts';

const tabs = ['entries', 'statistics', 'paper'] as const;
type Tab = (typeof tabs)[number];
const rightFor: Record<Tab, Right> = { entries: 'ledger.read', statistics: 'ledger.read', paper: 'call.answerFor' };

/** The ledger: every attempt and receipt, their sums, and the paper that goes out and comes back. The address keeps what is shown. */
@customElement('jy-ledger')
export class JyLedger extends SignalWatcher(LitElement) {
  @property({ attribute: false }) cityName = '';
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @state() private tab: Tab = 'entries';
  @state() private filter: LedgerFilter = filterFrom(location.search);
  @state() private pages: EntryPages | null = null;
  @state() private statistics: LedgerStatistics | null = null;
  @state() private incidents: readonly Incident[] = [];
  @state() private areas: readonly Area[] = [];
  @state() private callOuts: readonly CallOutReport[] = [];
  @state() private entry: LedgerEntry | null = null;
  @state() private isExporting = false;
  @state() private isPrinting = false;

  static override styles = [surface, chip, ledgerPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    const wanted = new URLSearchParams(location.search).get('tab');
    this.tab = tabs.find((tab) => tab === wanted) ?? this.#tabs[0] ?? 'entries';
    void this.#begin();
  }

  override render() {
    document.title = `${say('ledger/title')} · ${say('app/title', { city: this.cityName })}`;
    const open = this.#tabs;
    return html`
      <header>
        <a class="icon-button" href="/" title=${say('ledger/back')} aria-label=${say('ledger/back')}>${icon('chevronLeft')}</a>
        <h1>${say('ledger/title')}</h1>
        <div role="tablist" aria-label=${say('ledger/tabs')} @keydown=${this.#turn}>${open.map((tab) => this.#tabButton(tab))}</div>
        <div class="tools">
          ${this.tab === 'paper' || !this.#may('ledger.read') ? nothing : this.#tools()}<jy-display-switches></jy-display-switches>
        </div>
        <jy-user-menu></jy-user-menu>
      </header>
      <main>${open.length === 0 ? html`<p class="empty">${say('ledger/not-allowed')}</p>` : this.#body()}</main>
      <jy-ledger-export
        .opened=${this.isExporting}
        .filter=${this.filter}
        ?may-reveal=${this.#may('people.reveal') && !this.session?.roles.includes('wall')}
        @jy-ledger-export-close=${() => (this.isExporting = false)}
      ></jy-ledger-export>
      ${this.isPrinting && this.pages ? html`<jy-ledger-print .pages=${this.pages} @jy-ledger-printed=${() => (this.isPrinting = false)}></jy-ledger-print>` : nothing}
    `;
  }

  #tabButton(tab: Tab) {
    const isChosen = tab === this.tab;
    return html`<button role="tab" aria-selected=${isChosen} tabindex=${isChosen ? 0 : -1} @click=${() => this.#show(tab)}>
      ${say(`ledger/tab.${tab}`)}
    </button>`;
  }

  #tools() {
    return html`
      <button class="action" @click=${() => (this.isPrinting = true)} ?disabled=${this.tab !== 'entries'}>
        ${icon('print', 16)}<span>${say('ledger/print')}</span>
      </button>
      <button class="action" @click=${() => (this.isExporting = true)}>${icon('upload', 16)}<span>${say('ledger/export')}</span></button>
    `;
  }

  #body() {
    if (this.tab === 'paper') return html`<jy-paper .incidents=${this.incidents} .areas=${this.areas}></jy-paper>`;
    return html`
      <jy-ledger-filter
        .filter=${this.filter}
        .incidents=${this.incidents}
        .callOuts=${this.callOuts}
        .areas=${this.areas}
        @jy-ledger-filter=${(event: CustomEvent<LedgerFilter>) => this.#narrow(event.detail)}
      ></jy-ledger-filter>
      ${this.tab === 'entries' ? this.#entries() : html`<jy-ledger-statistics .statistics=${this.statistics}></jy-ledger-statistics>`}
    `;
  }

  #entries() {
    if (!this.pages) return nothing;
    return html`<div class="entries">
      <jy-ledger-grid
        .pages=${this.pages}
        @jy-ledger-entry=${(event: CustomEvent<LedgerEntry | null>) => (this.entry = event.detail)}
      ></jy-ledger-grid>
      ${this.entry ? html`<jy-ledger-entry .entry=${this.entry} @jy-ledger-entry=${() => (this.entry = null)}></jy-ledger-entry>` : nothing}
    </div>`;
  }

  get #tabs(): Tab[] {
    return tabs.filter((tab) => this.#may(rightFor[tab]));
  }

  #may(right: Right): boolean {
    return this.session?.rights.includes(right) ?? false;
  }

  readonly #turn = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const open = this.#tabs;
    this.#show(open[(open.indexOf(this.tab) + step + open.length) % open.length]!);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };

  async #begin(): Promise<void> {
    void this.#read();
    await act(this, async () => {
      const [incidents, areas] = await Promise.all([ledgerApi.incidents(), ledgerApi.areas()]);
      this.incidents = incidents;
      this.areas = areas.filter(({ level }) => level !== 'village');
    });
  }

  #show(tab: Tab): void {
    this.tab = tab;
    this.#writeAddress();
    void this.#read();
  }

  #narrow(filter: LedgerFilter): void {
    this.filter = filter;
    this.#writeAddress();
    void this.#read();
  }

  /** Reads what the tab shows, by the filter. */
  async #read(): Promise<void> {
    const { filter, tab } = this;
    if (tab === 'paper' || !this.#may('ledger.read')) return;
    this.entry = null;
    if (tab === 'entries') this.pages = new EntryPages((cursor) => ledgerApi.page(filter, cursor));
    await act(this, async () => {
      if (tab === 'statistics') this.#ifStill(filter, await ledgerApi.statistics(filter));
      this.callOuts = filter.incident ? await ledgerApi.callOuts(filter.incident) : [];
    });
  }

  /** What was asked for earlier may come later. */
  #ifStill(filter: LedgerFilter, statistics: LedgerStatistics): void {
    if (filter === this.filter) this.statistics = statistics;
  }

  #writeAddress(): void {
    const query = new URLSearchParams({ ...queryOf(this.filter), tab: this.tab });
    history.replaceState(null, '', `${location.pathname}?${query}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ledger': JyLedger;
  }
}
