import '@vaadin/button';
import '@vaadin/dialog';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallOutPlan } from '#contract/plans.ts';
import type { Policy } from '#contract/policies.ts';
import type { Warning } from '#contract/warnings.ts';
import { SignalWatcher } from '../state/signals.ts';
import type { Places } from '../state/select.ts';
import { emit } from '../ui/emit.ts';
import { Guard } from '../ui/guard.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-level.ts';
import '../warnings/jy-warning-text.ts';
import { warningTitle } from '../notices/warning-title.ts';
import { say } from '../words/words.ts';
import '../plans/jy-plan-body.ts';
import { planStyles } from '../plans/plan-styles.ts';
import { policyName } from '../plans/policy-name.ts';

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
      ${this.plan?.needsRelease ? html`<p class="release">${say('plan/needs-release')}</p>` : nothing}
      ${this.plan ? html`<jy-plan-body .plan=${this.plan} .places=${this.places} .now=${this.now}></jy-plan-body>` : this.problem ? nothing : html`<p class="empty">${say('plan/working')}</p>`}
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
