import { expect, it } from 'vitest';
import { TokenBuckets } from '../../../../server/kernel/security/token-buckets.ts';

const after = (seconds: number) => new Date(1_000_000_000 + seconds * 1000);

it('lets a burst through, then one at a time, and says when the next may come', () => {
  const buckets = new TokenBuckets({ burst: 3, everySeconds: 5 });
  expect([0, 0, 0, 0].map((seconds) => buckets.take('a', after(seconds)))).toEqual([0, 0, 0, 5]);
  expect(buckets.take('a', after(3))).toBe(2);
  expect(buckets.take('a', after(5))).toBe(0);
  expect(buckets.take('a', after(6))).toBe(4);
});

it('counts each key by itself, and whoever was away for long begins anew', () => {
  const buckets = new TokenBuckets({ burst: 1, everySeconds: 5 });
  expect([buckets.take('a', after(0)), buckets.take('b', after(0)), buckets.take('a', after(1))]).toEqual([0, 0, 4]);
  expect(buckets.take('a', after(3_600))).toBe(0);
});
