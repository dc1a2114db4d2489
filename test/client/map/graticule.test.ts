import type { Position } from 'geojson';
import { expect, it } from 'vitest';
import { graticule } from '../../../client/map/graticule.ts';

it('draws every ten degrees, each meridian and parallel once, from one end to the other', () => {
  const lines = graticule().features.map(({ geometry }) => geometry.coordinates);
  const constant = (axis: 0 | 1) =>
    lines.flatMap((ends: Position[]) => (ends.every((end) => end[axis] === ends[0]?.[axis]) ? [ends[0]?.[axis]] : []));
  expect(constant(0)).toEqual([90, 100, 110, 120, 130, 140, 150, 160, 170, 180]);
  expect(constant(1)).toEqual([0, 10, 20, 30, 40, 50, 60]);
});
