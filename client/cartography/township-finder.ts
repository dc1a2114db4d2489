import type { AreaCode } from '#contract/areas.ts';
import { bandedArea } from '#geo/banded-area.ts';
import type { Boundaries } from './boundaries.ts';
import { boundsOf } from './camera.ts';

/** In which township a position lies; undefined outside all of them. */
export function townshipFinder({ features, byCode }: Boundaries): (lng: number, lat: number) => AreaCode | undefined {
  const townships = features.features.flatMap(({ properties: { code, level } }) => {
    const rings = byCode.get(code)?.coordinates.flat() ?? [];
    const box = boundsOf(rings.flat());
    return level === 'township' && box ? [{ code, box, holds: bandedArea(rings) }] : [];
  });
  return (lng, lat) =>
    // The box first: a hundred times cheaper than the outline, and it rules out all but two or three.
    townships.find(({ box, holds }) => lng >= box[0] && lng <= box[2] && lat >= box[1] && lat <= box[3] && holds(lng, lat))?.code;
}
