import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKilometers } from '#geo/distance-kilometers.ts';
import { destination, ringAround } from '#geo/ring-around.ts';

describe('ringAround', () => {
  it('is closed and has a corner for each step', () => {
    const ring = ringAround([121, 32], 300, 12);
    expect(ring).toHaveLength(13);
    expect(ring[12]).toEqual(ring[0]);
  });

  it('keeps its distance from the centre everywhere on the western Pacific', () => {
    const center = fc.tuple(fc.double({ min: 100, max: 160, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }));
    fc.assert(
      fc.property(center, fc.double({ min: 1, max: 800, noNaN: true }), (at, kilometers) => {
        for (const corner of ringAround(at, kilometers, 8)) expect(distanceKilometers(at, corner)).toBeCloseTo(kilometers, 6);
      }),
    );
  });
});

describe('destination', () => {
  it.each([
    [0, [121, 33]],
    [180, [121, 31]],
  ])('goes along the meridian at %i degrees', (bearing, [lng, lat]) => {
    const [atLng, atLat] = destination([121, 32], 111.195, bearing);
    expect(atLng).toBeCloseTo(lng!, 6);
    expect(atLat).toBeCloseTo(lat!, 3);
  });
});
