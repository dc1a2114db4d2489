import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Tally } from '#contract/calls.ts';
import { SignalWatcher } from '../state/signals.ts';
import { say } from '../words/words.ts';
import { barShares } from './call-board.view.ts';
import { noTally } from '#contract/tallies.ts';

/** How an area stands, as one thin bar: answered, still ringing, past a rung of the ladder. */
@customElement('jy-tally-bar')
export class JyTallyBar extends SignalWatcher(LitElement) {
  @property({ attribute: false }) tally: Tally = noTally;

  static override styles = css`
    :host {
      display: flex;
      height: 6px;
      min-width: 24px;
      overflow: hidden;
      border-radius: 3px;
      background: var(--jy-line);
      opacity: var(--jy-fresh, 1);
    }
    .answered {
      background: var(--jy-ok);
    }
    .ringing {
      background: var(--jy-level-yellow);
    }
    .escalated {
      background: var(--jy-level-red);
    }
  `;

  override willUpdate(): void {
    const { answered, silent, escalated, unroused, stale } = this.tally;
    this.role = 'img';
    this.title = this.ariaLabel = say('board/bar', { answered, silent, escalated, unroused, stale });
  }

  override render() {
    const shares = barShares(this.tally);
    return html`
      <div class="answered" style="width:${shares.answered}%"></div>
      <div class="ringing" style="width:${shares.ringing}%"></div>
      <div class="escalated" style="width:${shares.escalated}%"></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-tally-bar': JyTallyBar;
  }
}
