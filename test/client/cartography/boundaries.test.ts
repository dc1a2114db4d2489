import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../../client/cartography/boundaries.ts';
import { townshipFinder } from '../../../client/cartography/township-finder.ts';
import { countyCode, east, smallBoundaries, west } from '../../support/small-map.ts';

describe('outlineOf', () => {
  it('is the area’s own', () => {
    expect(outlineOf(west, smallBoundaries)?.coordinates).toHaveLength(1);
  });

  it('is the township’s for a village, which has none', () => {
    expect(outlineOf('320623101007', smallBoundaries)).toBe(outlineOf(west, smallBoundaries));
  });

  it('is all the counties of a city, which has none', () => {
    expect(outlineOf('320600000000', smallBoundaries)?.coordinates).toEqual(outlineOf(countyCode, smallBoundaries)?.coordinates);
  });

  it.each(['320999000000', '110000000000'])('is unknown for %s', (code) => {
    expect(outlineOf(code, smallBoundaries)).toBeUndefined();
  });
});

describe('townshipFinder', () => {
  const find = townshipFinder(smallBoundaries);

  it.each([
    [121.2, 32.5, west],
    [121.8, 32.5, east],
    [123, 32.5, undefined],
    [Number.NaN, 32.5, undefined],
  ])('finds %d, %d in %s', (lng, lat, code) => {
    expect(find(lng, lat)).toBe(code);
  });
});
