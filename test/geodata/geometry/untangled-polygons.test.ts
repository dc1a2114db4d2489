import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ring } from '#geo/polygon.ts';
import { ringCrossings } from '#geo/ring-crossings.ts';
import { untangledPolygons } from '#geo/untangled-polygons.ts';

const square: Ring = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
  [0, 0],
];

describe('crossings of rings', () => {
  it('are counted, no further than asked', () => {
    const eight: Ring = [square[0]!, square[2]!, square[1]!, square[3]!, square[0]!];
    expect([ringCrossings([square], 5), ringCrossings([eight], 5), ringCrossings([eight, eight], 0)]).toEqual([0, 1, 1]);
  });

  it('between rings are no touching', () => {
    const beside = square.map(([lng, lat]): Ring[number] => [lng + 2, lat]);
    const across = square.map(([lng, lat]): Ring[number] => [lng + 1, lat + 1]);
    expect([ringCrossings([square, beside], 9), ringCrossings([square, across], 9)]).toEqual([0, 2]);
  });
});

describe('a ring', () => {
  it('that does not cross itself stays as it is', () => {
    expect(untangledPolygons(square)).toEqual({ polygons: [[square]], exact: true });
  });

  it('in the shape of an eight becomes two', () => {
    const eight: Ring = [square[0]!, square[2]!, square[1]!, square[3]!, square[0]!];
    const { polygons, exact } = untangledPolygons(eight);
    expect([polygons.length, exact]).toEqual([2, true]);
  });

  it('loses the spikes that rounding has left on it', () => {
    const spiked: Ring = [...square.slice(0, 3), [2, 3], [2, 2], [0, 2], [0, 0]];
    expect(untangledPolygons(spiked)).toMatchObject({ exact: true, polygons: [[{ length: 5 }]] });
  });

  it('that encloses nothing has no polygons', () => {
    const line: Ring = [square[0]!, square[1]!, square[0]!];
    expect(untangledPolygons(line)).toEqual({ polygons: [], exact: false });
    expect(untangledPolygons([square[0]!, square[0]!])).toEqual({ polygons: [], exact: false });
  });

  it('that is a hopeless tangle is covered by its hull', () => {
    const tangle = Array.from({ length: 60 }, (_, at): Ring[number] => [(at * 37) % 60, (at * 23) % 60]);
    const { polygons, exact } = untangledPolygons([...tangle, tangle[0]!]);
    expect([polygons.length, exact]).toEqual([1, false]);
  });

  it('of any positions on a coarse grid becomes polygons whose edges do not cross', { timeout: 60_000 }, () => {
    const position = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(position, { minLength: 3, maxLength: 12 }), (positions) => {
        expect(ringCrossings(untangledPolygons([...positions, positions[0]!]).polygons.flat(), 0)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
