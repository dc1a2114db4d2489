import { describe, expect, it } from 'vitest';
import type { CallOut, Tally } from '#contract/calls.ts';
import { acknowledge, alarmReasons, levelOf, ringing, watchReasons } from '../../../client/alarm/alarm.view.ts';
import { emptyWorld, type World } from '../../../client/state/world.ts';
import { aCallOut, aTally } from '../../support/builders.ts';

function worldOf(callOut: CallOut, tally: Partial<Tally> = {}): World {
  return {
    ...emptyWorld,
    callOuts: new Map([[callOut.id, callOut]]),
    tallies: new Map([[callOut.id, new Map([['320623101000', aTally({ total: 50, ...tally })]])]]),
  };
}

const running = aCallOut({ level: 'orange' });
const kindsOf = (world: World) => alarmReasons(world).map(({ kind }) => kind);

describe('the alarm of the desk', () => {
  it.each([
    ['calledOut', worldOf(running)],
    ['awaitingRelease', worldOf(aCallOut({ state: 'awaitingRelease' }))],
    ['override', worldOf(aCallOut({ overrideReason: '来不及等第二人' }))],
    ['needHelp', worldOf(running, { needHelp: 1 })],
    ['cannot', worldOf(running, { cannot: 2 })],
    ['unroused', worldOf(running, { unroused: 3 })],
  ] as const)('has a reason: %s', (kind, world) => {
    expect(kindsOf(world)).toContain(kind);
  });

  it('is silent about call-outs that are over', () => {
    expect(kindsOf(worldOf(aCallOut({ state: 'closed' }), { needHelp: 3, unroused: 4 }))).toEqual([]);
  });

  it('sounds the highest level', () => {
    expect(levelOf(alarmReasons(worldOf(running)))).toBe('orange');
    expect(levelOf([])).toBeNull();
  });

  it('stops when the desk acknowledges, and rings again for each further person in need', () => {
    const known = acknowledge(alarmReasons(worldOf(running, { needHelp: 1 })));
    expect(ringing(alarmReasons(worldOf(running, { needHelp: 1 })), known)).toEqual([]);
    expect(ringing(alarmReasons(worldOf(running, { needHelp: 2 })), known)).toMatchObject([{ kind: 'needHelp', count: 2 }]);
  });

  it('rings again for the unroused when they have doubled, not for each of them', () => {
    const known = acknowledge(alarmReasons(worldOf(running, { unroused: 10 })));
    expect(ringing(alarmReasons(worldOf(running, { unroused: 19 })), known)).toEqual([]);
    expect(ringing(alarmReasons(worldOf(running, { unroused: 20 })), known)).toMatchObject([{ kind: 'unroused' }]);
  });

  it.each([
    ['failing', 1],
    ['late', 1],
    ['ok', 0],
    ['off', 0],
  ] as const)('rings for test calls that do not come back: %s', (state, count) => {
    const watch = { state, at: null, step: null, roundTripMilliseconds: null };
    expect(watchReasons({ watch, openBreakers: [], muteChannels: [] })).toHaveLength(count);
    expect(watchReasons(null)).toEqual([]);
  });
});
