import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursAt, learntShare, shareAt } from '../../../server/plans/answer-shares.rules.ts';
import { evenDeviations, quantile } from '../../../server/plans/spread.rules.ts';

describe('a share of answer', () => {
  const assumed = { mean: 0.4, count: 40, isLearnt: false };

  it.each([
    ['2026-07-26T04:00:00Z', 'day'],
    ['2026-07-25T22:00:00Z', 'day'],
    ['2026-07-26T10:00:00Z', 'evening'],
    ['2026-07-26T14:00:00Z', 'night'],
    ['2026-07-26T21:59:00Z', 'night'],
  ] as const)('is that of the hour in Beijing: %s is %s', (at, hours) => {
    expect(hoursAt(new Date(at))).toBe(hours);
  });

  it('lies between what is assumed and what was seen, and is the surer the more was seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (tried, part) => {
        const answered = Math.floor(tried * part);
        const { mean, count } = learntShare(assumed, { tried, answered, callOuts: 1 });
        const [least, most] = [Math.min(0.4, answered / tried), Math.max(0.4, answered / tried)];
        expect(mean >= least - 1e-9 && mean <= most + 1e-9 && count > 40).toBe(true);
      }),
    );
  });

  it('learns less from one call-out of many than from many of few', () => {
    const [one, many] = [1, 50].map((callOuts) => learntShare(assumed, { tried: 1_000, answered: 900, callOuts }));
    expect(one!.count).toBeLessThan(80);
    expect(many!.count).toBeGreaterThan(500);
    expect(many!.mean).toBeGreaterThan(one!.mean);
  });

  it('stays a share in any world, and rises from world to world', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 1_000, noNaN: true }), (mean, count) => {
        const shares = evenDeviations.map((deviations) => shareAt({ mean, count, isLearnt: false }, deviations));
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
        expect(shares).toEqual([...shares].sort((a, b) => a - b));
      }),
    );
  });
});

describe('a quantile of what may happen', () => {
  it('is that of the normal distribution where there is one way', () => {
    const one = [{ weight: 1, mean: 100, variance: 25 }];
    expect([0.1, 0.5, 0.9].map((share) => quantile(one, share))).toEqual([
      expect.closeTo(93.59, 1),
      expect.closeTo(100, 1),
      expect.closeTo(106.41, 1),
    ]);
  });

  it('lies in the way in which so much of the chance lies', () => {
    const two = [
      { weight: 0.2, mean: 50, variance: 1 },
      { weight: 0.8, mean: 100, variance: 1 },
    ];
    expect(quantile(two, 0.1)).toBeCloseTo(50, 0);
    expect(quantile(two, 0.5)).toBeCloseTo(99.7, 0);
  });
});
