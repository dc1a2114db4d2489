import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { timeText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { redBandStyles } from './red-band-styles.ts';

/** Until somebody has read it: what was on the screen before is not in the records any more, and people may act on it. Says `jy-understood`. */
@customElement('jy-put-back-band')
export class JyPutBackBand extends SignalWatcher(LitElement) {
  @property({ attribute: false }) at: Date | null = null;

  static override styles = [
    surface,
    redBandStyles,
    css`
      button {
        min-height: 28px;
        border: 1px solid currentcolor;
        background: none;
        color: inherit;
        font: inherit;
      }
    `,
  ];

  override render() {
    const at = this.at ? timeText(this.at, this.at) : '';
    return html`<p role="alert">
      ${icon('warning')}<span>${say('link/band.put-back', { at })}</span>
      <button type="button" @click=${() => emit(this, 'jy-understood', null)}>${say('link/band.put-back.read')}</button>
    </p>`;
  }
}

declare global {
  interface HTMLElementEventMap {
    'jy-understood': CustomEvent<null>;
  }
  interface HTMLElementTagNameMap {
    'jy-put-back-band': JyPutBackBand;
  }
}
