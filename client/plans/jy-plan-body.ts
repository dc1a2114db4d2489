import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { callLevels } from '#contract/calls.ts';
import { callingChannels } from '#contract/channels.ts';
import type { CallOutPlan } from '#contract/plans.ts';
import { placeName } from '../notices/place-names.ts';
import { nowhere } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import type { Places } from '../state/select.ts';
import { surface } from '../ui/surface.ts';
import { countText, nameOf, spanText, timeText } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import './jy-prediction.ts';
import { calibrationText, rangeText } from './prediction-words.ts';
import { outcomeOf } from './prediction.view.ts';
import { planStyles } from './plan-styles.ts';

/** As many townships and people as tell where it begins and who is missing; the rest is counted. */
const queueShown = 6;
const pathlessShown = 8;

type Plan = Omit<CallOutPlan, 'warningId'>;

/** What a call-out would do: how many, through what, until when, at what cost, and who cannot be reached. */
@customElement('jy-plan-body')
export class JyPlanBody extends SignalWatcher(LitElement) {
  @property({ attribute: false }) plan!: Plan;
  @property({ attribute: false }) places: Places = new Map();
  /** The incident's time. */
  @property({ attribute: false }) now = new Date(0);

  static override styles = [surface, planStyles];

  override render() {
    const { plan } = this;
    return html`<div class="body">
      <div class="tiles">
        ${this.#tile(countText(plan.people), say('plan/people'))}
        ${this.#tile(timeText(new Date(plan.predictedFinishAt), this.now), this.#finish(plan))}
        ${this.#tile(say('plan/yuan', { yuan: plan.cost.toFixed(plan.cost < 100 ? 2 : 0) }), say('plan/cost'))}
        ${this.#tile(countText(plan.withoutPath), say('plan/without-path'), plan.withoutPath > 0)}
      </div>
      <div class="columns">${this.#levels(plan)} ${this.#channels(plan)}</div>
      <section>
        <h3>${say('plan/prediction', { time: timeText(new Date(plan.prediction.firstRoundAt), this.now) })}</h3>
        <jy-prediction .prediction=${plan.prediction} .people=${plan.people}></jy-prediction>
        <p class="more">${calibrationText(plan.calibration)}</p>
      </section>
      <div class="columns">${this.#queue(plan)} ${this.#pathless(plan)}</div>
    </div>`;
  }

  #tile(number: string, words: string, isBad = false): TemplateResult {
    return html`<div class="tile ${isBad ? 'bad' : ''}"><b>${number}</b><span>${words}</span></div>`;
  }

  #levels({ byLevel }: Plan): TemplateResult {
    const lines = callLevels.flatMap((level) => (byLevel[level] ? [[say(`filter/${level}`), byLevel[level]] as const] : []));
    return this.#list(say('plan/by-level'), lines);
  }

  #channels({ byChannel }: Plan): TemplateResult {
    const lines = callingChannels.flatMap((channel) =>
      byChannel[channel] ? [[say(`channel/${channel}`), byChannel[channel]] as const] : [],
    );
    return this.#list(say('plan/by-channel'), lines);
  }

  #list(title: string, lines: readonly (readonly [string, number])[]): TemplateResult {
    return html`<section>
      <h3>${title}</h3>
      <dl>
        ${lines.map(
          ([words, count]) =>
            html`<dt>${words}</dt>
              <dd>${countText(count)}</dd>`,
        )}
      </dl>
    </section>`;
  }

  #queue({ queue }: Plan): TemplateResult {
    return html`<section>
      <h3>${say('plan/queue')}</h3>
      <ol>
        ${queue.slice(0, queueShown).map(({ areaCode, people, arrivalAt, vulnerable }) => {
          const place = this.places.get(areaCode);
          const arrival = arrivalAt ? say('plan/arrival', { time: timeText(new Date(arrivalAt), this.now) }) : say('plan/no-arrival');
          return html`<li>
            <b>${place ? nameOf(place) : areaCode}</b>
            ${say('plan/queue.people', { count: countText(people), vulnerable: countText(vulnerable) })}
            <small>${arrival}</small>
          </li>`;
        })}
      </ol>
      ${queue.length > queueShown ? html`<p class="more">${say('plan/queue.more', { count: queue.length - queueShown })}</p>` : nothing}
    </section>`;
  }

  #pathless({ pathless, withoutPath, everyPageCounts }: Plan): TemplateResult {
    return html`<section>
      <h3>${say('plan/pathless')}</h3>
      ${withoutPath === 0 ? html`<p class="more">${say('plan/pathless.none')}</p>` : nothing}
      <ul>
        ${pathless
          .slice(0, pathlessShown)
          .map(
            ({ maskedName, postKind, areaCode }) =>
              html`<li>${this.#place(areaCode)} · ${sayOr(`post/${postKind}`, postKind)} ${maskedName}</li>`,
          )}
      </ul>
      ${withoutPath > pathlessShown ? html`<p class="more">${say('plan/pathless.more', { count: countText(withoutPath - pathlessShown) })}</p>` : nothing}
      ${everyPageCounts ? html`<p class="more">${say('plan/every-page-counts')}</p>` : nothing}
    </section>`;
  }

  #place(code: string): string {
    return placeName(code, this.places, nowhere);
  }

  #finish({ prediction, people, predictedFinishAt }: Plan): string {
    const { answered, silent } = outcomeOf(prediction, people);
    return say('plan/finish', { span: this.#span(predictedFinishAt), answered: rangeText(answered), silent: rangeText(silent) });
  }

  #span(finishAt: string): string {
    return spanText(Math.max(0, Date.parse(finishAt) - this.now.getTime()));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-plan-body': JyPlanBody;
  }
}
