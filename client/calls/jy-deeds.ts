import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallRow } from '#contract/calls.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon, type IconName } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { callDeeds, keyOfDeed, type CallDeed } from './board-keys.ts';
import { whyNot } from './deeds.view.ts';

const icons: Record<CallDeed, IconName> = {
  callAgain: 'phone',
  answer: 'check',
  escalateNow: 'escalate',
  reassign: 'user',
  note: 'note',
};

/** What the desk can do about some calls: one button each, with its key. */
@customElement('jy-deeds')
export class JyDeeds extends SignalWatcher(LitElement) {
  @property({ attribute: false }) calls: readonly CallRow[] = [];
  @property({ type: Boolean }) busy = false;
  /** Whether the keys are this bar's. */
  @property({ type: Boolean }) keys = false;

  static override styles = [
    surface,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .action {
        flex: 1 1 auto;
        padding: 0 8px;
        gap: 4px;
        font-size: 12px;
      }
      kbd {
        padding: 0 3px;
        border: 1px solid var(--jy-edge);
        border-radius: 3px;
        font: 11px var(--jy-face);
        color: var(--jy-dim);
      }
      @media (max-width: 720px) {
        kbd {
          display: none;
        }
        .action {
          min-height: 40px;
        }
      }
    `,
  ];

  override render() {
    return html`${callDeeds.map((deed) => this.#button(deed))}`;
  }

  #button(deed: CallDeed): TemplateResult {
    const why = whyNot(deed, this.calls);
    return html`<button
      class="action ${deed}"
      ?disabled=${this.busy || why !== null}
      title=${say(why ?? `deed/${deed}.why`)}
      @click=${() => emit(this, 'jy-deed', { deed, calls: this.calls })}
    >
      ${icon(icons[deed], 14)}${say(`deed/${deed}`)}${this.keys ? html`<kbd aria-hidden="true">${keyOfDeed[deed].toUpperCase()}</kbd>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-deeds': JyDeeds;
  }
  interface HTMLElementEventMap {
    /** Something is to be done about these calls. */
    'jy-deed': CustomEvent<{ deed: CallDeed; calls: readonly CallRow[] }>;
  }
}
