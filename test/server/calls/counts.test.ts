import { describe, expect, it } from 'vitest';
import { isPlausible } from '../../../server/calls/counts.rules.ts';

describe('numbers beside the register', () => {
  const village = { people: 38, isHousehold: false };
  const household = { people: 4, isHousehold: true };

  it.each([
    ['as many as are registered', village, { moved: 38 }, true],
    ['visitors of a holiday village', village, { moved: 200 }, true],
    ['a slip of the finger', village, { moved: 380 }, false],
    ['the largest number that fits', village, { moved: 100_000 }, false],
    ['one impossible number among good ones', village, { moved: 30, refused: 4_000 }, false],
    ['guests of a family', household, { moved: 9 }, true],
    ['a household of fifty', household, { sheltered: 50 }, false],
    ['where nobody is registered', { people: 0, isHousehold: false }, { moved: 100 }, true],
  ] as const)('%s', (...[, registered, counts, plausible]) => {
    expect(isPlausible(counts, registered)).toBe(plausible);
  });
});
