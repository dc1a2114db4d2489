import { areaPrefix } from '#contract/areas.ts';
import { placeOf, type Picker } from '../cartography/pick.ts';

/** What counts the silent opens the area that it counts. */
const opensCalls: Picker['pick'] = ([hit], at) => {
  const code = hit?.properties.code;
  return hit && typeof code === 'string' ? { kind: 'calls', code, lngLat: placeOf(hit, at) } : null;
};

export const silencePicker: Picker = { layers: ['silence-numbers', 'silence-circles'], reach: 'exact', pick: opensCalls };

/** Who must be knocked at, and who was woken for whom. */
export const doorPickers: readonly Picker[] = [
  { layers: ['silence-doors', 'silence-posts'], reach: 'exact', pick: opensCalls },
  { layers: ['escalation-arcs', 'escalation-lines'], reach: 'near', pick: opensCalls },
];

/** The name of a county says how silent it is; that of the city says nothing but itself. */
export const namePicker: Picker = {
  layers: ['county-names', 'city-name'],
  reach: 'exact',
  pick(hits, at) {
    const picked = opensCalls(hits, at);
    return picked?.kind === 'calls' && areaPrefix(picked.code).length === 4 ? { ...picked, kind: 'area' } : picked;
  },
};

/** The shade of a silent township, where nothing else is drawn. */
export const silenceShadePicker: Picker = { layers: ['silence-fill'], reach: 'exact', pick: opensCalls };
