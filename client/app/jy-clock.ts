import { consume } from '@lit/context';
import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { surface } from '../ui/surface.ts';
import { clockText, dateText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** The time shown, large, with its date, and whose clock it is. */
@customElement('jy-clock')
export class JyClock extends SignalWatcher(LitElement) {
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;

  static override styles = [
    surface,
    css`
      :host {
        display: flex;
        align-items: baseline;
        gap: 8px;
        white-space: nowrap;
      }
      time {
        flex: none;
        font-size: 22px;
        font-weight: 600;
        letter-spacing: 0.04em;
      }
      /* What finds no room falls to a line below and out of sight: the date first, whose clock it is last. */
      small {
        display: flex;
        flex: 0 1 auto;
        flex-flow: row-reverse wrap;
        justify-content: flex-end;
        column-gap: 4px;
        min-width: 0;
        height: 1.5em;
        overflow: hidden;
        line-height: 1.5;
      }
      /* Of nothing at the head of the line: what follows it may fall, too, before a single letter is left of it. */
      small::after {
        order: -2;
        content: '\\200b';
      }
      .whose {
        order: -1;
        min-width: 5em;
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .past,
      .ahead {
        color: var(--jy-orange-text);
      }
      small {
        font-size: 12px;
        color: var(--jy-dim);
      }
      @media (max-width: 720px) {
        time {
          font-size: 17px;
        }
        /* The timeline below says which day it is. */
        small {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { at, tense } = this.shown;
    const whose = tense === 'live' ? this.#whose : say(`replay/${tense}`);
    return html`
      <time class=${tense} datetime=${at.toISOString()}>${clockText(at)}</time>
      <small title=${`${dateText(at)} ${whose}`}><span>${dateText(at)}</span> <span class="whose">${whose}</span></small>
    `;
  }

  get #whose(): string {
    const { incident } = this.world;
    const name = say(`clock/${incident?.mode ?? 'actual'}`);
    return incident?.clock?.paused ? `${name} · ${say('clock/paused')}` : name;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-clock': JyClock;
  }
}
