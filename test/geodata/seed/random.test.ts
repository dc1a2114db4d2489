import { describe, expect, it } from 'vitest';
import { randomOf, weightedDraw } from '../../../geodata/seed/random.ts';

const draws = (seed: number, subject: string) => {
  const random = randomOf(seed, subject);
  return Array.from({ length: 20 }, () => random.integer(0, 1_000_000));
};

describe('a stream of choices', () => {
  it('is the same for the same seed and subject, and another for another of either', () => {
    expect(draws(7, 'hazards')).toEqual(draws(7, 'hazards'));
    expect(draws(7, 'hazards')).not.toEqual(draws(8, 'hazards'));
    expect(draws(7, 'hazards')).not.toEqual(draws(7, 'teams'));
  });

  it('reaches both ends of a range and nothing beyond', () => {
    const random = randomOf(1, 'range');
    const drawn = new Set(Array.from({ length: 500 }, () => random.integer(3, 6)));
    expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
  });

  it('follows weights, and never takes what weighs nothing', () => {
    const random = randomOf(1, 'weights');
    const weights: Record<string, number> = { never: 0, often: 9, seldom: 1 };
    const draw = weightedDraw(Object.keys(weights), (name) => weights[name] ?? 0);
    const once = Array.from({ length: 2_000 }, () => draw(random));
    const again = Array.from({ length: 2_000 }, () => random.weighted(Object.keys(weights), (name) => weights[name] ?? 0));
    for (const names of [once, again]) {
      expect(names).not.toContain('never');
      expect(names.filter((name) => name === 'often').length / names.length).toBeCloseTo(0.9, 1);
    }
  });

  it('shuffles without losing or doubling anybody, and leaves the list it was given', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = randomOf(1, 'shuffle').shuffled(list);
    expect(shuffled).not.toEqual(list);
    expect([...shuffled].sort()).toEqual(list);
  });

  it('says so when there is nothing to choose from', () => {
    expect(() => randomOf(1, 'empty').pick([])).toThrow('Nothing to choose from');
  });
});
