import '@vaadin/dialog';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeskKey } from '../desk/feature.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';

/** What the keyboard does. */
@customElement('jy-keys')
export class JyKeys extends SignalWatcher(LitElement) {
  @property({ attribute: false }) keys: readonly DeskKey[] = [];
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
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || emit(this, 'jy-keys-close', null)}
    >
      <dl>
        ${this.keys.map(
          ({ shown, words }) =>
            html`<dt><kbd>${shown}</kbd></dt>
              <dd>${say(words)}</dd>`,
        )}
      </dl>
    </vaadin-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-keys': JyKeys;
  }
  interface HTMLElementEventMap {
    'jy-keys-close': CustomEvent<null>;
  }
}
