import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callOutStates, type CallOut, type Tally } from '#contract/calls.ts';
import { barShares, boardRows, type BoardRow } from '../../../client/calls/call-board.view.ts';
import { silenceByArea, silenceByCounty, silentAreas, silentCounts } from '../../../client/calls/silence.layer.ts';
import { countyLabels } from '../../../client/map/areas.layer.ts';
import { progressOf } from '../../../client/plans/prediction.view.ts';
import { answerRate, owed, silentCount, silentFrontier, silentShare, tallyOfCallOut, totals } from '../../../client/state/select.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { wholePercent } from '../../../client/words/format.ts';
import { aCallOut, aTally } from '../../support/builders.ts';
import { mapFeatures } from '../../support/map-features.ts';
import { aScene, countyCode, east, smallAreas, smallBoundaries, west } from '../../support/small-map.ts';

const onMap = mapFeatures();
const at = new Date('2026-07-26T06:00:00Z');
const places = new Map(smallAreas.map((area) => [area.code, area]));

/** What a filled incident looks like after updates: answers and silence of the version in force beside what earlier ones left behind. */
const tally: fc.Arbitrary<Tally> = fc
  .record({
    answered: fc.nat(40),
    silent: fc.nat(40),
    escalated: fc.nat(20),
    unroused: fc.nat(20),
    stale: fc.nat(40),
    superseded: fc.nat(40),
  })
  .map(({ escalated, unroused, ...counts }) => {
    const climbed = { escalated: Math.min(escalated, counts.silent), unroused: 0 };
    climbed.unroused = Math.min(unroused, counts.silent - climbed.escalated);
    const total = counts.answered + counts.silent + counts.stale + counts.superseded;
    return aTally({ ...counts, ...climbed, total, silentSince: counts.silent > 0 ? '2026-07-26T05:00:00Z' : null });
  });

const worlds: fc.Arbitrary<World> = fc
  .array(fc.tuple(fc.constantFrom(...callOutStates), fc.dictionary(fc.constantFrom(west, east, countyCode, '320600000000'), tally)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((entries) => {
    const made = entries.map(([state, tallies]): [CallOut, Map<string, Tally>] => [aCallOut({ state }), new Map(Object.entries(tallies))]);
    return {
      ...emptyWorld,
      callOuts: new Map(made.map(([callOut]) => [callOut.id, callOut])),
      tallies: new Map(made.map(([callOut, tallies]) => [callOut.id, tallies])),
    };
  });

/** What every reader of a world makes of it. */
function readings(world: World) {
  const areas = silenceByArea(world);
  const rows = boardRows(world, places);
  const lines = rows.flatMap((row): BoardRow[] => [row, ...row.children]);
  return {
    areas,
    rows,
    line: (code: string, scope: BoardRow['scope']) => lines.find((row) => row.code === code && row.scope === scope),
    shades: silentAreas(areas, smallBoundaries).features.map(({ properties }) => properties),
    discs: silentCounts(areas, smallAreas, at).features.map(({ properties }) => properties),
    counties: countyLabels(smallAreas, silenceByCounty(areas, smallAreas)).features.map(({ properties }) => properties),
    all: totals(world),
  };
}

describe('how many are silent', () => {
  const running = (...silent: number[]): World => {
    const callOuts = silent.map(() => aCallOut({ state: 'running' }));
    const tallies = silent.map((count) => new Map([[west, aTally({ silent: count, total: count })]]));
    return {
      ...emptyWorld,
      callOuts: new Map(callOuts.map((callOut) => [callOut.id, callOut])),
      tallies: new Map(callOuts.map(({ id }, index) => [id, tallies[index]!])),
    };
  };

  it('is a number of people where one call-out runs, whatever was counted before', () => {
    expect(silentCount(running(100), 7)).toEqual({ count: 100, of: 'people' });
    expect(silentCount(running(100), null)).toEqual({ count: 100, of: 'people' });
  });

  it('counts each person once where several run, and says that it counts calls until it knows', () => {
    expect(silentCount(running(100, 306), 391)).toEqual({ count: 391, of: 'people' });
    expect(silentCount(running(100, 306), null)).toEqual({ count: 406, of: 'calls' });
  });
});

describe('one number', () => {
  it('is the same on the map’s discs and shades, on the board and on the card of the place', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { line, shades, discs } = readings(world);
        for (const code of [west, east]) {
          const row = line(code, 'township')?.tally;
          expect(discs.find((disc) => disc.code === code)?.silent ?? 0).toBe(row?.silent ?? 0);
          expect(shades.find((shade) => shade.code === code)?.share ?? 0).toBe(row ? silentShare(row) : 0);
          const known = { scene: aScene({ world }), at, townshipAt: () => code };
          const { lines } = onMap.toldOf({ kind: 'place', lngLat: [121, 32] }, known);
          const card = lines.find(({ label }) => label === '叫应');
          const text = row && `应到 ${owed(row)} 人，沉默 ${row.silent} 人`;
          expect(card?.kind === 'text' ? card.text : undefined).toBe(text);
        }
      }),
    );
  });

  it('is the same beside a county’s name and in its line of the board', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { line, counties } = readings(world);
        const row = line(countyCode, 'county')?.tally;
        const share = row ? silentShare(row) : null;
        expect(counties.find(({ code }) => code === countyCode)?.silentPercent).toBe(share === null ? undefined : wholePercent(share));
      }),
    );
  });

  it('adds up to the same on the tiles, the rail, the layer list, the board, and call-out by call-out', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { areas, rows, all } = readings(world);
        const sum = (tallies: Iterable<Pick<Tally, 'answered' | 'silent'>>) =>
          [...tallies].reduce((both, { answered, silent }) => [both[0]! + answered, both[1]! + silent], [0, 0]);
        const expected = [all.answered, all.silent];
        expect(sum(areas.values())).toEqual(expected);
        expect(sum(rows.map((row) => row.tally))).toEqual(expected);
        expect(silentFrontier(world).reduce((silent, area) => silent + area.tally.silent, 0)).toBe(all.silent);
        const running = [...world.callOuts.values()].filter(({ state }) => state === 'running');
        expect(sum(running.map(({ id }) => tallyOfCallOut(world, id)))).toEqual(expected);
        // The tile, the rail and the list of layers all say this one, of calls until the server has counted people.
        expect(silentCount(world, null).count).toBe(all.silent);
      }),
    );
  });

  it('leaves nothing between who has answered and who is silent, on the tile, in a bar and beside a prediction', () => {
    const curve = [{ at: at.toISOString(), reached: 1, answered: 1 }];
    const prediction = { people: 1, firstRoundAt: at.toISOString(), finishAt: at.toISOString(), curve };
    fc.assert(
      fc.property(tally, (each) => {
        const [rate, share] = [answerRate(each), silentShare(each)];
        if (rate === null || share === null) {
          expect([rate, share, owed(each)]).toEqual([null, null, 0]);
          return;
        }
        const bar = barShares(each);
        expect(rate + share).toBeCloseTo(1, 9);
        expect(bar.answered).toBeCloseTo(100 * rate, 9);
        expect(bar.ringing + bar.escalated).toBeCloseTo(100 * share, 9);
        expect(progressOf({ prediction, tally: each, at })).toMatchObject({ actual: each.answered, owed: owed(each) });
      }),
    );
  });
});
