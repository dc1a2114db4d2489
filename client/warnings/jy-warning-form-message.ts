import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ForeseenWarning } from '#contract/warning-drafts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { inputs } from '../ui/inputs.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { warningFormStyles } from './warning-form-styles.ts';

/** Where a CAP message enters the form, from a file or pasted; and who sent the one that stands in it. */
@customElement('jy-warning-form-message')
export class JyWarningFormMessage extends SignalWatcher(LitElement) {
  @property({ attribute: false }) message: ForeseenWarning | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private text = '';

  static override styles = [surface, inputs, warningFormStyles];

  override render() {
    return this.message ? this.#read(this.message) : this.#entrance();
  }

  #entrance(): TemplateResult {
    return html`<details class="cap">
      <summary>${say('form/cap')}</summary>
      <textarea
        aria-label=${say('form/cap.paste')}
        placeholder=${say('form/cap.paste')}
        spellcheck="false"
        .value=${this.text}
        @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <div class="row">
        <label class="action file"
          >${icon('upload', 16)}${say('form/cap.file')}
          <input type="file" accept=".xml,.cap,application/xml,text/xml,application/cap+xml" @change=${this.#chosen}
        /></label>
        <button class="action" ?disabled=${this.busy || this.text.trim() === ''} @click=${() => this.#send(new Blob([this.text.trim()]))}>
          ${say('form/cap.read')}
        </button>
      </div>
    </details>`;
  }

  #read({ warning }: ForeseenWarning): TemplateResult {
    return html`<div class="message">
      <b>${say('form/cap.from', { sender: warning.senderName ?? warning.sender })}</b>
      <span class="hint">${say(`form/msgType.${warning.msgType}`)} · ${say(`form/status.${warning.status}`)} · ${warning.identifier}</span>
      ${
        warning.unknownCodes.length > 0
          ? html`<span class="odd">${say('form/cap.unknown', { codes: warning.unknownCodes.join(' ') })}</span>`
          : nothing
      }
      ${warning.notes.map(({ code, path }) => html`<span class="odd">${say(`warningNote/${code}`)}（${path}）</span>`)}
      ${
        warning.merge
          ? html`<span class="odd"
              >${say('form/cap.double', { headline: warning.merge.headline, identifier: warning.merge.identifier })}</span
            >`
          : nothing
      }
      <span>${say('form/cap.fixed')}</span>
      <div class="row">
        <button class="action" @click=${() => emit(this, 'jy-cap-copy', null)}>${say('form/cap.copy')}</button>
        <button class="action" @click=${() => emit(this, 'jy-cap-drop', null)}>${say('form/cap.drop')}</button>
      </div>
    </div>`;
  }

  readonly #chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be chosen again once it was mended.
    input.value = '';
    if (file) this.#send(file);
  };

  #send(cap: Blob): void {
    emit(this, 'jy-cap-chosen', cap);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-warning-form-message': JyWarningFormMessage;
  }
  interface HTMLElementEventMap {
    /** The bytes of a message that is to be read. */
    'jy-cap-chosen': CustomEvent<Blob>;
    /** Write a warning like the message. */
    'jy-cap-copy': CustomEvent<null>;
    /** Put the message away. */
    'jy-cap-drop': CustomEvent<null>;
  }
}
