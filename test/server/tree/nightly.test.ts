import { describe, expect, it } from 'vitest';
import { isNightlyDue, lastNightly } from '../../../server/tree/tree-proof.rules.ts';

describe('the nightly proof', () => {
  it.each([
    ['2026-07-01T19:30:00Z', '2026-07-01T19:30:00.000Z'],
    ['2026-07-01T19:29:59Z', '2026-06-30T19:30:00.000Z'],
    ['2026-07-02T10:00:00Z', '2026-07-01T19:30:00.000Z'],
    ['1969-12-31T20:00:00Z', '1969-12-31T19:30:00.000Z'],
  ])('of %s was due at 03:30 Beijing time', (now, due) => {
    expect(lastNightly(new Date(now)).toISOString()).toBe(due);
  });

  it('is due when it was never made, or missed', () => {
    const now = new Date('2026-07-02T00:00:00Z');
    expect([null, new Date('2026-07-01T19:00:00Z'), new Date('2026-07-01T19:31:00Z')].map((last) => isNightlyDue(last, now))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
