import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Area } from '#contract/areas.ts';
import type { CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { LedgerEntry, LedgerFilter, LedgerStatistics } from '#contract/ledger.ts';
import type { PredictionRecord } from '#contract/predictions.ts';
import { mayDo, mayReveal, type Right, type Session } from '#contract/session.ts';
import { act } from '../api/act.ts';
import '../shell/jy-page-head.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { icon } from '../ui/icons.ts';
import { pageStyles } from '../ui/page-styles.ts';
import { surface } from '../ui/surface.ts';
import { nameOf } from '../words/format.ts';
import { scopeText } from '../words/scope.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { EntryPages } from './entry-pages.ts';
import './jy-ledger-entry.ts';
import './jy-ledger-export.ts';
import './jy-ledger-filter.ts';
import './jy-ledger-grid.ts';
import type { JyLedgerPrint } from './jy-ledger-print.ts';
import './jy-ledger-print.ts';
import './jy-ledger-statistics.ts';
import './jy-paper.ts';
import './jy-prediction-record.ts';
import { ledgerApi } from './ledger-api.ts';
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
  @state() private predictions: PredictionRecord | null = null;
  @state() private incidents: readonly Incident[] = [];
  @state() private areas: readonly Area[] = [];
  @state() private callOuts: readonly CallOutReport[] = [];
  @state() private entry: LedgerEntry | null = null;
  @state() private isExporting = false;
  @query('jy-ledger-print') private readonly paper?: JyLedgerPrint;

  static override styles = [
    surface,
    pageStyles,
    css`
      main {
        display: flex;
        flex-direction: column;
        gap: 12px;
        padding: 12px 16px;
      }
      .entries {
        display: flex;
        flex: 1;
        gap: 12px;
        min-height: 320px;
      }
      jy-ledger-grid {
        flex: 1;
        min-width: 0;
      }
      jy-ledger-entry {
        flex: 0 0 340px;
      }
      @media (max-width: 900px) {
        .action span {
          display: none;
        }
        main {
          padding: 10px;
        }
        .entries {
          flex-direction: column-reverse;
        }
        jy-ledger-entry {
          flex: none;
        }
      }
      .printed {
        display: none;
      }
      @media print {
        .printed {
          display: block;
        }
        jy-ledger-filter,
        .entries {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const wanted = new URLSearchParams(location.search).get('tab');
    this.tab = tabs.find((tab) => tab === wanted) ?? this.#tabs[0] ?? 'entries';
    void this.#begin();
  }

  override render() {
    document.title = `${say('ledger/title')} · ${say('app/title', { city: this.cityName })}`;
    const tabs = this.#tabs;
    return html`
      <jy-page-head
        .heading=${say('ledger/title')}
        .cityName=${this.cityName}
        .tabs=${tabs.map((id) => ({ id, text: say(`ledger/tab.${id}`), href: `/ledger?${this.#address(id)}` }))}
        .open=${this.tab}
        @jy-section=${(event: CustomEvent<Tab>) => this.#show(event.detail)}
      >
        ${this.tab === 'paper' || tabs.length === 0 ? nothing : this.#tools()}
      </jy-page-head>
      <main>${tabs.length === 0 ? html`<p class="empty">${say('ledger/not-allowed')}</p>` : this.#body()}</main>
      <jy-ledger-export
        .opened=${this.isExporting}
        .filter=${this.filter}
        ?may-reveal=${this.session !== null && mayReveal(this.session)}
        @jy-ledger-export-close=${() => (this.isExporting = false)}
      ></jy-ledger-export>
    `;
  }

  #tools() {
    return html`
      <button class="action" @click=${this.#print}>${icon('print', 16)}<span>${say('ledger/print')}</span></button>
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
      ${this.tab === 'entries' ? this.#entries() : this.#sums()}
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
      </div>
      <jy-ledger-print .pages=${this.pages}></jy-ledger-print>`;
  }

  /** What is printed says of itself what it is, as a screen does by what stands around it. */
  #sums() {
    const incident = this.incidents.find(({ id }) => id === this.filter.incident);
    const about = [
      say('ledger/title'),
      say('ledger/tab.statistics'),
      incident && givenName(incident.name),
      say(`mode/${incident?.mode ?? 'actual'}`),
    ];
    return html`<h1 class="printed">${about.filter(Boolean).join(' · ')}</h1>
      <jy-ledger-statistics
        .statistics=${this.statistics}
        .whose=${say('ledger/whose', { area: this.#areaText() })}
        ?withoutdrills=${!(this.filter.incident ?? this.filter.callOut)}
      ></jy-ledger-statistics>
      <jy-prediction-record .record=${this.predictions}></jy-prediction-record>`;
  }

  /** The area whose sums are shown: the one that is asked for, else all that the reader may see. */
  #areaText(): string {
    const area = this.areas.find(({ code }) => code === this.filter.area);
    return area ? nameOf(area) : scopeText(this.session, new Map(this.areas.map((each) => [each.code, each])));
  }

  get #tabs(): Tab[] {
    return tabs.filter((tab) => this.#may(rightFor[tab]));
  }

  #may(right: Right): boolean {
    return this.session !== null && mayDo(this.session, right);
  }

  /** The browser prints what is there; of the entries, first more is read than was scrolled to. */
  readonly #print = async () => {
    await act(this, async () => this.paper?.fill());
    window.print();
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
      if (tab === 'statistics') this.predictions = await ledgerApi.predictions();
      this.callOuts = filter.incident ? await ledgerApi.callOuts(filter.incident) : [];
    });
  }

  /** What was asked for earlier may come later. */
  #ifStill(filter: LedgerFilter, statistics: LedgerStatistics): void {
    if (filter === this.filter) this.statistics = statistics;
  }

  #writeAddress(): void {
    history.replaceState(null, '', `/ledger?${this.#address(this.tab)}`);
  }

  #address(tab: Tab): string {
    return String(new URLSearchParams({ ...queryOf(this.filter), tab }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ledger': JyLedger;
  }
}
