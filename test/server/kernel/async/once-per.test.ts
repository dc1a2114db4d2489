import { describe, expect, it } from 'vitest';
import { OncePer } from '../../../../server/kernel/async/once-per.ts';
import { noon } from '../../../support/builders.ts';

const at = (seconds: number) => new Date(new Date(noon).getTime() + seconds * 1000);

describe('OncePer', () => {
  it('gives each key its turn once in the span', () => {
    const minute = new OncePer(60_000);
    expect([at(0), at(59), at(60), at(61)].map((now) => minute.isDue('a', now))).toEqual([true, false, true, false]);
  });

  it('keeps keys apart', () => {
    const minute = new OncePer(60_000);
    expect(minute.isDue('a', at(0))).toBe(true);
    expect(minute.isDue('b', at(1))).toBe(true);
    expect(minute.isDue('a', at(2))).toBe(false);
  });
});
