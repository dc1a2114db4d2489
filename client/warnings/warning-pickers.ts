import { placeOf, type Found, type Picker } from '../cartography/pick.ts';

/** A badge stands for every warning of its area, an outline for the warnings that have it. */
export const warningPickers: readonly Picker[] = [
  {
    layers: ['warned-badges'],
    reach: 'exact',
    pick([hit], at) {
      const code = hit?.properties.code;
      return hit && typeof code === 'string' ? { kind: 'warnings', of: { code }, lngLat: placeOf(hit, at) } : null;
    },
  },
  { layers: ['warned-line', 'warned-line-coarse'], reach: 'near', pick: (hits, at) => ofWarnings(hits, at) },
];

/** The ground of a warned area, where nothing else is drawn. */
export const warnedGroundPicker: Picker = {
  layers: ['warned-hatch', 'warned-fill'],
  reach: 'exact',
  pick: (hits, at) => ofWarnings(hits, at),
};

function ofWarnings(hits: readonly Found[], at: Parameters<Picker['pick']>[1]): ReturnType<Picker['pick']> {
  const warningIds = [...new Set(hits.map(({ properties }) => String(properties.warningId)))];
  return { kind: 'warnings', of: { warningIds }, lngLat: at };
}
