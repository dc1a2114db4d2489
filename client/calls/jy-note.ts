import '@vaadin/button';
import '@vaadin/dialog';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { dialogFormStyles } from '../ui/dialog-form-styles.ts';
import { surface } from '../ui/surface.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** A line on the cards of one or many calls. */
@customElement('jy-note')
export class JyNote extends SignalWatcher(LitElement) {
  @property({ type: Boolean }) opened = false;
  @property({ type: Number }) count = 0;
  @property({ type: Boolean }) busy = false;
  @state() private text = '';

  static override styles = [
    surface,
    dialogFormStyles,
    css`
      textarea {
        width: min(420px, 80vw);
        min-height: 96px;
        margin-top: 8px;
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('opened') && this.opened) this.text = '';
  }

  /** The dialog takes the focus when it opens; what is written comes next. */
  override updated(changed: Map<string, unknown>): void {
    if (changed.has('opened') && this.opened) setTimeout(() => this.renderRoot.querySelector<HTMLElement>('textarea')?.focus());
  }

  override render() {
    return html`<vaadin-dialog
      header-title=${say('note/title')}
      .opened=${this.opened}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      <label
        >${say('note/for', { count: countText(this.count) })}
        <textarea
          maxlength="500"
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
      <div slot="footer">
        <vaadin-button @click=${this.#close}>${say('app/cancel')}</vaadin-button>
        <vaadin-button
          theme="primary"
          ?disabled=${this.busy || this.text.trim() === ''}
          @click=${() => emit(this, 'jy-note', this.text.trim())}
          >${say('note/submit')}</vaadin-button
        >
      </div>
    </vaadin-dialog>`;
  }

  readonly #close = () => emit(this, 'jy-deed-close', null);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-note': JyNote;
  }
  interface HTMLElementEventMap {
    'jy-note': CustomEvent<string>;
    'jy-deed-close': CustomEvent<null>;
  }
}
