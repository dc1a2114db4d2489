import type { Area } from '#contract/areas.ts';
import type { LayerColumns } from '#contract/layer-columns.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import type { BrokenLinks } from '../layers/broken-links.layer.ts';
import type { World } from '#contract/world.ts';
import type { Sketch } from '../warnings/issuing.ts';
import type { Boundaries } from '../cartography/boundaries.ts';

/** Everything that the map draws, at one moment. */
export interface Scene {
  readonly world: World;
  /** The time shown, whole minutes: a clock that ticks by seconds redraws nothing. */
  readonly minute: number;
  readonly areas: readonly Area[];
  readonly boundaries: Boundaries;
  readonly typhoon: Typhoon | null;
  readonly registers: ReadonlyMap<RegisterLayerId, LayerColumns>;
  readonly visible: ReadonlySet<string>;
  /** Dead ends of the tree of posts; empty until somebody looks at them. */
  readonly brokenLinks?: BrokenLinks;
  readonly picked: readonly [number, number] | null;
  /** A warning that is being written. */
  readonly sketch?: Sketch | null;
}
