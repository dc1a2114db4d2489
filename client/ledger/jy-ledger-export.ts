import '@vaadin/button';
import '@vaadin/dialog';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LedgerFilter } from '#contract/ledger.ts';
import { shortestPurpose } from '#contract/people.ts';
import { act } from '../api/act.ts';
import { openSecondFactor } from '../api/second-factor.ts';
import { secondFactorApi } from '../api/second-factor-api.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { locale, say } from '../words/words.ts';
import { fieldStyles, ledgerStyles } from './ledger-styles.ts';
import { exportAddress } from './ledger.view.ts';

/** Takes what the filter shows away as a table: masked, or for a purpose in full. */
@customElement('jy-ledger-export')
export class JyLedgerExport extends SignalWatcher(LitElement) {
  @property({ type: Boolean }) opened = false;
  @property({ attribute: false }) filter: LedgerFilter = {};
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @state() private format: 'csv' | 'xlsx' = 'xlsx';
  @state() private purpose = '';

  static override styles = [surface, ledgerStyles, fieldStyles];

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('opened') && this.opened) this.purpose = '';
  }

  override render() {
    const isShort = this.purpose.trim() !== '' && this.purpose.trim().length < shortestPurpose;
    const inClear = this.purpose.trim() !== '';
    return html`<vaadin-dialog
      header-title=${say('ledger/export')}
      .opened=${this.opened}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      <div class="form">
        <p class="why">${say('ledger/export.why')}</p>
        <label
          >${say('ledger/export.format')}
          <select @change=${(event: Event) => (this.format = (event.target as HTMLSelectElement).value === 'csv' ? 'csv' : 'xlsx')}>
            <option value="xlsx" ?selected=${this.format === 'xlsx'}>${say('ledger/export.xlsx')}</option>
            <option value="csv" ?selected=${this.format === 'csv'}>${say('ledger/export.csv')}</option>
          </select>
        </label>
        ${this.mayReveal ? this.#purposeField() : nothing}
      </div>
      <div slot="footer">
        <vaadin-button @click=${this.#close}>${say('app/cancel')}</vaadin-button>
        <vaadin-button theme="primary" ?disabled=${isShort} @click=${this.#take}>
          ${say(inClear ? 'ledger/export.clear' : 'ledger/export.masked')}
        </vaadin-button>
      </div>
    </vaadin-dialog>`;
  }

  #purposeField() {
    return html`<label
      >${say('ledger/export.purpose')}
      <input maxlength="200" .value=${this.purpose} @input=${(event: Event) => (this.purpose = (event.target as HTMLInputElement).value)} />
    </label>`;
  }

  readonly #close = () => emit(this, 'jy-ledger-export-close', null);

  /** The browser saves it by itself, however long it is. */
  readonly #take = async (): Promise<void> => {
    if (!(await mayTake(this))) return;
    const { format, purpose } = this;
    const link = document.createElement('a');
    link.href = exportAddress(this.filter, { format, purpose, lang: locale.get() === 'en' ? 'en' : 'zh' });
    link.download = '';
    link.click();
    this.#close();
  };
}

/** What the browser fetches by itself cannot ask for a second factor: it is asked for before. */
async function mayTake(from: HTMLElement): Promise<boolean> {
  const standing = await act(from, secondFactorApi.standing);
  if (!standing) return false;
  return !standing.isRequired || standing.isShown || openSecondFactor('asked');
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ledger-export': JyLedgerExport;
  }
  interface HTMLElementEventMap {
    'jy-ledger-export-close': CustomEvent<null>;
  }
}
