import type { Incident } from '#contract/incidents.ts';
import type { Typhoon, TyphoonSummary } from '#contract/typhoons.ts';
import { act } from '../api/act.ts';
import { api } from '../api/api.ts';
import type { DeskPart, Feature } from '../desk/feature.ts';
import { signal } from '../state/signals.ts';
import './jy-typhoon-card.ts';
import { typhoonsOnMap } from './typhoons-map.ts';

/** The typhoons that are known, and the one that is shown: at first that of the incident. */
class Typhoons implements DeskPart {
  readonly names = signal<readonly TyphoonSummary[]>([]);
  readonly shown = signal<Typhoon | null>(null);

  async deskOpened(): Promise<void> {
    this.names.set(await api.typhoons());
  }

  incidentChosen(incident: Incident | null): Promise<void> {
    return this.show(incident?.typhoonId ?? null);
  }

  async show(id: string | null): Promise<void> {
    if (id === (this.shown.get()?.id ?? null)) return;
    this.shown.set(id === null ? null : await api.typhoon(id));
  }
}

/** The typhoon with its track and winds. */
export const typhoonsFeature: Feature<Typhoons> = {
  part: () => new Typhoons(),
  map: typhoonsOnMap,
  scene: (desk) => ({ typhoon: desk.part(typhoonsFeature).shown.get() }),
  on: { 'jy-typhoon': (id, { desk, element }) => void act(element, () => desk.part(typhoonsFeature).show(id)) },
};
