import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Calibration } from '#contract/plans.ts';
import { scoreMarks, sideOf, type PredictionRecord, type PredictionScore, type ScoredCallOut } from '#contract/predictions.ts';
import { basisText, calibrationText, rangeText } from '../plans/prediction-words.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-notice-mark.ts';
import { warningTitle } from '../notices/warning-title.ts';
import { countText, momentText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { ledgerStyles } from './ledger-styles.ts';

/** How predictions fared: for each of the last call-outs the band and what happened at fixed times, and how often bands have held. */
@customElement('jy-prediction-record')
export class JyPredictionRecord extends SignalWatcher(LitElement) {
  @property({ attribute: false }) record: PredictionRecord | null = null;

  static override styles = [
    surface,
    ledgerStyles,
    css`
      .card {
        margin-top: 12px;
        overflow-x: auto;
      }
      .held {
        margin-bottom: 6px;
        font-size: 13px;
        color: var(--jy-soft);
      }
      td:first-child,
      td:nth-child(2) {
        white-space: normal;
      }
      td:first-child {
        min-width: 200px;
      }
      :is(th, td):nth-child(2) {
        min-width: 160px;
        text-align: left;
      }
      td small {
        display: block;
        color: var(--jy-dim);
      }
      td b {
        font-weight: 600;
      }
    `,
  ];

  override render() {
    const { record } = this;
    if (!record) return nothing;
    const title = say('record/title');
    return html`<section class="card" tabindex="0" aria-label=${title}>
      <h2>${title}</h2>
      <p class="held">${this.#held('actual', record.actual)}</p>
      ${record.drills.times > 0 ? html`<p class="held">${this.#held('exercise', record.drills)}</p>` : nothing}
      ${record.callOuts.length === 0 ? nothing : this.#table(record.callOuts)}
    </section>`;
  }

  #held(mode: 'actual' | 'exercise', calibration: Calibration): string {
    const width = calibration.intervalScore === null ? '' : say('record/score', { score: calibration.intervalScore.toFixed(2) });
    return `${say(`mode/${mode}`)} · ${calibrationText(calibration)}${width}`;
  }

  #table(callOuts: readonly ScoredCallOut[]): TemplateResult {
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${say('record/call-out')}</th>
          <th scope="col">${say('record/basis')}</th>
          ${scoreMarks.map((mark) => html`<th scope="col">${say(`record/${mark}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${callOuts.map((callOut) => this.#row(callOut))}
      </tbody>
    </table>`;
  }

  #row({ level, event, releasedAt, incidentMode, basis, scores }: ScoredCallOut): TemplateResult {
    const drill = incidentMode === 'actual' ? '' : `${say('mode/exercise')} · `;
    return html`<tr>
      <td>
        <jy-notice-mark .level=${level}></jy-notice-mark> <b>${level === null ? event : warningTitle({ event, level })}</b>
        <small>${drill}${momentText(new Date(releasedAt), new Date())}</small>
      </td>
      <td>${basisText(basis ? { basis } : {})}</td>
      ${scoreMarks.map((mark) => this.#score(scores.find((score) => score.mark === mark)))}
    </tr>`;
  }

  #score(score: PredictionScore | undefined): TemplateResult {
    if (!score) return html`<td>–</td>`;
    const band = say('record/band', { band: rangeText({ least: Math.floor(score.low), most: Math.ceil(score.high) }) });
    const side = sideOf(score) ?? 'stopped';
    const real = side === 'stopped' ? say('record/stopped') : `${countText(score.answered!)} ${say(`record/${side}`)}`;
    return html`<td class=${side === 'below' ? 'bad' : ''}><b>${real}</b><small>${band}</small></td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-prediction-record': JyPredictionRecord;
  }
}
