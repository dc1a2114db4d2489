import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { shownTimeContext, startOfTime } from '../state/contexts.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { momentText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** Loud while the screen does not show now: a replay must never look live. */
@customElement('jy-replay-badge')
export class JyReplayBadge extends SignalWatcher(LitElement) {
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;

  static override styles = [
    surface,
    css`
      div {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 8px 8px 16px;
        border: 2px solid #000;
        border-radius: 8px;
        background: repeating-linear-gradient(135deg, #f58a1f 0 14px, #ffa64d 14px 28px);
        color: #000;
        box-shadow: var(--jy-shadow);
        white-space: nowrap;
      }
      b {
        font-size: 22px;
        letter-spacing: 0.1em;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 32px;
        padding: 0 12px;
        border-radius: 6px;
        background: #000;
        color: #fff;
        font-weight: 600;
      }
      @media (max-width: 720px) {
        span {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { at, now, tense } = this.shown;
    if (tense === 'live') return nothing;
    return html`<div role="status">
      <b>${say(`replay/${tense}`)}</b><span>${say(`replay/${tense}.why`, { time: momentText(at, now) })}</span>
      <button title="${say('replay/back')} (L)" @click=${() => emit(this, 'jy-live', null)}>
        ${icon('live', 16)}${say('replay/back')}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-replay-badge': JyReplayBadge;
  }
}
