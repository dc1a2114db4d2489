import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isCity } from '#contract/areas.ts';
import type { CallOut, Tally } from '#contract/calls.ts';
import type { Prediction } from '#contract/plans.ts';
import type { Session } from '#contract/session.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { isGraver, owed, runningCallOuts, tallyOfCallOut, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-notice-mark.ts';
import { countText, spanText, timeText } from '../words/format.ts';
import { scopeText } from '../words/scope.ts';
import { say } from '../words/words.ts';
import './jy-prediction.ts';
import { rangeText } from './prediction-words.ts';
import { answersOf, outcomeOf, predictionFor, progressOf, type CallOutProgress } from './prediction.view.ts';

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
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
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
      p {
        margin-top: 6px;
        font-size: 12px;
        color: var(--jy-dim);
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
    this.hidden = this.#course === null;
  }

  override render() {
    const course = this.#course;
    if (!course) return nothing;
    const { callOut, tally, prediction } = course;
    const now = this.#at;
    return html`
      <button aria-expanded=${this.open} title=${`${this.#whose(tally)}\n${say('progress/open')}`} @click=${() => (this.open = !this.open)}>
        <jy-notice-mark .level=${callOut.level} .kind=${callOut.noticeKind}></jy-notice-mark>
        <span>${prediction ? this.#words(prediction, tally) : this.#unknown(callOut, tally)}</span>
        ${icon('chevronDown', 14)}
      </button>
      ${
        this.open && prediction
          ? html`<p>${this.#whose(tally)}</p>
              <jy-prediction
                .prediction=${prediction}
                .actual=${answersOf(this.world, callOut.id, now.getTime())}
                .people=${owed(tally)}
                .now=${now.getTime()}
              ></jy-prediction>`
          : nothing
      }
    `;
  }

  /** Whose numbers they are: of those who owe an answer to this call-out, within the area of who looks. */
  #whose(tally: Tally): string {
    return say('progress/whose', { area: scopeText(this.session, this.places), owed: countText(owed(tally)) });
  }

  #words(prediction: Prediction, tally: Tally): TemplateResult {
    const stands = progressOf({ prediction, tally, at: this.#at });
    const { actual, expected, overdue, pace } = stands;
    const time = timeText(new Date(prediction.finishAt), this.#at);
    if (tally.silent === 0) return html`${say('progress/all', { time })}`;
    const { answered, silent } = outcomeOf(prediction, owed(tally));
    const finish = say('progress/finish', { time, answered: rangeText(answered), silent: rangeText(silent) });
    if (overdue !== null)
      return html`${finish} ·
        <b class="behind">${say('progress/overdue', { span: spanText(overdue), silent: countText(tally.silent) })}</b>`;
    const counts = say('progress/of', { actual: countText(actual), expected: rangeText(expected) });
    return html`${finish} · ${counts} · <b class=${pace}>${this.#pace(stands)}</b>`;
  }

  #pace({ pace, beyond }: CallOutProgress): string {
    if (pace === 'onPace') return say('progress/on-pace');
    return say(`progress/${pace}`, { count: countText(Math.abs(beyond)) });
  }

  /** A log of an earlier release: what was predicted is the city's, and not to be held against a part of it. */
  #unknown({ prediction }: CallOut, tally: Tally): string {
    const time = prediction ? timeText(new Date(prediction.finishAt), this.#at) : '';
    return say('progress/whole-city', { time, actual: countText(tally.answered), owed: countText(owed(tally)) });
  }

  /** A replay stands where its answers do; what has been answered by tomorrow nobody knows. */
  get #at(): Date {
    const { at, now, tense } = this.shown;
    return tense === 'ahead' ? now : at;
  }

  /** The gravest of those call-outs in which somebody within the scope owes an answer. */
  get #course(): { callOut: CallOut; tally: Tally; prediction: Prediction | null } | null {
    const seesAll = this.session !== null && isCity(this.session.areaCode);
    const courses = runningCallOuts(this.world)
      .filter(({ prediction }) => prediction !== null && prediction.curve.length > 0)
      .map((callOut) => ({ callOut, tally: tallyOfCallOut(this.world, callOut.id) }))
      .filter(({ tally }) => owed(tally) > 0);
    const [first, ...others] = courses;
    if (!first) return null;
    const gravest = others.reduce((worst, each) => (isGraver(each.callOut.level, worst.callOut.level) ? each : worst), first);
    return { ...gravest, prediction: predictionFor(gravest.callOut, { tally: gravest.tally, seesAll }) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-progress': JyProgress;
  }
}
