import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowsBetween } from '../../../client/ui/row-window.ts';

it('draws every row that is in sight, none that does not exist, and few more', () => {
  const box = fc.record({ top: fc.nat(1_000_000), height: fc.nat(2_000) });
  fc.assert(
    fc.property(box, fc.integer({ min: 10, max: 60 }), fc.nat(20_000), (seen, rowHeight, count) => {
      const { first, end } = rowsBetween(seen, rowHeight, count);
      expect(first >= 0 && first <= end && end <= count).toBe(true);
      const inSight = (row: number) => row * rowHeight < seen.top + seen.height && (row + 1) * rowHeight > seen.top;
      for (let row = Math.max(0, first - 1); row < first; row++) expect(inSight(row)).toBe(false);
      if (end < count) expect(inSight(end)).toBe(false);
      expect(end - first).toBeLessThanOrEqual(Math.ceil(seen.height / rowHeight) + 14);
    }),
  );
});
