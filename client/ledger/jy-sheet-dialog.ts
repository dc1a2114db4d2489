import '@vaadin/button';
import '@vaadin/dialog';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import './jy-sheet-order.ts';
import type { SheetChoice } from './sheet-choice.view.ts';

/** Call sheets from the desk, in a dialog. Closing it stops what is being made. */
@customElement('jy-sheet-dialog')
export class JySheetDialog extends SignalWatcher(LitElement) {
  @property({ attribute: false }) choice: SheetChoice | null = null;
  @state() private at = 0;

  static override styles = [
    surface,
    css`
      select {
        width: 100%;
        height: 32px;
        margin-bottom: 10px;
        border: 1px solid var(--jy-line);
        border-radius: 4px;
        background: var(--jy-raised);
        color: var(--jy-text);
        font: inherit;
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('choice')) this.at = 0;
  }

  override render() {
    const { choice } = this;
    const subject = choice?.options[this.at]?.subject ?? null;
    return html`<vaadin-dialog
      header-title=${choice ? `${say('sheet/print')} · ${choice.title}` : ''}
      .opened=${choice !== null}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      ${choice && choice.options.length > 1 ? this.#select(choice) : nothing}
      ${subject ? html`<jy-sheet-order .subject=${subject}></jy-sheet-order>` : nothing}
      <div slot="footer"><vaadin-button @click=${this.#close}>${say('app/close')}</vaadin-button></div>
    </vaadin-dialog>`;
  }

  #select({ options }: SheetChoice) {
    return html`<select
      aria-label=${say('sheet/print.call-out')}
      @change=${(event: Event) => (this.at = (event.target as HTMLSelectElement).selectedIndex)}
    >
      ${options.map(({ label }) => html`<option>${label}</option>`)}
    </select>`;
  }

  readonly #close = () => emit(this, 'jy-sheets-close', null);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-sheet-dialog': JySheetDialog;
  }
  interface HTMLElementEventMap {
    'jy-sheets-close': CustomEvent<null>;
  }
}
