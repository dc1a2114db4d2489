import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKilometers } from '#geo/distance-kilometers.ts';
import type { LngLat } from '#geo/lng-lat.ts';

const aPlace: fc.Arbitrary<LngLat> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);

describe('the distance over the globe', () => {
  it('is 111.2 km for a degree of latitude', () => {
    expect(distanceKilometers([120, 31], [120, 32])).toBeCloseTo(111.195, 2);
  });

  it('is some 100 km from Nantong to Shanghai', () => {
    expect(distanceKilometers([120.894, 31.98], [121.474, 31.23])).toBeCloseTo(99.8, 0);
  });

  it('takes the short way over the antimeridian', () => {
    expect(distanceKilometers([179.5, 0], [-179.5, 0])).toBeCloseTo(111.195, 2);
  });

  it('is half the globe between opposite places, and never a NaN', () => {
    expect(distanceKilometers([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6371.0088, 3);
    fc.assert(
      fc.property(aPlace, aPlace, (from, to) => {
        expect(distanceKilometers(from, to)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the same both ways', () => {
    fc.assert(
      fc.property(aPlace, aPlace, (from, to) => {
        expect(distanceKilometers(from, to)).toBeCloseTo(distanceKilometers(to, from), 6);
      }),
    );
  });
});
