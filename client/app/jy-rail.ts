import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { worldContext } from '../state/contexts.ts';
import { answerRate, owed, totals, unreadReplies, warningsInForce } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '../state/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import '../warnings/jy-level.ts';
import { countText, percentText } from '../words/format.ts';
import { say } from '../words/words.ts';

export type Side = 'left' | 'right';

/** What stays of a panel that was put away: its most important numbers, and the way back. */
@customElement('jy-rail')
export class JyRail extends SignalWatcher(LitElement) {
  @property() side: Side = 'left';
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;

  static override styles = [
    surface,
    css`
      button {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 14px;
        width: 100%;
        height: 100%;
        padding: 12px 2px;
        color: var(--jy-soft);
      }
      button:hover {
        background: var(--jy-raised);
      }
      div {
        display: grid;
        justify-items: center;
        font-size: 11px;
        color: var(--jy-dim);
      }
      b {
        font-size: 14px;
        color: var(--jy-text);
      }
      b.hot {
        color: var(--jy-red-text);
      }
    `,
  ];

  override render() {
    const label = say('app/panel.show', { panel: say(`app/panel.${this.side}`) });
    return html`<button title=${label} aria-label=${label} aria-expanded="false" @click=${() => emit(this, 'jy-panel', this.side)}>
      ${icon(this.side === 'left' ? 'panelLeft' : 'panelRight')} ${this.side === 'left' ? this.#situation() : icon('phone')}
    </button>`;
  }

  #situation() {
    const tally = totals(this.world);
    const rate = answerRate(tally);
    const inForce = warningsInForce(this.world);
    const unread = unreadReplies(this.world);
    return html`
      ${
        owed(tally) > 0
          ? html`<div class="number">
              <b class=${tally.silent > 0 ? 'hot' : ''}>${countText(tally.silent)}</b>${say('situation/silent')}
            </div>`
          : nothing
      }
      ${rate === null ? nothing : html`<div class="number"><b>${percentText(rate)}</b>${say('situation/rate')}</div>`}
      ${unread > 0 ? html`<div class="number"><b>${countText(unread)}</b>${say('replies/rail')}</div>` : nothing}
      ${inForce[0] ? html`<div><jy-level level=${inForce[0].level}></jy-level>${inForce.length}</div>` : nothing} ${icon('layers')}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-rail': JyRail;
  }
  interface HTMLElementEventMap {
    /** Put this panel away, or bring it back. */
    'jy-panel': CustomEvent<Side>;
  }
}
