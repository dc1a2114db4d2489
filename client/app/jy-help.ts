import '@vaadin/dialog';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';

const keys = [
  ['/', 'help/search'],
  ['Space', 'help/play'],
  ['L', 'help/live'],
  ['W', 'help/issue'],
  ['Ctrl+Enter', 'help/go-on'],
  ['[', 'help/left'],
  [']', 'help/right'],
  ['↑ ↓ ← →', 'help/board.move'],
  ['Enter', 'help/board.enter'],
  ['Space ⇧ Ctrl+A', 'help/board.mark'],
  ['C A E R N', 'help/board.act'],
  ['Esc', 'help/escape'],
  ['?', 'help/help'],
] as const;

/** What the keyboard does. */
@customElement('jy-help')
export class JyHelp extends SignalWatcher(LitElement) {
  @property({ type: Boolean }) opened = false;

  static override styles = [
    surface,
    css`
      dl {
        display: grid;
        grid-template-columns: 132px 1fr;
        gap: 10px 16px;
        width: min(460px, 80vw);
        margin: 0;
      }
      dd {
        margin: 0;
      }
      kbd {
        padding: 2px 8px;
        border: 1px solid var(--jy-edge);
        border-radius: 4px;
        background: var(--jy-raised);
        font: 600 13px var(--jy-face);
      }
    `,
  ];

  override render() {
    return html`<vaadin-dialog
      header-title=${say('help/title')}
      .opened=${this.opened}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || emit(this, 'jy-help-close', null)}
    >
      <dl>
        ${keys.map(
          ([key, words]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${say(words)}</dd>`,
        )}
      </dl>
    </vaadin-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-help': JyHelp;
  }
  interface HTMLElementEventMap {
    'jy-help-close': CustomEvent<null>;
  }
}
