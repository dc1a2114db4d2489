import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, zOrder } from '#contract/z-order.ts';

const anAxis = fc.integer({ min: 0, max: 2 ** 26 - 1 });

describe('the place along the Z-order curve', () => {
  it('names one cell, and the cell one place', () => {
    fc.assert(
      fc.property(anAxis, anAxis, (x, y) => {
        expect(cellAt(zOrder(x, y))).toEqual({ x, y });
      }),
    );
  });

  it('interleaves the bits, x lowest', () => {
    expect(zOrder(0b11, 0b00)).toBe(0b0101);
    expect(zOrder(0b00, 0b11)).toBe(0b1010);
    expect(zOrder(2 ** 26 - 1, 2 ** 26 - 1)).toBe(2 ** 52 - 1);
  });
});
