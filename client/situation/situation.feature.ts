import { html, nothing } from 'lit';
import type { Figures } from '#contract/figures.ts';
import { api } from '../api/api.ts';
import { callsFeature } from '../calls/calls.feature.ts';
import type { DeskPart, Feature } from '../desk/feature.ts';
import { signal } from '../state/signals.ts';
import './jy-situation.ts';

/** Sums of the registers, which no incident changes. */
class Situation implements DeskPart {
  readonly figures = signal<Figures | null>(null);

  async deskOpened(): Promise<void> {
    this.figures.set(await api.figures());
  }
}

/** The four numbers on which the night turns. */
export const situationFeature: Feature<Situation> = {
  part: () => new Situation(),
  left: ({ desk, world }) =>
    world
      ? html`<jy-situation
          .figures=${desk.part(situationFeature).figures.get()}
          .people=${desk.part(callsFeature).silentPeople.get()}
        ></jy-situation>`
      : html`${nothing}`,
};
