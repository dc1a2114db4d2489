import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallOut, Tally } from '#contract/calls.ts';
import { escalations } from '../../../client/calls/escalations.layer.ts';
import { heatOf, silenceByArea, silenceByCounty, silentAreas, silentCounts, type Silence } from '../../../client/calls/silence.layer.ts';
import { countyLabels } from '../../../client/map/areas.layer.ts';
import { aCallOut, aTally } from '../../support/builders.ts';
import { countyCode, east, smallAreas, smallBoundaries, west } from '../../support/small-map.ts';

const noon = new Date('2026-07-26T04:00:00Z');

describe('silenceByArea', () => {
  it('sums the call-outs that are running and no others', () => {
    const running = aCallOut();
    const second = aCallOut({ answerWithinMinutes: 10 });
    const closed = aCallOut({ state: 'closed' });
    const silences = silenceByArea(
      worldOf(
        [running, aTally({ total: 5, silent: 3 })],
        [second, aTally({ total: 2, silent: 1 })],
        [closed, aTally({ total: 9, silent: 9 })],
      ),
    );
    expect(silences.get(west)).toMatchObject({ total: 7, silent: 4, answerWithinMinutes: 10 });
  });

  it('remembers the longest silence', () => {
    const [early, late] = [aTally({ silentSince: '2026-07-26T03:00:00Z' }), aTally({ silentSince: '2026-07-26T03:50:00Z' })];
    expect(silenceByArea(worldOf([aCallOut(), late], [aCallOut(), early])).get(west)?.since).toBe(Date.parse('2026-07-26T03:00:00Z'));
  });
});

describe('silenceByCounty', () => {
  it('adds the county’s own posts to its townships and leaves the city’s out', () => {
    const silences = new Map([
      [west, aSilence({ total: 4, silent: 1 })],
      [east, aSilence({ total: 4, silent: 2 })],
      [countyCode, aSilence({ total: 2, silent: 1 })],
      ['320600000000', aSilence({ total: 9, silent: 9 })],
    ]);
    const counties = silenceByCounty(silences);
    expect([...counties.keys()]).toEqual([countyCode]);
    expect(counties.get(countyCode)).toMatchObject({ total: 10, silent: 4 });
  });

  it('loses nobody, however the calls lie', () => {
    const townships = fc.uniqueArray(
      fc.integer({ min: 101, max: 999 }).map((n) => `320623${n}000`),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(townships, fc.array(fc.nat(50), { minLength: 40, maxLength: 40 }), (codes, numbers) => {
        const areas = new Map(codes.map((code, at) => [code, aSilence({ total: 100, silent: numbers[at]! })]));
        const sum = [...areas.values()].reduce((total, { silent }) => total + silent, 0);
        expect(silenceByCounty(areas).get(countyCode)?.silent).toBe(sum);
      }),
    );
  });
});

describe('heatOf', () => {
  const within = { total: 10, silent: 5, answerWithinMinutes: 20 };

  it.each([
    ['just called', 0, 0.2],
    ['half of the time gone', 10, 0.35],
    ['the time gone', 20, 0.5],
    ['long gone', 600, 0.5],
  ])('weighs the share by its age: %s', (_, minutes, heat) => {
    expect(heatOf(aSilence({ ...within, since: noon.getTime() - minutes * 60_000 }), noon)).toBeCloseTo(heat, 9);
  });

  it('is cold where everybody answered, and where the clock was set back before the call', () => {
    expect(heatOf(aSilence({ ...within, silent: 0, since: Infinity }), noon)).toBe(0);
    expect(heatOf(aSilence({ ...within, since: noon.getTime() + 60_000 }), noon)).toBeCloseTo(0.2, 9);
  });
});

describe('what the map shows of silence', () => {
  const silences = new Map([
    [west, aSilence({ total: 10, silent: 5, since: noon.getTime() - 3600_000 })],
    [east, aSilence({ total: 10, silent: 0, since: Infinity })],
    [countyCode, aSilence({ total: 3, silent: 3, escalated: 1 })],
  ]);

  it('shades the silent township, not the county above it and not the one that answered', () => {
    expect(silentAreas(silences, smallBoundaries, noon).features.map(({ properties }) => properties.code)).toEqual([west]);
  });

  it('counts at the centre of the township and says that it is overdue', () => {
    expect(
      silentCounts(silences, smallAreas, noon).features.map(({ properties, geometry }) => ({ ...properties, at: geometry.coordinates })),
    ).toEqual([{ code: west, silent: 5, doors: 0, posts: 0, overdue: true, at: [121.25, 32.5] }]);
  });

  it('tells households that nobody could rouse from posts', () => {
    const unroused = new Map([[west, aSilence({ silent: 5, unroused: 5, unrousedHouseholds: 3 })]]);
    expect(silentCounts(unroused, smallAreas, noon).features[0]?.properties).toMatchObject({ doors: 3, posts: 2 });
  });

  it('labels the county with the share of all its calls, in whole percent', () => {
    const labels = countyLabels(smallAreas, silenceByCounty(silences)).features.map(({ properties }) => [
      properties.code,
      properties.silentPercent,
    ]);
    expect(labels).toEqual([
      ['320600000000', undefined],
      [countyCode, 35],
    ]);
  });

  it('draws an arc from where calls escalated to the seat above', () => {
    expect(escalations(silences, smallAreas)).toEqual([{ code: countyCode, from: [121.5, 32.5], to: [121, 32], count: 1 }]);
  });
});

function aSilence(about: Partial<Silence> = {}): Silence {
  return {
    total: 1,
    silent: 1,
    escalated: 0,
    unroused: 0,
    unrousedHouseholds: 0,
    since: noon.getTime(),
    answerWithinMinutes: 30,
    ...about,
  };
}

function worldOf(...pairs: [CallOut, Tally][]) {
  return {
    callOuts: new Map(pairs.map(([callOut]) => [callOut.id, callOut])),
    tallies: new Map(pairs.map(([callOut, tally]) => [callOut.id, new Map([[west, tally]])])),
  };
}
