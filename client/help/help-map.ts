import { emit } from '../ui/emit.ts';
import { locale } from '../words/words.ts';
import type { MapFeature } from '../cartography/map-feature.ts';
import { HelpMarkers } from './help-markers.ts';
import { helpMarkStyles } from './help-mark-styles.ts';
import { helpMarkWords } from './help-place.ts';

/** The marks of those who call for help, above everything that is drawn. */
export function helpOnMap(): MapFeature {
  return {
    layers: () => ({}),
    styles: helpMarkStyles,
    markers({ map, Marker, element }) {
      let areas: Parameters<typeof helpMarkWords>[1] = [];
      const markers = new HelpMarkers(map, {
        Marker,
        labelOf: (spot) => helpMarkWords(spot, areas),
        onPick: (ids) => emit(element, 'jy-help-requests', ids),
      });
      return ({ world, areas: known }) => {
        areas = known;
        markers.show(world.helps, `${locale.get()} ${known.length}`);
      };
    },
  };
}
