import { describe, expect, it } from 'vitest';
import { distanceKilometers } from '../../../geodata/geometry/distance-kilometers.ts';
import { localPlane } from '../../../geodata/geometry/local-plane.ts';
import { segmentDistanceMeters } from '../../../geodata/geometry/segment-distance.ts';

const plane = localPlane([121.1, 32.2]);

describe('a local plane', () => {
  it('leads back to where a position was', () => {
    const [lng, lat] = plane.toLngLat(plane.toPlane([120.5, 31.9]));
    expect(lng).toBeCloseTo(120.5, 9);
    expect(lat).toBeCloseTo(31.9, 9);
  });

  it('keeps distances across Nantong within one per cent', () => {
    const [haian, yinyang] = [[120.46, 32.54], [121.86, 31.72]] as const; // prettier-ignore
    const [a, b] = [plane.toPlane(haian), plane.toPlane(yinyang)];
    const kilometers = Math.hypot(a[0] - b[0], a[1] - b[1]) / 1_000;
    expect(Math.abs(kilometers / distanceKilometers(haian, yinyang) - 1)).toBeLessThan(0.01);
  });
});

describe('the distance to a segment', () => {
  it('is measured to its side, to its ends beyond them, and to the point that an empty one is', () => {
    const east = [[0, 0], [10, 0]] as const; // prettier-ignore
    expect(segmentDistanceMeters([5, 3], east)).toBe(3);
    expect(segmentDistanceMeters([14, 3], east)).toBe(5);
    expect(segmentDistanceMeters([-3, -4], east)).toBe(5);
    expect(segmentDistanceMeters([3, 4], [[0, 0], [0, 0]])).toBe(5); // prettier-ignore
  });
});
