import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LedgerEntry } from '#contract/ledger.ts';
import type { Session } from '#contract/session.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { clockText, countText, dateText, momentText, nameOf } from '../words/format.ts';
import { eventName } from '../notices/warning-title.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import type { EntryPages } from './entry-pages.ts';
import { channelWords, countsWords, outcomeWords, postWords, reasonWords } from './ledger.view.ts';

/** More rows than anybody reads on paper; everything is taken away by an export. */
const mostRows = 2_000;
const heads = ['at', 'level', 'area', 'name', 'reachedName', 'channel', 'result', 'note'] as const;

/** The ledger on paper: black on white, marked as a drill where it is one. It is drawn while the browser prints, and is nowhere else. */
@customElement('jy-ledger-print')
export class JyLedgerPrint extends SignalWatcher(LitElement) {
  @property({ attribute: false }) pages: EntryPages | null = null;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @state() private entries: readonly LedgerEntry[] | null = null;

  static override styles = css`
    :host {
      display: none;
    }
    @media print {
      :host {
        display: block;
        color: #000;
        font: 11px/1.4 var(--jy-face);
      }
      h1 {
        margin: 0;
        font-size: 16px;
      }
      p {
        margin: 2px 0 6px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 2px 4px;
        border: 1px solid #999;
        text-align: left;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      thead {
        display: table-header-group;
      }
      tr {
        break-inside: avoid;
      }
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#draw);
    window.addEventListener('afterprint', this.#clear);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#draw);
    window.removeEventListener('afterprint', this.#clear);
  }

  /** Reads as much as a print holds, so that it is not cut where somebody stopped scrolling. */
  async fill(): Promise<void> {
    const { pages } = this;
    for (let number = 0; pages && !pages.isWhole && pages.entries.length < mostRows; number++) await pages.page(number);
  }

  /** However the print was asked for: the browser takes what is there when this returns. */
  readonly #draw = (): void => {
    this.entries = this.pages?.entries.slice(0, mostRows) ?? null;
    this.performUpdate();
  };

  readonly #clear = (): void => {
    this.entries = null;
  };

  override render() {
    const { entries, pages } = this;
    if (!entries || !pages) return nothing;
    const now = new Date();
    const drills = [...new Set(entries.map(({ incidentMode }) => incidentMode).filter((mode) => mode !== 'actual'))];
    const isCut = !pages.isWhole || pages.entries.length > mostRows;
    return html`
      <h1>${say('ledger/title')} ${drills.map((mode) => `【${say(`mode/${mode}`)}】`).join('')}</h1>
      <p>
        ${say('ledger/print.head', { at: `${dateText(now)} ${clockText(now)}`, by: givenName(this.session?.displayName ?? '') })}
        ${isCut ? ` · ${say('ledger/print.cut', { count: countText(entries.length) })}` : ''}
        ${entries.some(({ synthetic }) => synthetic) ? ` · ${say('ledger/synthetic')}` : ''}
      </p>
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th>${say(`ledger/column.${head}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${entries.map((entry) => this.#row(entry, now))}
        </tbody>
      </table>
    `;
  }

  #row(entry: LedgerEntry, now: Date) {
    const area = nameOf({ nameZh: entry.areaNameZh, nameEn: entry.areaNameEn });
    return html`<tr>
      <td>${momentText(new Date(entry.at), now)}</td>
      <td>${eventName(entry.event)} ${entry.level === null ? '' : say(`level/${entry.level}.sign`)}</td>
      <td>${area}</td>
      <td>${postWords(entry.postKind)} ${entry.name}</td>
      <td>${entry.reachedName} ${reasonWords(entry)}</td>
      <td>${channelWords(entry.channel)} ${entry.address ?? ''}</td>
      <td>${outcomeWords(entry)}</td>
      <td>${[countsWords(entry.counts), entry.note].filter(Boolean).join(' · ')}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ledger-print': JyLedgerPrint;
  }
}
