import '@vaadin/button';
import '@vaadin/dialog';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { say } from '../words/words.ts';
import { emit } from './emit.ts';
import { Guard } from './guard.ts';
import { surface } from './surface.ts';

/** What is asked before something that cannot be taken back. */
export interface Question {
  title: string;
  text: string;
  /** Null: nothing can be done, so that there is nothing to say yes to. */
  yes: string | null;
  /** What stands below the text. */
  more?: TemplateResult;
}

/** Asks once more. */
@customElement('jy-confirm')
export class JyConfirm extends SignalWatcher(LitElement) {
  @property({ attribute: false }) question: Question | null = null;
  @property({ type: Boolean }) busy = false;

  static override styles = [
    surface,
    css`
      p {
        width: min(400px, 80vw);
        line-height: 1.6;
        white-space: pre-line;
      }
      ul {
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
        line-height: 1.7;
      }
      .left {
        color: var(--jy-orange-text);
      }
      .offers {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        width: min(440px, 80vw);
        margin-top: 12px;
      }
      .offers .action {
        color: var(--jy-text);
        text-decoration: none;
        white-space: normal;
      }
    `,
  ];

  readonly #guard = new Guard(this);

  /** The dialog takes the focus when it opens; then Enter says yes, and Escape no: but not the second Enter or click of the first. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('question') && this.question && !changed.get('question'))
      this.#guard.raise(() => this.renderRoot.querySelector<HTMLElement>('[theme="primary"]')?.focus());
  }

  override render() {
    const { question } = this;
    // The second click of a double click lands beside it: that is no answer.
    return html`<vaadin-dialog
      no-close-on-outside-click
      header-title=${question?.title ?? ''}
      .opened=${question !== null}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || emit(this, 'jy-confirmed', false)}
    >
      ${
        question
          ? html`<p aria-live="polite">${question.text}</p>
              ${question.more ?? nothing}`
          : nothing
      }
      <div slot="footer">
        <vaadin-button @click=${() => emit(this, 'jy-confirmed', false)}
          >${say(question?.yes === null ? 'app/close' : 'app/cancel')}</vaadin-button
        >
        ${
          question?.yes === null
            ? nothing
            : html`<vaadin-button
                theme="primary"
                ?disabled=${this.busy || this.#guard.isUp}
                @click=${() => emit(this, 'jy-confirmed', true)}
                >${question?.yes}</vaadin-button
              >`
        }
      </div>
    </vaadin-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-confirm': JyConfirm;
  }
  interface HTMLElementEventMap {
    'jy-confirmed': CustomEvent<boolean>;
  }
}
