import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, overlapsByDegrees } from '#geo/overlaps-by-degrees.ts';
import type { Polygon } from '#geo/polygon.ts';

function box(west: number, south: number, size: number | [width: number, height: number]): Polygon {
  const [width, height] = typeof size === 'number' ? [size, size] : size;
  const [east, north] = [west + width, south + height];
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
}

describe('an overlap', () => {
  it('is told by how deep inside the first polygon it reaches', () => {
    const area = box(0, 0, 1);
    const atTheEdge = box(0.95, 0, 1);
    expect(overlapsByDegrees(area, atTheEdge, { depthDegrees: 0.04 })).toBe(true);
    expect(overlapsByDegrees(area, atTheEdge, { depthDegrees: 0.06 })).toBe(false);
  });

  it('is none between polygons that are apart', () => {
    expect(overlapsByDegrees(box(0, 0, 1), box(3, 3, 1), { depthDegrees: 0 })).toBe(false);
  });

  it('of a polygon with itself is half its width deep', () => {
    expect(overlapsByDegrees(box(0, 0, 1), box(0, 0, 1), { depthDegrees: 0.5 })).toBe(true);
    expect(overlapsByDegrees(box(0, 0, 1), box(0, 0, 1), { depthDegrees: 0.51 })).toBe(false);
  });

  it('does not reach into a hole', () => {
    const ring: Polygon = [...box(0, 0, 3), ...box(1, 1, 1)];
    expect(overlapsByDegrees(ring, box(1.2, 1.2, 0.6), { depthDegrees: 0 })).toBe(false);
    expect(overlapsByDegrees(ring, box(0.4, 0.4, 0.2), { depthDegrees: 0.3 })).toBe(true);
  });

  it('is found between all boxes as arithmetic says', () => {
    const tenths = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 10);
    const boxes = fc.tuple(tenths(0, 20), tenths(0, 20), tenths(1, 20), tenths(1, 20));
    fc.assert(
      fc.property(boxes, boxes, ([aw, as, aWidth, aHeight], [bw, bs, bWidth, bHeight]) => {
        const depth = 0.02;
        const shrunken = { west: aw + depth, east: aw + aWidth - depth, south: as + depth, north: as + aHeight - depth };
        const apart = bw > shrunken.east || bw + bWidth < shrunken.west || bs > shrunken.north || bs + bHeight < shrunken.south;
        expect(overlapsByDegrees(box(aw, as, [aWidth, aHeight]), box(bw, bs, [bWidth, bHeight]), { depthDegrees: depth })).toBe(!apart);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the bounds of a polygon', () => {
  it('are those of its outer ring', () => {
    expect(boundsOf(box(1, 2, [3, 4]))).toEqual({ west: 1, east: 4, south: 2, north: 6 });
  });
});
