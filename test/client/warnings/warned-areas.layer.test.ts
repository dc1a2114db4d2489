import { describe, expect, it } from 'vitest';
import type { Warning } from '#contract/warnings.ts';
import { warnedAreas, warnedBadges } from '../../../client/warnings/warned-areas.layer.ts';
import { aWarning } from '../../support/builders.ts';
import { countyCode, smallAreas, smallBoundaries, west } from '../../support/small-map.ts';

describe('warnedAreas', () => {
  it('draws what is in force and nothing else', () => {
    const warnings = of(
      aWarning({ areas: [countyCode] }),
      aWarning({ areas: [west], state: 'superseded' }),
      aWarning({ areas: [west], state: 'cancelled' }),
    );
    expect(warnedAreas(warnings, smallBoundaries).features).toHaveLength(1);
  });

  it('draws the message’s own polygons instead of the areas it names', () => {
    const ring: [number, number][] = [
      [121, 32],
      [121.1, 32],
      [121.1, 32.1],
      [121, 32],
    ];
    const drawn = warnedAreas(of(aWarning({ areas: [countyCode], polygons: [[ring]] })), smallBoundaries);
    expect(drawn.features.map(({ geometry }) => geometry.coordinates)).toEqual([[[ring]]]);
  });

  it('draws the higher level above the lower, whatever came first', () => {
    const warnings = of(aWarning({ level: 'red', areas: [west] }), aWarning({ level: 'blue', areas: [countyCode] }));
    expect(warnedAreas(warnings, smallBoundaries).features.map(({ properties }) => properties.level)).toEqual(['blue', 'red']);
  });

  it('marks a coarse place, and survives one that is unplaced', () => {
    const warnings = of(
      aWarning({ areas: [countyCode], placement: 'coarse' }),
      aWarning({ areas: [], placement: 'unplaced', unknownCodes: ['999999000000'] }),
    );
    expect(warnedAreas(warnings, smallBoundaries).features.map(({ properties }) => properties.exact)).toEqual([false]);
  });

  it('waits for outlines that have not arrived', () => {
    expect(warnedAreas(of(aWarning({ areas: ['320681000000'] })), smallBoundaries).features).toEqual([]);
  });
});

describe('warnedBadges', () => {
  it('shows the highest level of an area once', () => {
    const warnings = of(aWarning({ level: 'red', areas: [countyCode] }), aWarning({ level: 'yellow', areas: [countyCode, west] }));
    expect(warnedBadges(warnings, smallAreas).features.map(({ properties, geometry }) => [properties.level, geometry.coordinates])).toEqual(
      [
        ['red', [121.5, 32.5]],
        ['yellow', [121.25, 32.5]],
      ],
    );
  });
});

describe('a warning for the whole city', () => {
  it('stands in each county, under a higher one of that county', () => {
    const city = aWarning({ level: 'yellow', areas: ['320600000000'] });
    expect(warnedBadges(of(city), smallAreas).features.map(({ properties }) => properties.level)).toEqual(['yellow']);
    expect(
      warnedBadges(of(city, aWarning({ level: 'red', areas: [countyCode] })), smallAreas).features.map(
        ({ properties }) => properties.level,
      ),
    ).toEqual(['red']);
  });
});

function of(...warnings: Warning[]) {
  return new Map(warnings.map((warning) => [warning.id, warning]));
}
