import { placeOf, type Picker } from '../cartography/pick.ts';

/** Where the typhoon was or is, with what was measured there. */
export const fixPicker: Picker = {
  layers: ['typhoon-name', 'typhoon-eye', 'track-classes', 'track-points'],
  reach: 'near',
  pick([hit], at) {
    if (!hit) return null;
    const { at: moment, class: name, wind, pressure } = hit.properties;
    return {
      kind: 'fix',
      at: String(moment),
      class: String(name),
      wind: Number(wind),
      pressure: Number(pressure),
      lngLat: placeOf(hit, at),
    };
  },
};

/** The rim of a wind circle and its name; its faint inside belongs to whatever lies there. */
export const windPicker: Picker = {
  layers: ['wind-names', 'wind-lines'],
  reach: 'near',
  pick([hit], at) {
    const { beaufort, kilometers } = hit?.properties ?? {};
    return hit ? { kind: 'winds', beaufort: Number(beaufort), kilometers: Number(kilometers), lngLat: at } : null;
  },
};

/** The lines that a typhoon crosses 24 and 48 hours before it may reach the coast. */
export const warningLinePicker: Picker = {
  layers: ['warning-line-names', 'warning-line-24', 'warning-line-48'],
  reach: 'near',
  pick: ([hit], at) => (hit ? { kind: 'warningLine', hours: Number(hit.properties.hours), lngLat: at } : null),
};
