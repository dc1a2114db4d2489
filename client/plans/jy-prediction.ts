import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Prediction } from '#contract/plans.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { countText, timeText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { predictionText } from './prediction-words.ts';
import { bandPath, frameOf, pathOf, predicted, type Mark } from './prediction.view.ts';

/** How a call-out is expected to go, and how it goes: people over time. */
@customElement('jy-prediction')
export class JyPrediction extends SignalWatcher(LitElement) {
  @property({ attribute: false }) prediction!: Prediction;
  /** Who has answered so far; empty before the button. */
  @property({ attribute: false }) actual: readonly Mark[] = [];
  @property({ type: Number }) people = 0;
  /** Now, epoch milliseconds; null before the button. */
  @property({ attribute: false }) now: number | null = null;

  static override styles = [
    surface,
    css`
      .picture {
        position: relative;
        margin-top: 16px;
        height: var(--jy-chart-height, 64px);
        border-bottom: 1px solid var(--jy-edge);
        border-left: 1px solid var(--jy-edge);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        overflow: visible;
      }
      path {
        fill: none;
        vector-effect: non-scaling-stroke;
        stroke-width: 1.5;
      }
      .reached {
        stroke: var(--jy-dim);
        stroke-dasharray: 2 3;
      }
      .spread {
        fill: color-mix(in srgb, var(--jy-accent) 24%, transparent);
        stroke: none;
      }
      .expected {
        stroke: var(--jy-accent);
        stroke-dasharray: 5 3;
      }
      .actual {
        stroke: var(--jy-ok);
        stroke-width: 2.5;
      }
      .now {
        stroke: var(--jy-text);
        stroke-width: 1;
      }
      .scale,
      .key {
        display: flex;
        justify-content: space-between;
        gap: 10px;
        font-size: 11px;
        color: var(--jy-dim);
      }
      .key {
        justify-content: start;
        flex-wrap: wrap;
      }
      .key i {
        display: inline-block;
        width: 16px;
        margin-right: 4px;
        border-top: 2px dashed var(--jy-accent);
        vertical-align: middle;
      }
      .key .is-reached {
        border-top: 2px dotted var(--jy-dim);
      }
      .key .is-actual {
        border-top: 2.5px solid var(--jy-ok);
      }
      .key .is-spread {
        height: 10px;
        border: 0;
        background: color-mix(in srgb, var(--jy-accent) 24%, transparent);
      }
      .said {
        margin-top: 4px;
        font-size: 12px;
        color: var(--jy-soft);
      }
      .most {
        position: absolute;
        top: -16px;
        left: 0;
        font-size: 11px;
        color: var(--jy-dim);
      }
    `,
  ];

  override render() {
    const { reached, answered, low, high } = predicted(this.prediction);
    const frame = frameOf([reached, answered, high, this.actual], this.people);
    const beside = new Date(this.now ?? frame.from);
    const nowX = this.now === null ? null : (100 * (this.now - frame.from)) / (frame.to - frame.from);
    return html`
      <div class="picture">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${say('prediction/label')}>
          ${svg`<path class="spread" d=${bandPath({ low, high }, frame)} />
          <path class="reached" d=${pathOf(reached, frame)} />
          <path class="expected" d=${pathOf(answered, frame)} />
          <path class="actual" d=${pathOf(this.actual, frame, 'steps')} />`}
          ${nowX !== null && nowX >= 0 && nowX <= 100 ? svg`<path class="now" d="M${nowX} 0V100" />` : nothing}
        </svg>
        <span class="most">${say('prediction/people', { count: countText(frame.most) })}</span>
      </div>
      <div class="scale"><span>${timeText(new Date(frame.from), beside)}</span><span>${timeText(new Date(frame.to), beside)}</span></div>
      <div class="key">
        <span><i class="is-reached"></i>${say('prediction/reached')}</span><span><i></i>${say('prediction/answered')}</span>
        ${low.length > 0 ? html`<span><i class="is-spread"></i>${say('prediction/spread')}</span>` : nothing}
        ${this.actual.length > 0 ? html`<span><i class="is-actual"></i>${say('prediction/actual')}</span>` : nothing}
      </div>
      <p class="said">${predictionText(this.prediction, this.people)}</p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-prediction': JyPrediction;
  }
}
