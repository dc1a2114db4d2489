import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { countHelp } from '../state/helps.ts';
import { answerRate, owed, silentCount, totals, unreadReplies, warningsInForce } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { callsFeature } from '../calls/calls.feature.ts';
import type { Desk } from '../desk/desk.ts';
import type { Side } from '../desk/feature.ts';
import { helpSign } from '../help/help-sign.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-level.ts';
import { countText, percentText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** What stays of a panel that was put away: its most important numbers, and the way back. */
@customElement('jy-rail')
export class JyRail extends SignalWatcher(LitElement) {
  @property() side: Side = 'left';
  @property({ attribute: false }) desk!: Desk;
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;

  static override styles = [
    surface,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      .help {
        flex: none;
        gap: 2px;
        border-bottom: 1px solid var(--jy-line);
        font-size: 11px;
        line-height: 1.2;
        text-align: center;
        color: var(--jy-red-text);
      }
      button {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 14px;
        width: 100%;
        flex: 1;
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
    return html`${this.side === 'left' ? this.#help() : nothing}<button
        title=${label}
        aria-label=${label}
        aria-expanded="false"
        @click=${() => emit(this, 'jy-panel', this.side)}
      >
        ${icon(this.side === 'left' ? 'panelLeft' : 'panelRight')} ${this.side === 'left' ? this.#situation() : icon('phone')}
      </button>`;
  }

  #help() {
    const { wanted } = countHelp(this.world);
    if (wanted === 0) return nothing;
    const words = `${say('help/wanted', { count: wanted })}: ${say('help/show')}`;
    return html`<button class="help number" title=${words} aria-label=${words} @click=${() => emit(this, 'jy-help-requests', [])}>
      ${helpSign()}<b class="hot">${countText(wanted)}</b>${say('help/short')}
    </button>`;
  }

  #situation() {
    const tally = totals(this.world);
    const silent = silentCount(this.world, this.shown.tense === 'live' ? this.desk.part(callsFeature).silentPeople.get() : null);
    const rate = answerRate(tally);
    const inForce = warningsInForce(this.world);
    const unread = unreadReplies(this.world);
    return html`
      ${
        owed(tally) > 0
          ? html`<div class="number">
              <b class=${silent.count > 0 ? 'hot' : ''}>${countText(silent.count)}</b
              >${say(silent.of === 'calls' ? 'situation/silent-calls' : 'situation/silent')}
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
