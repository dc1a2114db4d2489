import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReceiptKind } from '#contract/calls.ts';
import type { FieldCall } from '#contract/field.ts';
import { shanghaiTimeToday } from './field.view.ts';
import { helpPhase, isHelpWanted, maySayHelped } from './help.view.ts';
import type { Say } from './say.ts';

const sureForMilliseconds = 4_000;

/**
 * The call for help under the message, which outlives the warning: how it stands, "I still need help", and "help has come". Says
 * `jy-report` for what needs a form, `jy-answer` for what goes off at once.
 */
@customElement('jy-field-help')
export class JyFieldHelp extends LitElement {
  @property({ attribute: false }) field!: FieldCall;
  @property({ attribute: false }) pending: readonly ReceiptKind[] = [];
  @property({ attribute: false }) say!: Say;
  /** "Help has come" was touched once: it takes a mark off the map of the desk. */
  @state() private isUnsure = false;

  static override styles = css`
    :host {
      display: grid;
      flex: none;
      gap: 8px;
      padding: 10px 20px;
      border-top: 2px solid var(--jy-level-red);
      background: var(--jy-panel);
      color: var(--jy-text);
    }
    p {
      margin: 0;
      font: 600 1.0625rem/1.35 var(--jy-face);
      overflow-wrap: anywhere;
    }
    small {
      display: block;
      color: var(--jy-soft);
      font: 400 0.9375rem/1.35 var(--jy-face);
    }
    .wanted {
      color: var(--jy-red-text);
    }
    div {
      display: grid;
      grid-auto-columns: 1fr;
      grid-auto-flow: column;
      gap: 12px;
    }
    button {
      min-height: 52px;
      padding: 4px 8px;
      border: 1px solid var(--jy-edge);
      border-radius: 12px;
      background: var(--jy-raised);
      color: var(--jy-text);
      font: 600 1.0625rem/1.2 var(--jy-face);
      cursor: pointer;
      touch-action: manipulation;
    }
    .ask {
      border-color: var(--jy-level-red);
      color: var(--jy-red-text);
    }
    button:focus-visible {
      outline: 3px solid var(--jy-accent);
      outline-offset: 2px;
    }
    @media (max-height: 720px) {
      :host {
        padding: 8px 16px;
      }
      button {
        min-height: 46px;
      }
    }
  `;

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const { field, pending, say } = this;
    const phase = helpPhase(field, pending);
    const isWanted = isHelpWanted(phase);
    const canEnd = phase !== 'ending' && maySayHelped(field);
    return html`${phase === 'none' ? nothing : html`<p class=${isWanted ? 'wanted' : ''} role="status">${this.#words(phase)}</p>`}
      <div>
        <button class="ask" @click=${this.#ask}>${say(isWanted ? 'field/help.still' : 'field/needHelp')}</button>
        ${canEnd ? html`<button @click=${this.#end}>${say(this.isUnsure ? 'field/help.come.sure' : 'field/help.come')}</button>` : nothing}
      </div>`;
  }

  #words(phase: Exclude<ReturnType<typeof helpPhase>, 'none'>) {
    const { say } = this;
    const help = this.field.help;
    const clock = (at: string | null | undefined) => (at ? shanghaiTimeToday(at, this.field.now) : '');
    if (phase === 'asking' || phase === 'ending') return say(`field/help.${phase}`);
    if (phase === 'open') return html`${say('field/help.open', { at: clock(help?.askedAt) })}<small>${say('field/help.stay')}</small>`;
    if (phase === 'taken') {
      return html`${say('field/help.taken', { who: help?.takenBy ?? '', at: clock(help?.takenAt) })}<small
          >${say('field/help.coming')}</small
        >`;
    }
    const who = help?.endedBy ?? say('field/help.self');
    const ended = say(`field/help.${phase}`, { who, at: clock(help?.endedAt) });
    return html`${ended}${help?.reason ? html`<small>${help.reason}</small>` : nothing}`;
  }

  readonly #ask = (): void => {
    this.dispatchEvent(new CustomEvent('jy-report', { detail: { kind: 'needHelp' }, bubbles: true, composed: true }));
  };

  /** One tap asks, the next one means it. */
  readonly #end = (): void => {
    clearTimeout(this.#timer);
    if (this.isUnsure) {
      this.isUnsure = false;
      const detail = { callId: this.field.call.id, kind: 'helped' };
      this.dispatchEvent(new CustomEvent('jy-answer', { detail, bubbles: true, composed: true }));
      return;
    }
    this.isUnsure = true;
    this.#timer = setTimeout(() => (this.isUnsure = false), sureForMilliseconds);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-help': JyFieldHelp;
  }
}
