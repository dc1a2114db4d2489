import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallOut, Tally } from '#contract/calls.ts';
import { escalations } from '../../../client/calls/escalations.layer.ts';
import {
  silenceByArea,
  silenceByCounty,
  silenceSteps,
  silentAreas,
  silentCounts,
  type Silence,
} from '../../../client/calls/silence.layer.ts';
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
    expect(silenceByArea(worldOf([aCallOut(), late], [aCallOut(), early])).get(west)?.silentSince).toBe('2026-07-26T03:00:00Z');
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
    const counties = silenceByCounty(silences, smallAreas);
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
        expect(silenceByCounty(areas, smallAreas).get(countyCode)?.silent).toBe(sum);
      }),
    );
  });
});

describe('the shade of a township', () => {
  const shareOf = (about: Partial<Silence>) =>
    silentAreas(new Map([[west, aSilence(about)]]), smallBoundaries).features.map(({ properties }) => properties.share);

  it('is the share of those who owe an answer: calls of an earlier version are nobody’s silence', () => {
    // Thirty-two of an earlier version and sixteen who were called for the one in force, of whom four are silent.
    expect(shareOf({ total: 48, answered: 12, silent: 4, stale: 10, superseded: 22 })).toEqual([0.25]);
  });

  it('is none where everybody answered, and where nobody owes an answer', () => {
    expect(shareOf({ total: 9, answered: 9, silent: 0 })).toEqual([]);
    expect(shareOf({ total: 9, answered: 0, silent: 0, superseded: 9 })).toEqual([]);
  });

  it('grows by steps that get darker', () => {
    expect(silenceSteps.map(({ from }) => from)).toEqual([0, 0.05, 0.1, 0.2, 0.35]);
    expect(silenceSteps.map(({ opacity }) => opacity)).toEqual([0.1, 0.2, 0.32, 0.46, 0.62]);
  });
});

describe('what the map shows of silence', () => {
  const silences = new Map([
    [west, aSilence({ total: 10, answered: 5, silent: 5, silentSince: '2026-07-26T03:00:00Z' })],
    [east, aSilence({ total: 10, answered: 10, silent: 0, silentSince: null })],
    [countyCode, aSilence({ total: 3, silent: 3, escalated: 1 })],
  ]);

  it('shades the silent township, not the county above it and not the one that answered', () => {
    expect(silentAreas(silences, smallBoundaries).features.map(({ properties }) => properties.code)).toEqual([west]);
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
    const labels = countyLabels(smallAreas, silenceByCounty(silences, smallAreas)).features.map(({ properties }) => [
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
  return { ...aTally({ silentSince: noon.toISOString() }), answerWithinMinutes: 30, ...about };
}

function worldOf(...pairs: [CallOut, Tally][]) {
  return {
    callOuts: new Map(pairs.map(([callOut]) => [callOut.id, callOut])),
    tallies: new Map(pairs.map(([callOut, tally]) => [callOut.id, new Map([[west, tally]])])),
  };
}
