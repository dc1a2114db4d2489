import '@vaadin/button';
import '@vaadin/dialog';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { callLevels } from '#contract/calls.ts';
import { callingChannels } from '#contract/channels.ts';
import type { CallOutPlan } from '#contract/plans.ts';
import type { Policy } from '#contract/policies.ts';
import type { Warning } from '#contract/warnings.ts';
import { placeName } from '../calls/place-names.ts';
import { nowhere } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import type { Places } from '../state/select.ts';
import { emit } from '../ui/emit.ts';
import { Guard } from '../ui/guard.ts';
import { surface } from '../ui/surface.ts';
import '../warnings/jy-level.ts';
import '../warnings/jy-warning-text.ts';
import { warningTitle } from '../warnings/warnings.view.ts';
import { countText, nameOf, spanText, timeText } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import './jy-prediction.ts';
import { planStyles } from './plan-styles.ts';
import { policyName } from './policy-name.ts';

/** As many townships and people as tell where it begins and who is missing; the rest is counted. */
const queueShown = 6;
const pathlessShown = 8;

/** The plan before the button: whom a warning would call, through what, until when, at what cost, and who cannot be reached. */
@customElement('jy-plan')
export class JyPlan extends SignalWatcher(LitElement) {
  @property({ attribute: false }) warning: Warning | null = null;
  @property({ attribute: false }) plan: CallOutPlan | null = null;
  @property({ attribute: false }) policies: readonly Policy[] = [];
  @property({ attribute: false }) places: Places = new Map();
  /** The incident's time. */
  @property({ attribute: false }) now = new Date(0);
  @property({ type: Boolean }) drill = false;
  /** The call-out was asked for already: nothing is left to choose. */
  @property({ type: Boolean }) ordered = false;
  @property({ type: Boolean }) busy = false;
  @property() problem = '';

  static override styles = [surface, planStyles];

  readonly #guard = new Guard(this);

  /** The dialog grows and moves as the plan comes in. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('warning') || changed.has('plan')) this.#guard.raise();
  }

  override render() {
    const { warning, plan } = this;
    return html`<vaadin-dialog
      header-title=${say('plan/title')}
      .opened=${warning !== null}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      ${warning ? this.#form(warning) : nothing}
      <div slot="footer">
        <vaadin-button @click=${this.#close}>${say(this.ordered ? 'plan/close' : 'app/cancel')}</vaadin-button>
        ${this.ordered ? nothing : this.#submit(plan)}
      </div>
    </vaadin-dialog>`;
  }

  #submit(plan: CallOutPlan | null): TemplateResult {
    return html`<vaadin-button
      theme="primary ${plan?.needsRelease ? '' : 'error'}"
      ?disabled=${this.busy || this.#guard.isUp || !plan || plan.people === 0}
      @click=${() => plan && emit(this, 'jy-call-out', plan.policyId)}
      >${say(plan?.needsRelease ? 'plan/submit.release' : 'plan/submit')}</vaadin-button
    >`;
  }

  #form(warning: Warning): TemplateResult {
    // On a small screen it scrolls, also where nothing else in it takes the keyboard.
    return html`<div class="form" tabindex="0" role="group" aria-label=${say('plan/title')}>
      <p class="warning">
        <jy-level level=${warning.level}></jy-level><b>${warningTitle(warning)}</b> ${say('warnings/version', { version: warning.version })}
      </p>
      ${this.drill ? html`<p class="drill">${say('issue/drill')}</p>` : nothing} ${this.#policy(warning)}
      <jy-warning-text .warning=${warning}></jy-warning-text>
      ${this.problem ? html`<p role="alert" class="problem">${this.problem}</p>` : nothing}
      ${this.plan ? this.#body(this.plan) : this.problem ? nothing : html`<p class="empty">${say('plan/working')}</p>`}
    </div>`;
  }

  #policy(warning: Warning): TemplateResult {
    const fitting = this.policies.filter(({ level, event }) => level === warning.level || event === null);
    return html`<label class="policy"
      >${say('plan/policy')}
      <select
        ?disabled=${this.busy || this.ordered}
        @change=${(event: Event) => emit(this, 'jy-plan-policy', (event.target as HTMLSelectElement).value)}
      >
        ${fitting.map((policy) => html`<option value=${policy.id} .selected=${policy.id === this.plan?.policyId}>${policyName(policy)}</option>`)}
      </select>
    </label>`;
  }

  #body(plan: CallOutPlan): TemplateResult {
    return html`
      <div class="tiles">
        ${this.#tile(countText(plan.people), say('plan/people'))}
        ${this.#tile(timeText(new Date(plan.predictedFinishAt), this.now), say('plan/finish', { span: this.#span(plan.predictedFinishAt) }))}
        ${this.#tile(say('plan/yuan', { yuan: plan.cost.toFixed(plan.cost < 100 ? 2 : 0) }), say('plan/cost'))}
        ${this.#tile(countText(plan.withoutPath), say('plan/without-path'), plan.withoutPath > 0)}
      </div>
      ${plan.needsRelease ? html`<p class="release">${say('plan/needs-release')}</p>` : nothing}
      <div class="columns">${this.#levels(plan)} ${this.#channels(plan)}</div>
      <section>
        <h3>${say('plan/prediction', { time: timeText(new Date(plan.prediction.firstRoundAt), this.now) })}</h3>
        <jy-prediction .prediction=${plan.prediction} .people=${plan.people}></jy-prediction>
      </section>
      <div class="columns">${this.#queue(plan)} ${this.#pathless(plan)}</div>
    `;
  }

  #tile(number: string, words: string, isBad = false): TemplateResult {
    return html`<div class="tile ${isBad ? 'bad' : ''}"><b>${number}</b><span>${words}</span></div>`;
  }

  #levels({ byLevel }: CallOutPlan): TemplateResult {
    const lines = callLevels.flatMap((level) => (byLevel[level] ? [[say(`filter/${level}`), byLevel[level]] as const] : []));
    return this.#list(say('plan/by-level'), lines);
  }

  #channels({ byChannel }: CallOutPlan): TemplateResult {
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

  #queue({ queue }: CallOutPlan): TemplateResult {
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

  #pathless({ pathless, withoutPath, everyPageCounts }: CallOutPlan): TemplateResult {
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

  #span(finishAt: string): string {
    return spanText(Math.max(0, Date.parse(finishAt) - this.now.getTime()));
  }

  readonly #close = () => emit(this, 'jy-plan-close', null);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-plan': JyPlan;
  }
  interface HTMLElementEventMap {
    /** Plan by another policy. */
    'jy-plan-policy': CustomEvent<string>;
    /** Call out by this policy. */
    'jy-call-out': CustomEvent<string>;
    'jy-plan-close': CustomEvent<null>;
  }
}
