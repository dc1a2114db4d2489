import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallOutId } from '#contract/calls.ts';
import type { Release } from '#contract/plans.ts';
import { act } from '../api/act.ts';
import { callsApi } from '../api/calls-api.ts';
import type { Desk } from '../desk/desk.ts';
import { callingBegun } from '../plans/calling-begun.view.ts';
import { SignalWatcher } from '../state/signals.ts';
import { toast } from '../ui/toast.ts';
import './jy-release-bands.ts';

/** Lets a call-out ring that waited for a second person, and says what has begun. */
@customElement('jy-releasing')
export class JyReleasing extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  @state() private busy = false;

  override render() {
    return html`<jy-release-bands
      .world=${this.desk.store.world}
      ?busy=${this.busy}
      @jy-release=${(event: CustomEvent<{ id: CallOutId; release: Release }>) => this.#release(event.detail)}
    ></jy-release-bands>`;
  }

  async #release({ id, release }: { id: CallOutId; release: Release }): Promise<void> {
    this.busy = true;
    const released = await act(this, () => callsApi.release(id, release));
    this.busy = false;
    if (!released) return;
    const { text, outcome } = callingBegun('release/done', released, this.desk.incident?.clock);
    toast(text, outcome);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-releasing': JyReleasing;
  }
}
