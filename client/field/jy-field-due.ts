import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countdown, isHelpAlone, phaseOf, secondsLeft, type KeptCall } from './field.view.ts';
import type { FieldKey, Say } from './say.ts';

const tickMilliseconds = 500;

/** How long there is to answer, in the incident's time, and what happens after that. */
@customElement('jy-field-due')
export class JyFieldDue extends LitElement {
  @property({ attribute: false }) held!: KeptCall;
  /** An answer was given and has yet to be sent. */
  @property({ type: Boolean }) isAnswering = false;
  @property({ attribute: false }) say!: Say;

  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 12px 20px;
      border-bottom: 1px solid var(--jy-line);
      background: var(--jy-ground);
    }
    b {
      color: var(--jy-red-text);
      font-size: 2.5rem;
      line-height: 1;
    }
    span {
      color: var(--jy-soft);
      font-size: 0.9375rem;
      line-height: 1.35;
    }
    @media (max-height: 720px) {
      :host {
        padding: 6px 16px;
      }
      b {
        font-size: 1.75rem;
      }
    }
    .loud {
      color: var(--jy-red-text);
      font-weight: 600;
    }
    .calm {
      color: var(--jy-ok);
      font-weight: 600;
    }
  `;

  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), tickMilliseconds);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    const phase = phaseOf(this.held.field);
    if (phase === 'answered' && isHelpAlone(this.held.field.call, { pending: [], isOwn: this.held.field.isOwn }))
      return html`<span>${this.say('field/due.help')}</span>`;
    if (phase === 'answered') return html`<span class="calm">${this.say('field/due.answered')}</span>`;
    if (this.isAnswering) return html`<span>${this.say('field/due.waiting')}</span>`;
    if (phase === 'unroused') return this.#loud('field/due.unroused');
    const left = secondsLeft(this.held, Date.now());
    if (left !== null && left <= 0) return this.#loud('field/due.overdue');
    return html`${left === null ? nothing : html`<b role="timer">${countdown(left, this.say)}</b>`}
      <span class=${phase === 'escalated' ? 'loud' : ''}>${this.say(this.#words(phase))}</span>`;
  }

  #words(phase: string): FieldKey {
    if (this.held.field.clockRate === 0) return 'field/due.paused';
    if (this.held.field.household) return 'field/due.household';
    if (!this.held.field.isOwn) return 'field/due.for-another';
    return phase === 'escalated' ? 'field/due.escalated' : 'field/due';
  }

  #loud(key: FieldKey) {
    return html`<span class="loud">${this.say(key)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-due': JyFieldDue;
  }
}
