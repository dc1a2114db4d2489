import { html } from 'lit';
import type { Ending } from '#contract/endings.ts';
import { endingsApi } from '../api/endings-api.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskPart, Feature } from '../desk/feature.ts';
import type { EndingWanted } from '../state/ending-wanted.ts';
import { signal } from '../state/signals.ts';
import { toast } from '../ui/toast.ts';
import { explain } from '../words/explain.ts';
import { endedByHand } from './ending-words.view.ts';
import './jy-closed-band.ts';
import './jy-ending.ts';

/** What was ended by hand in the incident that is followed. Why is not in the log: it is read when there is something new. */
class Endings implements DeskPart {
  readonly list = signal<readonly Ending[]>([]);
  readonly #desk: Desk;
  #ended = '';

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  incidentChosen(): void {
    this.list.set([]);
    this.#ended = '';
  }

  worldChanged(): void {
    const { world } = this.#desk.store;
    const ended = endedByHand(world);
    if (ended === this.#ended) return;
    this.#ended = ended;
    const failed = (error: unknown) => toast(explain(error), 'failed');
    if (ended !== '') void this.#read().catch(failed);
    if (world.incident?.state === 'closed') void this.#desk.listIncidents().catch(failed);
  }

  async #read(): Promise<void> {
    const list = await this.#desk.ask((id) => endingsApi.ofIncident(id), []);
    if (list) this.list.set(list);
  }
}

/** Stopping, ending, closing, opening again: by hand, with a reason. */
export const endingsFeature: Feature<Endings> = {
  part: (desk) => new Endings(desk),
  bands: ({ desk }) => {
    const closing =
      desk
        .part(endingsFeature)
        .list.get()
        .find(({ kind }) => kind === 'closing') ?? null;
    return html`<jy-closed-band .incident=${desk.listed} .closing=${closing} .now=${desk.clocks.shown.now}></jy-closed-band>`;
  },
  dialogs: (host) =>
    html`<jy-ending .desk=${host.desk} .wanted=${host.subjectOf('ending')} @jy-end-close=${() => host.closeDialog('ending')}></jy-ending>`,
  on: { 'jy-end-wanted': (wanted, host) => host.openDialog('ending', wanted) },
};

declare module '../desk/feature.ts' {
  interface DialogSubjects {
    /** What is to be ended by hand. */
    ending: EndingWanted;
  }
}
