import { consume } from '@lit/context';
import { LitElement, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallOut } from '#contract/calls.ts';
import type { CallOutPlan } from '#contract/plans.ts';
import type { Policy } from '#contract/policies.ts';
import type { Warning } from '#contract/warnings.ts';
import { callingBegun } from '../plans/calling-begun.view.ts';
import './jy-plan.ts';
import { nowhere, placesContext } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { toast } from '../ui/toast.ts';
import { explain } from '../words/explain.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { callOutOf } from '../warnings/warnings.view.ts';
import { isSessionLost } from '../api/call.ts';
import { callsApi } from '../api/calls-api.ts';
import type { Desk } from '../desk/desk.ts';

/** Works out the plan for the warning that is looked at, by its own policy or the one that is chosen, and calls out by it. */
@customElement('jy-planning')
export class JyPlanning extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) warning: Warning | null = null;
  /** The incident's time. */
  @property({ attribute: false }) now = new Date(0);
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @state() private plan: CallOutPlan | null = null;
  @state() private policies: readonly Policy[] = [];
  @state() private problem = '';
  @state() private busy = false;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('warning') || changed.get('warning')?.id === this.warning?.id) return;
    this.plan = null;
    if (!this.warning) return;
    void this.#readPolicies();
    void this.#work(this.#callOut?.policyId);
  }

  override render() {
    return html`<jy-plan
      .warning=${this.warning}
      .plan=${this.plan}
      .policies=${this.policies}
      .places=${this.places}
      .now=${this.now}
      .problem=${this.problem}
      ?drill=${this.desk.incident?.mode !== 'actual'}
      ?ordered=${this.#callOut !== undefined}
      ?busy=${this.busy}
      @jy-plan-policy=${(event: CustomEvent<string>) => this.#work(event.detail)}
      @jy-call-out=${(event: CustomEvent<string>) => this.#order(event.detail)}
    ></jy-plan>`;
  }

  /** The call-out that this version has already: its plan is only read. */
  get #callOut(): CallOut | undefined {
    return this.warning ? callOutOf(this.desk.store.world, this.warning) : undefined;
  }

  async #readPolicies(): Promise<void> {
    this.policies = (await act(this, () => callsApi.policies())) ?? [];
  }

  /** A plan that cannot be made is told where it would stand. */
  async #work(policyId?: string): Promise<void> {
    const { warning } = this;
    if (!warning) return;
    this.busy = true;
    this.problem = '';
    try {
      const plan = await callsApi.plan({ warningId: warning.id, ...(policyId && { policyId }) });
      if (this.warning?.id === warning.id) this.plan = plan;
    } catch (error) {
      if (isSessionLost(error)) emit(this, 'jy-session-lost', null);
      else this.problem = explain(error);
    } finally {
      this.busy = false;
    }
  }

  async #order(policyId: string): Promise<void> {
    const { warning } = this;
    if (!warning) return;
    this.busy = true;
    const callOut = await act(this, () => callsApi.callOut({ warningId: warning.id, policyId }));
    this.busy = false;
    if (!callOut) return;
    const waits = { text: say('plan/done.waits'), outcome: 'partly' } as const;
    const { text, outcome } = callOut.state === 'awaitingRelease' ? waits : callingBegun('plan/done', callOut, this.desk.incident?.clock);
    toast(text, outcome);
    emit(this, 'jy-plan-close', null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-planning': JyPlanning;
  }
}
