import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallId, ReceiptKind } from '#contract/calls.ts';
import type { Reply, ReplyAction, ReplyCall } from '#contract/replies.ts';
import { shortestPurpose } from '#contract/people.ts';
import { act } from '../api/act.ts';
import type { Places } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { receiptsFor, receiptWords } from '../notices/answer-words.ts';
import { momentText, nameOf } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { repliesApi } from './replies-api.ts';
import { repliesStyles } from './replies-styles.ts';

/** The least that says why. */
const shortestReason = 2;

/** One reply with what the desk can make of it: an answer to one of its sender's calls, or none, for a reason. */
@customElement('jy-reply')
export class JyReply extends SignalWatcher(LitElement) {
  @property({ attribute: false }) reply!: Reply;
  @property({ attribute: false }) places!: Places;
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @property({ type: Boolean }) busy = false;
  @state() private kind: ReceiptKind | null = null;
  @state() private callId: CallId | null = null;
  @state() private asks: 'reason' | 'purpose' | null = null;
  @state() private address: string | null = null;

  static override styles = [
    surface,
    repliesStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
    `,
  ];

  override render() {
    const { reply } = this;
    return html`
      <div class="meta">
        <b>${momentText(new Date(reply.at), new Date())}</b>
        <span>${say(`replies/channel.${reply.channel}`)}</span>
        ${this.#sender()}
        <span>${reply.areaCode ? this.#areaName(reply.areaCode) : ''}</span>
      </div>
      ${this.asks === 'purpose' ? this.#ask(say('card/purpose'), say('card/reveal-now'), this.#reveal) : nothing}
      <blockquote>${reply.text}</blockquote>
      ${reply.calls.length === 0 ? html`<p class="note">${say('replies/no-call')}</p>` : this.#answer(reply.calls)}
      ${
        this.asks === 'reason'
          ? this.#ask(say('replies/reason'), say('replies/pass-over.now'), this.#passOver)
          : html`<div class="row end">
              ${reply.calls.length > 0 ? this.#take() : html`<span></span>`}
              <button class="action" ?disabled=${this.busy} @click=${() => (this.asks = 'reason')}>${say('replies/pass-over')}</button>
            </div>`
      }
    `;
  }

  #sender() {
    const { sender, maskedName } = this.reply;
    const who = maskedName ?? (sender === null ? '' : say('replies/unknown-sender'));
    const mayAsk = this.mayReveal && sender !== null && this.address === null && this.asks !== 'purpose';
    return html`<span>${who} ${this.address ?? sender ?? ''}</span>
      ${mayAsk ? html`<button class="plain" @click=${() => (this.asks = 'purpose')}>${say('replies/reveal')}</button>` : nothing}`;
  }

  #answer(calls: readonly ReplyCall[]) {
    return html`
      <label>
        ${say('replies/call')}
        <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value as CallId)}>
          ${calls.map((call) => html`<option .value=${call.id} ?selected=${call.id === this.#chosen}>${this.#callName(call)}</option>`)}
        </select>
      </label>
      <div class="row" role="group" aria-label=${say('replies/kind')}>
        ${receiptsFor(this.#noticeKind).map(
          (kind) =>
            html`<button
              class="action ${kind === 'needHelp' ? 'help' : ''}"
              aria-pressed=${this.kind === kind}
              @click=${() => (this.kind = kind)}
            >
              ${receiptWords(kind, this.#noticeKind)}
            </button>`,
        )}
      </div>
    `;
  }

  #take() {
    const { kind } = this;
    return html`<button class="action main" ?disabled=${this.busy || kind === null} @click=${this.#submit}>
      ${kind === null ? say('replies/choose') : say('replies/take', { kind: receiptWords(kind, this.#noticeKind) })}
    </button>`;
  }

  #ask(label: string, go: string, submit: (event: SubmitEvent) => unknown) {
    return html`<form class="row" @submit=${submit}>
      <input name="why" maxlength="200" autocomplete="off" aria-label=${label} placeholder=${label} />
      <button class="action main" ?disabled=${this.busy}>${go}</button>
      <button class="action" type="button" @click=${() => (this.asks = null)}>${say('app/cancel')}</button>
    </form>`;
  }

  get #chosen(): CallId | undefined {
    const { calls, callId } = this.reply;
    return this.callId ?? calls.find(({ id }) => id === callId)?.id ?? calls[0]?.id;
  }

  get #noticeKind(): ReplyCall['noticeKind'] | undefined {
    return this.reply.calls.find(({ id }) => id === this.#chosen)?.noticeKind;
  }

  /** An answer that the other call does not ask for is chosen anew. */
  #choose(callId: CallId): void {
    this.callId = callId;
    if (this.kind && !receiptsFor(this.#noticeKind).includes(this.kind)) this.kind = null;
  }

  #callName({ areaCode, postKind, maskedName, state, headline, calledAt }: ReplyCall): string {
    const called = momentText(new Date(calledAt), new Date());
    const who = `${this.#areaName(areaCode)} ${sayOr(`post/${postKind}`, postKind)} ${maskedName}`;
    return `${who} · ${say(`call/${state}`)} · ${headline} ${called}`;
  }

  #areaName(code: string): string {
    const area = this.places.get(code) ?? this.places.get(`${code.slice(0, 9)}000`);
    return area ? nameOf(area) : code;
  }

  #settle(action: ReplyAction): void {
    emit(this, 'jy-reply-settled', { id: this.reply.id, action });
  }

  readonly #submit = () => {
    const [callId, kind] = [this.#chosen, this.kind];
    if (callId && kind) this.#settle({ action: 'take', callId, kind });
  };

  readonly #passOver = (event: SubmitEvent) => {
    const reason = typed(event);
    if (reason.length >= shortestReason) this.#settle({ action: 'passOver', reason });
  };

  readonly #reveal = async (event: SubmitEvent) => {
    const purpose = typed(event);
    if (purpose.length < shortestPurpose) return;
    const revealed = await act(this, () => repliesApi.reveal(this.reply.id, purpose));
    if (!revealed) return;
    [this.address, this.asks] = [revealed.address, null];
  };
}

function typed(event: SubmitEvent): string {
  event.preventDefault();
  return (event.target as HTMLFormElement).querySelector('input')?.value.trim() ?? '';
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-reply': JyReply;
  }
  interface HTMLElementEventMap {
    'jy-reply-settled': CustomEvent<{ id: number; action: ReplyAction }>;
  }
}
