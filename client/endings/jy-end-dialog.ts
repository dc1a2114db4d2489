import '@vaadin/button';
import '@vaadin/dialog';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { longestEndReason, type OpenMatters } from '#contract/endings.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { Guard } from '../ui/guard.ts';
import { dialogFormStyles } from '../ui/dialog-form-styles.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import type { EndingWanted } from '../state/ending-wanted.ts';
import { endingWords, isDecided, matterLines } from './ending-words.view.ts';

/** Asks for the reason before something is ended by hand, says what that means, and what is still open. */
@customElement('jy-end-dialog')
export class JyEndDialog extends SignalWatcher(LitElement) {
  @property({ attribute: false }) wanted: EndingWanted | null = null;
  /** What is open in the incident that is to be closed; null until it is known. */
  @property({ attribute: false }) matters: OpenMatters | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private reason = '';
  @state() private allClear: boolean | null = null;
  @state() private handedOver = false;

  static override styles = [
    surface,
    dialogFormStyles,
    css`
      .form {
        display: grid;
        gap: 12px;
        width: min(460px, 80vw);
        line-height: 1.6;
      }
      legend,
      h3 {
        margin: 0;
        padding: 0;
        font-size: 13px;
        font-weight: 600;
        color: var(--jy-soft);
      }
      ul {
        margin: 4px 0 0;
        padding-left: 20px;
      }
      .helpRequests {
        font-weight: 600;
        color: var(--jy-red-text);
      }
    `,
  ];

  readonly #guard = new Guard(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('wanted') || !this.wanted || changed.get('wanted')) return;
    [this.reason, this.allClear, this.handedOver] = ['', null, false];
    this.#guard.raise(() => this.renderRoot.querySelector<HTMLElement>('textarea')?.focus());
  }

  override render() {
    const { wanted } = this;
    const words = wanted && endingWords(wanted);
    return html`<vaadin-dialog
      no-close-on-outside-click
      header-title=${words?.title ?? ''}
      .opened=${wanted !== null}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      ${wanted && words ? this.#form(wanted, words.text) : nothing}
      <div slot="footer">
        <vaadin-button @click=${this.#close}>${say('app/cancel')}</vaadin-button>
        <vaadin-button theme="primary" ?disabled=${this.busy || this.#guard.isUp || !this.#isDecided} @click=${this.#decide}
          >${words?.yes}</vaadin-button
        >
      </div>
    </vaadin-dialog>`;
  }

  #form(wanted: EndingWanted, text: string): TemplateResult {
    return html`<div class="form">
      <p>${text}</p>
      ${wanted.kind === 'closing' ? this.#open() : nothing}
      ${wanted.kind === 'callOut' && wanted.callOut.state === 'running' ? this.#allClear() : nothing}
      <label
        >${say('end/reason')}
        <textarea
          maxlength=${longestEndReason}
          .value=${this.reason}
          @input=${(event: Event) => (this.reason = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
    </div>`;
  }

  #open(): TemplateResult {
    const { matters } = this;
    if (!matters) return html`<p aria-live="polite">${say('end/matters.reading')}</p>`;
    const lines = matterLines(matters);
    if (lines.length === 0) return html`<p aria-live="polite">${say('end/matters.none')}</p>`;
    return html`<section aria-live="polite">
        <h3>${say('end/matters')}</h3>
        <ul>
          ${lines.map(({ of, words }) => html`<li class=${of}>${words}</li>`)}
        </ul>
      </section>
      ${
        matters.helpRequests > 0
          ? html`<label class="option"
              ><input
                type="checkbox"
                .checked=${this.handedOver}
                @change=${(event: Event) => (this.handedOver = (event.target as HTMLInputElement).checked)}
              /><span>${say('end/help-handed-over')}</span></label
            >`
          : nothing
      }`;
  }

  #allClear(): TemplateResult {
    const option = (allClear: boolean) =>
      html`<label class="option"
        ><input type="radio" name="all-clear" .checked=${this.allClear === allClear} @change=${() => (this.allClear = allClear)} /><span
          >${say(`end/all-clear.${allClear ? 'yes' : 'no'}`)}</span
        ></label
      >`;
    return html`<fieldset>
      <legend>${say('end/all-clear')}</legend>
      ${option(false)} ${option(true)}
    </fieldset>`;
  }

  get #isDecided(): boolean {
    const { wanted, reason, handedOver, matters } = this;
    return wanted !== null && isDecided(wanted.kind, { reason, allClear: this.#tells, handedOver, matters });
  }

  /** Of a call-out that has rung nobody there is nobody to tell. */
  get #tells(): boolean | null {
    const { wanted, allClear } = this;
    return wanted?.kind === 'callOut' && wanted.callOut.state === 'awaitingRelease' ? false : allClear;
  }

  readonly #close = () => emit(this, 'jy-end-close', null);

  readonly #decide = () => {
    if (this.#isDecided) emit(this, 'jy-end-decided', { reason: this.reason.trim(), allClear: this.#tells ?? false });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-end-dialog': JyEndDialog;
  }
}
