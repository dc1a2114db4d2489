import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon, type IconName } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { countText } from '../words/format.ts';
import { say, type WordKey } from '../words/words.ts';
import { keyOfAreaDeed, type AreaDeed } from './board-keys.ts';
import type { BoardRow } from './call-board.view.ts';

const buttons: readonly { deed: AreaDeed; words: WordKey; why: WordKey; icon: IconName }[] = [
  { deed: 'callAgain', words: 'deed/callAgain', why: 'deed/callAgain.why', icon: 'phone' },
  { deed: 'escalateNow', words: 'deed/escalateNow', why: 'deed/escalateNow.why', icon: 'escalate' },
  { deed: 'print', words: 'deed/print', why: 'deed/print.why', icon: 'print' },
];

/** What the desk can do about everybody who is silent in one area. */
@customElement('jy-area-bar')
export class JyAreaBar extends SignalWatcher(LitElement) {
  @property({ attribute: false }) row: BoardRow | null = null;
  @property() name = '';
  @property({ type: Boolean }) busy = false;
  /** Whether the keys are this bar's. */
  @property({ type: Boolean }) keys = false;

  static override styles = [
    surface,
    css`
      p {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        margin-bottom: 6px;
        font-size: 13px;
      }
      p button {
        flex: none;
        color: var(--jy-accent);
        font-size: 12px;
      }
      div {
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
    `,
  ];

  override render() {
    const { row } = this;
    if (!row) return nothing;
    const { silent } = row.tally;
    const words = say('board/area-silent', { area: this.name, count: countText(silent) });
    return html`
      <p><b>${words}</b><button @click=${() => emit(this, 'jy-area-left', null)}>${say('board/unmark')} (Esc)</button></p>
      <div>
        ${buttons.map(
          (button) =>
            html`<button
              class="action ${button.deed}"
              ?disabled=${this.busy || silent === 0}
              title=${say(silent === 0 ? 'deed/nobody-silent' : button.why)}
              @click=${() => emit(this, 'jy-area-deed', { deed: button.deed, row })}
            >
              ${icon(button.icon, 14)}${say(button.words)}${this.keys ? html`<kbd aria-hidden="true">${keyOfAreaDeed[button.deed].toUpperCase()}</kbd>` : nothing}
            </button>`,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-area-bar': JyAreaBar;
  }
  interface HTMLElementEventMap {
    /** Something is to be done about everybody who is silent in this area. */
    'jy-area-deed': CustomEvent<{ deed: AreaDeed; row: BoardRow }>;
    /** The area is no longer meant. */
    'jy-area-left': CustomEvent<null>;
  }
}
