import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NewIncident } from '#contract/incidents.ts';
import { act } from '../api/act.ts';
import { api } from '../api/api.ts';
import type { Desk } from '../desk/desk.ts';
import { SignalWatcher } from '../state/signals.ts';
import { typhoonsFeature } from '../typhoons/typhoons.feature.ts';
import { emit } from '../ui/emit.ts';
import { toast } from '../ui/toast.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import './jy-open-incident.ts';

/** Opens an incident as the dialog has it, and has the desk follow it. */
@customElement('jy-opening')
export class JyOpening extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  @property({ type: Boolean }) opened = false;
  @state() private busy = false;

  override render() {
    return html`<jy-open-incident
      .opened=${this.opened}
      .typhoons=${this.desk.part(typhoonsFeature).names.get()}
      ?busy=${this.busy}
      @jy-open-incident=${(event: CustomEvent<{ wanted: NewIncident; fromTrack: boolean }>) => this.#open(event.detail)}
    ></jy-open-incident>`;
  }

  /** Closes the dialog once it is done, and leaves it open with what was entered when it was refused. */
  async #open({ wanted, fromTrack }: { wanted: NewIncident; fromTrack: boolean }): Promise<void> {
    this.busy = true;
    const isDone = await act(this, async () => {
      const track = fromTrack && wanted.typhoonId ? await api.typhoon(wanted.typhoonId) : null;
      const startAt = track?.points[0]?.at;
      const incident = await api.openIncident({ ...wanted, ...(startAt && { startAt }) });
      toast(say('incident/opened', { name: givenName(incident.name) }), 'done');
      await this.desk.listIncidents();
      await this.desk.follow(incident);
      return true;
    });
    this.busy = false;
    if (isDone) emit(this, 'jy-open-close', null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-opening': JyOpening;
  }
}
