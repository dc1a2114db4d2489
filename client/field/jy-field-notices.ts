import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isOwed, phaseOf, isOver, shanghaiTime } from './field.view.ts';
import type { OnCall } from './on-call.ts';
import type { Say } from './say.ts';

/** What else the person should know or do, one line each, most urgent first. Says `jy-calls` for the list and `jy-renew` for a newer page. */
@customElement('jy-field-notices')
export class JyFieldNotices extends LitElement {
  @property({ attribute: false }) onCall!: OnCall;
  /** Counts the changes of what {@link onCall} knows. */
  @property({ type: Number }) revision = 0;
  @property({ type: Boolean }) isNewerReady = false;
  @property({ attribute: false }) say!: Say;

  static override styles = css`
    .strip {
      display: block;
      box-sizing: border-box;
      width: 100%;
      margin: 0;
      min-height: 44px;
      padding: 8px 20px;
      border: 0;
      border-bottom: 1px solid var(--jy-line);
      background: var(--jy-raised);
      color: var(--jy-accent);
      font: 600 0.9375rem/1.35 var(--jy-face);
      text-align: left;
    }
    button.strip {
      cursor: pointer;
      touch-action: manipulation;
    }
    button:focus-visible {
      outline: 3px solid var(--jy-accent);
      outline-offset: -3px;
    }
  `;

  override render() {
    const { say, onCall } = this;
    const { held, notice, others, owedByOthers } = onCall.responder;
    const field = held?.field;
    const officer = onCall.responder.page?.officer;
    return html`${officer ? html`<p class="strip">${say('field/officer', { name: officer })}</p>` : nothing}
      <div aria-live="assertive">
        ${notice ? this.#strip(say(`field/${notice}`), () => onCall.responder.dismissNotice()) : nothing}
        ${onCall.notTaken ? this.#strip(this.#notTakenWords(onCall.notTaken), () => onCall.dismissNotTaken()) : nothing}
        ${field && !field.isOwn && !field.household && isOwed(field) ? html`<p class="strip">${say('field/for-another')}</p>` : nothing}
        ${others + owedByOthers > 0 ? this.#strip(this.#waitingWords(), () => this.#tell('jy-calls')) : nothing} ${this.#keptWords()}
        ${onCall.isSoundOn || !field || isOver(phaseOf(field)) ? nothing : this.#strip(say('field/sound'), () => void onCall.touched())}
        ${this.isNewerReady ? this.#strip(say('field/newer-page'), () => this.#tell('jy-renew')) : nothing}
      </div>`;
  }

  /** What is shown without a signal is as old as it is. */
  #keptWords() {
    const { isLinked, responder } = this.onCall;
    const readAt = responder.held?.readAt ?? responder.readAt;
    if (isLinked || responder.refusal !== 'field/unreachable' || readAt === 0) return nothing;
    return html`<p class="strip">
      ${this.say('field/kept', { at: shanghaiTime(new Date(readAt).toISOString(), new Date().toISOString()) })}
    </p>`;
  }

  #strip(words: string, act: () => void) {
    return html`<button class="strip" @click=${act}>${words}</button>`;
  }

  /** One line for both lists: the message below needs the room. */
  #waitingWords(): string {
    const { others, owedByOthers } = this.onCall.responder;
    const [own, reached] = [this.say('field/others', { count: others }), this.say('field/owed-by-others', { count: owedByOthers })];
    if (others === 0) return reached;
    return owedByOthers === 0 ? own : `${own} · ${reached}`;
  }

  #notTakenWords(code: string): string {
    return this.say('field/not-taken', { reason: this.say.or(code, code) });
  }

  #tell(type: 'jy-calls' | 'jy-renew'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-notices': JyFieldNotices;
  }
  interface HTMLElementEventMap {
    'jy-calls': CustomEvent;
    'jy-renew': CustomEvent;
  }
}
