import '@vaadin/button';
import '@vaadin/dialog';
import '@vaadin/text-field';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallId, CallRow, ReceiptKind } from '#contract/calls.ts';
import type { NoticeKind } from '#contract/notices.ts';
import '../layers/jy-person-line.ts';
import { receiptsFor, receiptWords } from '../notices/answer-words.ts';
import type { Register } from '../cartography/register.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { say, sayOr } from '../words/words.ts';

/** Records what a person said by phone, by radio or at the door. Whether it was the full message is the officer's word. */
@customElement('jy-answer')
export class JyAnswer extends SignalWatcher(LitElement) {
  @property({ attribute: false }) call: CallRow | null = null;
  /** What the call is about. */
  @property({ attribute: false }) noticeKind: NoticeKind | undefined = undefined;
  @property({ attribute: false }) areaName = '';
  @property({ attribute: false }) register: Register | null = null;
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @state() private kind: ReceiptKind = 'heard';
  @state() private note = '';

  static override styles = [
    surface,
    css`
      .form {
        display: grid;
        gap: 12px;
        width: min(400px, 80vw);
      }
      .kinds {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      .kinds button[aria-pressed='true'] {
        border-color: var(--jy-accent);
        box-shadow: inset 0 0 0 1px var(--jy-accent);
      }
      .kinds .help {
        color: var(--jy-red-text);
      }
      .why {
        font-size: 12px;
        color: var(--jy-dim);
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('call')) return;
    this.kind = 'heard';
    this.note = '';
  }

  override render() {
    const { call } = this;
    return html`<vaadin-dialog
      header-title=${say('answer/title')}
      .opened=${call !== null}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      ${call ? this.#form(call) : nothing}
      <div slot="footer">
        <vaadin-button @click=${this.#close}>${say('app/cancel')}</vaadin-button>
        <vaadin-button theme="primary" @click=${this.#submit}>${say('answer/submit')}</vaadin-button>
      </div>
    </vaadin-dialog>`;
  }

  #form(call: CallRow) {
    const person = { id: call.personId, maskedName: call.maskedName };
    return html`<div class="form">
      <div>
        <p>${this.areaName} · ${sayOr(`post/${call.postKind}`, call.postKind)}</p>
        <jy-person-line .person=${person} .register=${this.register} ?may-reveal=${this.mayReveal}></jy-person-line>
      </div>
      <div class="kinds" role="group" aria-label=${say('answer/title')}>
        ${receiptsFor(this.noticeKind).map((kind) => this.#choice(kind))}
      </div>
      <vaadin-text-field
        label=${say('answer/note')}
        maxlength="500"
        .value=${this.note}
        @value-changed=${(event: CustomEvent<{ value: string }>) => (this.note = event.detail.value)}
      ></vaadin-text-field>
      <p class="why">${say('answer/why')}</p>
    </div>`;
  }

  #choice(kind: ReceiptKind) {
    return html`<button
      class="action ${kind === 'needHelp' ? 'help' : ''}"
      aria-pressed=${this.kind === kind}
      @click=${() => (this.kind = kind)}
    >
      ${receiptWords(kind, this.noticeKind)}
    </button>`;
  }

  readonly #close = () => emit(this, 'jy-answer-close', null);

  readonly #submit = () => {
    const { call, kind, note, noticeKind } = this;
    if (!call) return;
    const said = receiptWords(kind, noticeKind);
    emit(this, 'jy-answer-by-hand', { callId: call.id, maskedName: call.maskedName, kind, said, note: note.trim() });
  };
}

export interface AnswerByHand {
  callId: CallId;
  maskedName: string;
  kind: ReceiptKind;
  /** The same in the words of what the call is about. */
  said: string;
  note: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-answer': JyAnswer;
  }
  interface HTMLElementEventMap {
    'jy-answer-by-hand': CustomEvent<AnswerByHand>;
    'jy-answer-close': CustomEvent<null>;
  }
}
