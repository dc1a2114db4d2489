import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpStates, isWanted, type HelpRequestId } from '#contract/help.ts';
import { helpIn } from '../../../client/calls/call-board.view.ts';
import { helpLines, kilometersOf } from '../../../client/help/help-lines.view.ts';
import { helpSpots, placeOf } from '../../../client/help/help.layer.ts';
import { countHelp, helpWanted } from '../../../client/state/helps.ts';
import { emptyWorld, fold } from '#contract/world.ts';
import { arbitraryLog } from '../../support/arbitrary-log.ts';
import { aHelp } from '../../support/builders.ts';
import { somePlaces } from '../../support/places.ts';

const asMap = (...helps: ReturnType<typeof aHelp>[]) => new Map(helps.map((help) => [help.id, help]));
/** A thousand pixels for a degree. */
const project = ([lng, lat]: [number, number]) => ({ x: lng * 1000, y: -lat * 1000 });

describe('who needs help', () => {
  it('is whoever the last fact of each call for help says, whatever else the log tells of warnings, call-outs and calls', () => {
    fc.assert(
      fc.property(arbitraryLog, (log) => {
        const last = new Map(log.flatMap((fact) => (fact.kind === 'help.put' ? [[fact.help.id, fact.help] as const] : [])));
        const world = fold(emptyWorld, { facts: log, seq: log.at(-1)?.seq ?? 0 });
        const ids = (helps: Iterable<{ id: HelpRequestId }>) => [...helps].map(({ id }) => id).sort();
        expect(ids(helpWanted(world))).toEqual(ids([...last.values()].filter(isWanted)));
        expect(countHelp(world).wanted).toBe([...last.values()].filter(isWanted).length);
        const { wanted, ended } = helpLines(world.helps, new Map());
        expect(ids([...wanted, ...ended].map(({ mark }) => mark))).toEqual(ids(last.values()));
      }),
    );
  });

  it('is sorted: those whom nobody has taken, then who has waited longest', () => {
    const [early, late] = ['2026-07-26T03:00:00.000Z', '2026-07-26T05:00:00.000Z'];
    const helps = [aHelp({ state: 'taken', at: early }), aHelp({ at: late }), aHelp({ at: early }), aHelp({ state: 'helped', at: early })];
    expect(helpWanted({ helps: asMap(...helps) }).map(({ state, at }) => [state, at])).toEqual([
      ['open', early],
      ['open', late],
      ['taken', early],
    ]);
  });

  it('is counted once in each row of the board that it lies in', () => {
    const wanted = [aHelp({ areaCode: '320623101201' }), aHelp({ areaCode: '320623000000' }), aHelp({ areaCode: '320602009000' })];
    const rows = [
      ['320623000000', 'county', 2],
      ['320623000000', 'own', 1],
      ['320623101000', 'township', 1],
      ['320623102000', 'township', 0],
      ['320671000000', 'county', 1],
    ] as const;
    for (const [code, scope, count] of rows) expect(helpIn({ code, scope }, wanted, somePlaces)).toBe(count);
  });
});

describe('a mark on the map', () => {
  it('lies where the phone is, else in the middle of its area', () => {
    expect(placeOf(aHelp({ position: { lng: 121.1, lat: 32.4, accuracyMeters: null } }))).toEqual([121.1, 32.4]);
    expect(placeOf(aHelp())).toEqual([121.04, 32.5]);
    expect(placeOf(aHelp({ center: null }))).toBeNull();
  });

  it.each(helpStates)('is there while help is wanted: %s', (state) => {
    expect(helpSpots([aHelp({ state })], project)).toHaveLength(isWanted({ state }) ? 1 : 0);
  });

  it('stands for several that lie at one place, and pulses while one of them is open', () => {
    const away = aHelp({ center: { lng: 122, lat: 32 } });
    const spots = helpSpots([aHelp({ state: 'taken' }), aHelp(), aHelp(), away], project);
    expect(spots.map(({ ids, state }) => [ids.length, state])).toEqual([
      [3, 'open'],
      [1, 'open'],
    ]);
  });

  it('is exact where the phone of the first said where it is, else it stands for an area', () => {
    const atArea = aHelp({ position: null, center: { lng: 121, lat: 32 } });
    const atPhone = aHelp({ position: { lng: 122, lat: 32, accuracyMeters: 20 } });
    expect(helpSpots([atArea, atPhone], project).map(({ isExact }) => isExact)).toEqual([false, true]);
  });

  it('leaves nobody out, at whatever scale', () => {
    const place = fc.record({ lng: fc.double({ min: 120, max: 122, noNaN: true }), lat: fc.double({ min: 31, max: 33, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 20 }), fc.double({ min: 1, max: 5000, noNaN: true }), (places, scale) => {
        const helps = places.map((center) => aHelp({ center }));
        const spots = helpSpots(helps, ([lng, lat]) => ({ x: lng * scale, y: lat * scale }));
        expect(spots.flatMap(({ ids }) => ids).sort()).toEqual(helps.map(({ id }) => id).sort());
      }),
    );
  });
});

it.each([
  [420, '0.4'],
  [9_940, '9.9'],
  [12_400, '12'],
])('tells %d metres as %s km', (meters, text) => expect(kilometersOf(meters)).toBe(text));
