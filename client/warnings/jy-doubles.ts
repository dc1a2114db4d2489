import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DoubleChoice, WarningId } from '#contract/warnings.ts';
import { act } from '../api/act.ts';
import { callsApi } from '../api/calls-api.ts';
import type { Desk } from '../desk/desk.ts';
import { SignalWatcher } from '../state/signals.ts';
import { toast } from '../ui/toast.ts';
import { say } from '../words/words.ts';
import './jy-double-bands.ts';

/** Warnings that look like one that is there already, and what somebody decides about them. */
@customElement('jy-doubles')
export class JyDoubles extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  @state() private busy = false;

  override render() {
    return html`<jy-double-bands
      .world=${this.desk.store.world}
      ?busy=${this.busy}
      @jy-double-choice=${(event: CustomEvent<{ id: WarningId; choice: DoubleChoice }>) => this.#decide(event.detail)}
    ></jy-double-bands>`;
  }

  async #decide({ id, choice }: { id: WarningId; choice: DoubleChoice }): Promise<void> {
    this.busy = true;
    const decided = await act(this, () => callsApi.decideDouble(id, choice));
    this.busy = false;
    if (decided) toast(say(choice.choice === 'merge' ? 'double/merged' : 'double/kept-apart'), 'done');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-doubles': JyDoubles;
  }
}
