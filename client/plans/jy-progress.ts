import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallOut } from '#contract/calls.ts';
import { shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { isHigher, owed, runningCallOuts, tallyOfCallOut } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '../state/world.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import '../warnings/jy-level.ts';
import { countText, timeText } from '../words/format.ts';
import { say } from '../words/words.ts';
import './jy-prediction.ts';
import { answersOf, shifted, standing } from './prediction.view.ts';

/** The prediction beside reality, for the gravest call-out that runs at the time shown: one line, and the curves when it is opened. */
@customElement('jy-progress')
export class JyProgress extends SignalWatcher(LitElement) {
  /** Something below needs the room more: on a low screen the curves step back. */
  @property({ type: Boolean, reflect: true }) modest = false;
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @state() private open = false;

  static override styles = [
    surface,
    css`
      button {
        display: flex;
        gap: 8px;
        align-items: center;
        width: 100%;
        font-size: 12px;
        color: var(--jy-soft);
      }
      button span {
        flex: 1;
        min-width: 0;
      }
      b {
        font-weight: 600;
        white-space: nowrap;
      }
      .behind {
        color: var(--jy-red-text);
      }
      .ahead {
        color: var(--jy-ok);
      }
      jy-prediction {
        margin-top: 8px;
      }
      svg {
        transition: rotate 0.15s;
      }
      [aria-expanded='true'] svg {
        rotate: 180deg;
      }
      @media (max-height: 800px) {
        jy-prediction {
          --jy-chart-height: 44px;
        }
        :host([modest]) jy-prediction {
          display: none;
        }
      }
    `,
  ];

  override willUpdate(): void {
    this.hidden = this.#gravest === null;
    if (this.hidden) this.open = false;
  }

  override render() {
    const callOut = this.#gravest;
    if (!callOut?.prediction) return nothing;
    const tallies = tallyOfCallOut(this.world, callOut.id);
    const prediction = shifted(callOut.prediction, callOut);
    const now = this.#at;
    return html`
      <button aria-expanded=${this.open} title=${say('progress/open')} @click=${() => (this.open = !this.open)}>
        <jy-level level=${callOut.level}></jy-level>
        <span
          >${say('progress/finish', { time: timeText(new Date(prediction.finishAt), now) })} ·
          ${this.#words(callOut, tallies.answered)}</span
        >
        ${icon('chevronDown', 14)}
      </button>
      ${
        this.open
          ? html`<jy-prediction
              .prediction=${prediction}
              .actual=${answersOf(this.world, callOut.id, now.getTime())}
              .people=${owed(tallies)}
              .now=${now.getTime()}
            ></jy-prediction>`
          : nothing
      }
    `;
  }

  #words(callOut: CallOut, answered: number): TemplateResult | typeof nothing {
    const stands = standing(callOut, answered, this.#at);
    if (!stands) return nothing;
    const { actual, expected, ahead } = stands;
    if (ahead === 0) return html`${say('progress/of', { actual: countText(actual), expected: countText(expected) })}`;
    const key = ahead < 0 ? 'progress/behind' : 'progress/ahead';
    return html`${say('progress/of', { actual: countText(actual), expected: countText(expected) })} ·
      <b class=${ahead < 0 ? 'behind' : 'ahead'}>${say(key, { count: countText(Math.abs(ahead)) })}</b>`;
  }

  /** A replay stands where its answers do; what has been answered by tomorrow nobody knows. */
  get #at(): Date {
    const { at, now, tense } = this.shown;
    return tense === 'ahead' ? now : at;
  }

  get #gravest(): CallOut | null {
    return runningCallOuts(this.world)
      .filter(({ prediction }) => prediction !== null && prediction.curve.length > 0)
      .reduce<CallOut | null>((gravest, callOut) => (gravest === null || isHigher(callOut.level, gravest.level) ? callOut : gravest), null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-progress': JyProgress;
  }
}
