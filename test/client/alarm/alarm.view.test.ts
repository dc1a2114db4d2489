import { describe, expect, it } from 'vitest';
import type { CallOut, Tally } from '#contract/calls.ts';
import type { HelpMark } from '#contract/help.ts';
import type { ServerHealth } from '#contract/watchdog.ts';
import { acknowledge, alarmReasons, levelOf, ringing, stillKnown, watchReasons } from '../../../client/alarm/alarm.view.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { aCallOut, aHelp, aTally, noon } from '../../support/builders.ts';

function worldOf(callOut: CallOut, tally: Partial<Tally> = {}): World {
  return {
    ...emptyWorld,
    callOuts: new Map([[callOut.id, callOut]]),
    tallies: new Map([[callOut.id, new Map([['320623101000', aTally({ total: 50, ...tally })]])]]),
  };
}

function asking(...helps: HelpMark[]): World {
  return { ...worldOf(running), helps: new Map(helps.map((help) => [help.id, help])) };
}

const running = aCallOut({ level: 'orange' });
const kindsOf = (world: World) => alarmReasons(world).map(({ kind }) => kind);

const well: ServerHealth = {
  watch: { state: 'ok', at: null, step: null, roundTripMilliseconds: null },
  ...{ openBreakers: [], muteChannels: [], laddersStuckSince: null, stuckChannels: [], backupFailingSince: null },
};

describe('the alarm of the desk', () => {
  it.each([
    ['calledOut', worldOf(running)],
    ['awaitingRelease', worldOf(aCallOut({ state: 'awaitingRelease' }))],
    ['override', worldOf(aCallOut({ overrideReason: '来不及等第二人' }))],
    ['needHelp', { ...emptyWorld, helps: asking(aHelp()).helps }],
    ['cannot', worldOf(running, { cannot: 2 })],
    ['unroused', worldOf(running, { unroused: 3 })],
  ] as const)('has a reason: %s', (kind, world) => {
    expect(kindsOf(world)).toContain(kind);
  });

  it('is silent about a call-out that calls nobody of the area that is seen', () => {
    expect(kindsOf(worldOf(running, { total: 0 }))).toEqual([]);
    expect(kindsOf({ ...worldOf(running), tallies: new Map() })).toEqual([]);
  });

  it('is silent about call-outs that are over', () => {
    expect(kindsOf(worldOf(aCallOut({ state: 'closed' }), { cannot: 3, unroused: 4 }))).toEqual([]);
  });

  it.each(['closed', 'cancelled'] as const)('rings for a call for help, whether its call-out is %s or not', (state) => {
    const over = aCallOut({ state });
    const world = { ...worldOf(over), helps: asking(aHelp({ callOutId: over.id })).helps };
    expect(alarmReasons(world)).toMatchObject([{ kind: 'needHelp', level: 'red', help: { areaCode: '320623101000' } }]);
  });

  it('falls silent when somebody takes it, and rings when it is asked again, though somebody has it', () => {
    const later = '2026-07-26T04:30:00.000Z';
    const taken = aHelp({ state: 'taken', takenAt: '2026-07-26T04:10:00.000Z' });
    expect(kindsOf(asking(taken))).not.toContain('needHelp');
    expect(kindsOf(asking({ ...taken, asks: 2, askedAt: later }))).toContain('needHelp');
    for (const state of ['helped', 'closed'] as const) expect(kindsOf(asking(aHelp({ state, endedAt: later })))).not.toContain('needHelp');
  });

  it('sounds the highest level', () => {
    expect(levelOf(alarmReasons(worldOf(running)))).toBe('orange');
    expect(levelOf([])).toBeNull();
  });

  it('stops when the desk acknowledges, and rings again for each further person in need', () => {
    const [one, other] = [aHelp(), aHelp()];
    const known = acknowledge(alarmReasons(asking(one)));
    expect(ringing(alarmReasons(asking(one)), known)).toEqual([]);
    expect(ringing(alarmReasons(asking(one, other)), known)).toMatchObject([{ key: `help ${other.id}` }]);
    expect(ringing(alarmReasons(asking({ ...one, asks: 2 })), known)).toMatchObject([{ kind: 'needHelp', count: 2 }]);
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
    expect(watchReasons({ ...well, watch })).toHaveLength(count);
    expect(watchReasons(null)).toEqual([]);
  });

  it('rings for the next failure of a kind that was acknowledged and has passed', () => {
    const healthOf = (state: 'failing' | 'ok'): ServerHealth => ({
      ...well,
      watch: { ...well.watch, state, step: state === 'failing' ? 'ring' : null },
    });
    const world = asking(aHelp());
    const known = acknowledge([...alarmReasons(world), ...watchReasons(healthOf('failing'))]);
    expect(ringing(watchReasons(healthOf('failing')), stillKnown(known, healthOf('failing')))).toEqual([]);
    expect(ringing(watchReasons(healthOf('failing')), stillKnown(known, null))).toEqual([]);
    const later = stillKnown(known, healthOf('ok'));
    expect(ringing(watchReasons(healthOf('failing')), later)).toMatchObject([{ kind: 'watchdog' }]);
    expect(ringing(alarmReasons(world), later)).toEqual([]);
  });

  it('rings for ladders that stand still, and for each channel whose queue does', () => {
    const stuck: ServerHealth = { ...well, laddersStuckSince: noon, stuckChannels: [{ id: 'sms', since: noon }] };
    expect(watchReasons(stuck).map(({ key }) => key)).toEqual(['watchdog ladders', 'watchdog channel sms']);
    const known = acknowledge(watchReasons({ ...stuck, stuckChannels: [] }));
    expect(ringing(watchReasons(stuck), known)).toMatchObject([{ key: 'watchdog channel sms', level: 'red' }]);
  });
});
