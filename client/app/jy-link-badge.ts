import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LinkState } from '../state/link.ts';
import { SignalWatcher } from '../state/signals.ts';
import { chip } from '../ui/chip.ts';
import { surface } from '../ui/surface.ts';
import { spanText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** How the link to the server is, by a dot, a word and the age of what is on screen. */
@customElement('jy-link-badge')
export class JyLinkBadge extends SignalWatcher(LitElement) {
  @property() health: LinkState = 'connecting';
  /** Milliseconds since the screen was last known to be current; null: never yet. */
  @property({ attribute: false }) age: number | null = null;

  static override styles = [
    surface,
    chip,
    css`
      i {
        flex: none;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--jy-level-orange);
      }
      .connecting i {
        background: var(--jy-dim);
      }
      .connecting {
        color: var(--jy-dim);
      }
      .live i {
        background: var(--jy-ok);
      }
      .offline i {
        background: none;
        box-shadow: inset 0 0 0 2px var(--jy-red-text);
      }
      .offline,
      .stale {
        color: var(--jy-red-text);
      }
      @media (max-width: 720px) {
        .age,
        .live > span {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const span = this.age === null ? null : spanText(this.age);
    return html`<span
      class="chip ${this.health}"
      role="status"
      title=${span ? say('link/explain', { span }) : say(this.health === 'offline' ? 'link/band.never' : 'link/band.first')}
    >
      <i></i><span>${say(`link/${this.health}`)}${span ? html`<span class="age"> · ${say('link/age', { span })}</span>` : ''}</span>
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-link-badge': JyLinkBadge;
  }
}
