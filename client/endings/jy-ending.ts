import { LitElement, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OpenMatters } from '#contract/endings.ts';
import type { EndingDecided, EndingWanted } from '../state/ending-wanted.ts';
import './jy-end-dialog.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { toast } from '../ui/toast.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import type { Desk } from '../desk/desk.ts';
import { endingsApi } from '../api/endings-api.ts';

/** Ends by hand what somebody wants ended, once the reason is given. */
@customElement('jy-ending')
export class JyEnding extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) wanted: EndingWanted | null = null;
  @state() private matters: OpenMatters | null = null;
  @state() private busy = false;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('wanted')) return;
    this.matters = null;
    if (this.wanted?.kind === 'closing') void this.#readMatters(this.wanted);
  }

  override render() {
    return html`<jy-end-dialog
      .wanted=${this.wanted}
      .matters=${this.matters}
      ?busy=${this.busy}
      @jy-end-decided=${(event: CustomEvent<EndingDecided>) => this.#end(event.detail)}
    ></jy-end-dialog>`;
  }

  async #readMatters(wanted: EndingWanted & { kind: 'closing' }): Promise<void> {
    const matters = await act(this, () => endingsApi.matters(wanted.incident.id));
    if (this.wanted === wanted) this.matters = matters ?? null;
  }

  /** Stays open with what was entered where it was refused. */
  async #end(decided: EndingDecided): Promise<void> {
    const { wanted } = this;
    if (!wanted || this.busy) return;
    this.busy = true;
    const said = await act(this, () => done(wanted, decided));
    if (said !== undefined && (wanted.kind === 'closing' || wanted.kind === 'reopening')) await act(this, () => this.desk.listIncidents());
    this.busy = false;
    if (said === undefined) return;
    toast(said.words, said.isWhole ? 'done' : 'partly');
    emit(this, 'jy-end-close', null);
  }
}

/** What may be said of it afterwards; not whole where another person has to agree. */
async function done(wanted: EndingWanted, { reason, allClear }: EndingDecided): Promise<{ words: string; isWhole: boolean }> {
  switch (wanted.kind) {
    case 'callOut':
      await endingsApi.stop(wanted.callOut.id, { reason, allClear });
      break;
    case 'warning':
      await endingsApi.end(wanted.warning.id, { reason });
      break;
    case 'closing':
      await endingsApi.close(wanted.incident.id, { reason });
      break;
    case 'reopening': {
      const { state } = await endingsApi.reopen(wanted.incident.id, { reason });
      if (state === 'closed') return { words: say('end/reopening.asked'), isWhole: false };
    }
  }
  return { words: say(`end/${wanted.kind}.done`), isWhole: true };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ending': JyEnding;
  }
}
