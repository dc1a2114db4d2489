import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandedArea, type PlaneRing } from '../../../geodata/geometry/banded-area.ts';

const square: PlaneRing = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]; // prettier-ignore
const hole: PlaneRing = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]; // prettier-ignore
const island: PlaneRing = [[20, 2], [24, 2], [22, 6]]; // prettier-ignore

/** The same question asked of every edge, without bands. */
function isInsideSlowly(rings: readonly PlaneRing[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    ring.forEach(([x1 = 0, y1 = 0], index) => {
      const [x0 = 0, y0 = 0] = ring.at(index - 1) ?? [];
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
    });
  }
  return inside;
}

describe('a banded area', () => {
  it('knows inside from outside, from its holes and from its islands', () => {
    const isInside = bandedArea([square, hole, island]);
    expect([isInside(1, 1), isInside(5, 5), isInside(22, 3), isInside(15, 5), isInside(1, 11), isInside(-1, 5)]).toEqual([
      true,
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  it('takes an unclosed ring for a closed one', () => {
    const [open, closed] = [bandedArea([square.slice(0, -1)]), bandedArea([square])];
    expect([open(5, 9), open(11, 9)]).toEqual([closed(5, 9), closed(11, 9)]);
  });

  it('holds nothing when it has no ring', () => {
    expect(bandedArea([])(0, 0)).toBe(false);
  });

  it('answers as if there were no bands, whatever the rings and however many bands', () => {
    const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
    const corner = fc.tuple(coordinate, coordinate);
    const rings = fc.array(fc.array(corner, { minLength: 3, maxLength: 12 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rings, corner, fc.integer({ min: 1, max: 30 }), (drawn, [x, y], bands) => {
        expect(bandedArea(drawn, bands)(x, y)).toBe(isInsideSlowly(drawn, x, y));
      }),
    );
  });
});
