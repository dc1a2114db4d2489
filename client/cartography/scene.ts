import type { Area } from '#contract/areas.ts';
import type { LayerColumns } from '#contract/layer-columns.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { World } from '#contract/world.ts';
import type { Boundaries } from './boundaries.ts';

/** Everything that the map draws, at one moment. A noun that keeps more than this elsewhere adds its own part here, by declaration. */
export interface Scene {
  readonly world: World;
  /** The time shown, whole minutes: a clock that ticks by seconds redraws nothing. */
  readonly minute: number;
  readonly areas: readonly Area[];
  readonly boundaries: Boundaries;
  readonly registers: ReadonlyMap<RegisterLayerId, LayerColumns>;
  readonly visible: ReadonlySet<string>;
  readonly picked: readonly [number, number] | null;
}

/** What nouns add to the scene. */
export type SceneParts = Omit<Scene, 'world' | 'minute' | 'areas' | 'boundaries' | 'registers' | 'visible' | 'picked'>;
