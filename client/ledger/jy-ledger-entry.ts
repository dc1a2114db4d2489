import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LedgerEntry } from '#contract/ledger.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { entryLines } from './entry-lines.view.ts';

/** One entry with everything that is known of it. */
@customElement('jy-ledger-entry')
export class JyLedgerEntry extends SignalWatcher(LitElement) {
  @property({ attribute: false }) entry: LedgerEntry | null = null;

  static override styles = [
    surface,
    css`
      :host {
        overflow: auto;
        padding: 12px 14px;
        border: 1px solid var(--jy-line);
        border-radius: 8px;
        background: var(--jy-panel);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(88px, auto) 1fr;
        gap: 4px 12px;
        margin: 0;
        font-size: 13px;
      }
      dt {
        color: var(--jy-dim);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render() {
    const { entry } = this;
    if (!entry) return nothing;
    return html`<h2>
        ${say('ledger/entry', { number: entry.number.slice(0, 9) })}
        <button
          class="icon-button"
          title=${say('ledger/close')}
          aria-label=${say('ledger/close')}
          @click=${() => emit(this, 'jy-ledger-entry', null)}
        >
          ${icon('close', 16)}
        </button>
      </h2>
      <dl>
        ${entryLines(entry).map(
          ({ column, text }) =>
            html`<dt>${say(`ledger/column.${column}`)}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ledger-entry': JyLedgerEntry;
  }
}
