import type { LayerSpecification } from 'maplibre-gl';
import type { Around, Told } from '../cartography/card.ts';
import type { Look } from '../cartography/look.ts';
import { layerTiers, pickTiers, type MapFeature, type SourceData } from '../cartography/map-feature.ts';
import type { Picked, PickedRecords, Picker } from '../cartography/pick.ts';
import type { Scene } from '../cartography/scene.ts';

/** All that the features bring, as one map: layers and pickers by their tiers, data and cards by whoever has them. */
export class MapFeatures {
  readonly all: readonly MapFeature[];
  readonly pickers: readonly Picker[];

  constructor(features: readonly MapFeature[]) {
    this.all = features;
    this.pickers = pickTiers.flatMap((tier) => features.flatMap(({ pickers }) => pickers?.[tier] ?? []));
  }

  /** Every style layer from the bottom up. Which exist depends on nothing but the Tianditu key. */
  layersOf(look: Look): LayerSpecification[] {
    const brought = this.all.map((feature) => feature.layers(look));
    return layerTiers.flatMap((tier) => brought.flatMap((layers) => layers[tier] ?? []));
  }

  /** The data of every source that is fed as a whole. */
  dataOf(scene: Scene): Readonly<Record<string, SourceData>> {
    return Object.assign({}, ...this.all.map((feature) => feature.feed?.(scene) ?? {})) as Record<string, SourceData>;
  }

  /**
   * The card of whatever was opened but records, which are read first. Worked out anew as the world goes on, so that it never grows old.
   */
  toldOf(picked: Exclude<Picked, PickedRecords>, known: Omit<Around, 'about'>): Told {
    const around: Around = {
      ...known,
      about: (place, but) => {
        const said = this.all.flatMap((feature) => (feature === but ? [] : [feature.about?.(place, around)])).filter((each) => !!each);
        return { lines: said.flatMap(({ lines }) => lines), deeds: said.flatMap(({ deeds }) => deeds) };
      },
    };
    for (const { cards } of this.all) {
      // The kind of the card is that of what was picked, which the compiler cannot follow through a key.
      const card = cards?.[picked.kind] as ((picked: Picked, around: Around) => Told) | undefined;
      if (card) return card(picked, around);
    }
    throw new Error(`no feature of the map tells of ${picked.kind}`);
  }
}
