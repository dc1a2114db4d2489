import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WarningLevel } from '#contract/warnings.ts';
import { SignalWatcher } from '../state/signals.ts';
import { say } from '../words/words.ts';

/**
 * A warning level by shape, character and colour, so that it is told without colour: red triangle 红, orange diamond 橙, yellow square
 * 黄, blue circle 蓝; the Roman grade (I to IV) is its title.
 */
@customElement('jy-level')
export class JyLevel extends SignalWatcher(LitElement) {
  @property({ reflect: true }) level: WarningLevel = 'blue';

  static override styles = css`
    :host {
      display: inline-grid;
      place-items: center;
      flex: none;
      width: 22px;
      height: 22px;
      font: 700 12px/1 var(--jy-face);
      color: #000;
    }
    :host([level='red']) {
      background: var(--jy-level-red);
      color: #fff;
      clip-path: polygon(50% 0, 100% 100%, 0 100%);
    }
    :host([level='red']) span {
      padding-top: 8px;
      font-size: 11px;
    }
    :host([level='orange']) {
      background: var(--jy-level-orange);
      clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%);
    }
    :host([level='orange']) span {
      font-size: 11px;
    }
    :host([level='yellow']) {
      background: var(--jy-level-yellow);
      border-radius: 3px;
    }
    :host([level='blue']) {
      background: var(--jy-level-blue);
      border-radius: 50%;
    }
  `;

  override render() {
    const label = say(`level/${this.level}`);
    return html`<span role="img" aria-label=${label} title=${label}>${say(`level/${this.level}.sign`)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-level': JyLevel;
  }
}
