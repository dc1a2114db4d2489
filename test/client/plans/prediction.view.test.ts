import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Prediction } from '#contract/plans.ts';
import { answersOf, frameOf, pathOf, peopleAt, shifted, standing, type Mark } from '../../../client/plans/prediction.view.ts';
import { overridden, waitingForRelease } from '../../../client/plans/releases.view.ts';
import { emptyWorld, fold, type World } from '../../../client/state/world.ts';
import { aCallOut, aFact, aSession, aTally } from '../../support/builders.ts';

const noon = Date.parse('2026-07-26T04:00:00.000Z');
const at = (minutes: number) => new Date(noon + minutes * 60_000).toISOString();
const prediction: Prediction = {
  firstRoundAt: at(2),
  finishAt: at(20),
  curve: [
    { at: at(0), reached: 0, answered: 0 },
    { at: at(10), reached: 100, answered: 50 },
    { at: at(20), reached: 100, answered: 80 },
  ],
};

describe('the prediction beside reality', () => {
  it('says how many were expected by now, between two points of the curve', () => {
    expect(standing(aCallOut({ prediction, releasedAt: at(0) }), 20, new Date(at(5)))).toEqual({ expected: 25, actual: 20, ahead: -5 });
  });

  it('begins when the call-out was released, not when it was planned', () => {
    const late = shifted(prediction, { releasedAt: at(60) });
    expect([late.curve[0]?.at, late.finishAt]).toEqual([at(60), at(80)]);
    expect(standing(aCallOut({ prediction, releasedAt: at(60) }), 0, new Date(at(60)))?.expected).toBe(0);
  });

  it('says nothing where nothing was predicted', () => {
    expect(standing(aCallOut(), 3, new Date(at(5)))).toBeNull();
  });

  it('counts each person once, and takes back answers that became stale', () => {
    const callOut = aCallOut();
    const put = (seq: number, answered: number) =>
      aFact(seq, {
        kind: 'calls.put',
        areaCode: null,
        callOutId: callOut.id,
        tallyCode: '320623101000',
        calls: [],
        tally: aTally({ total: 5, answered, silent: 5 - answered }),
      });
    const world = fold(emptyWorld, { facts: [put(1, 2), put(2, 2), put(3, 4), put(4, 1)], seq: 4 });
    expect(answersOf(world, callOut.id, noon).map(({ people }) => people)).toEqual([2, 4, 1, 1]);
  });

  it('stays inside its frame, whatever the curves are', () => {
    const mark = fc.record({ at: fc.integer({ min: 0, max: 1e9 }), people: fc.nat(20_000) });
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1 }), (marks: Mark[]) => {
        const numbers = (pathOf(marks, frameOf([marks], 0)).match(/-?[\d.]+/g) ?? []).map(Number);
        for (const number of numbers) expect(number >= 0 && number <= 100).toBe(true);
      }),
    );
  });

  it('holds its ends before and after', () => {
    const marks = [
      { at: 10, people: 3 },
      { at: 20, people: 5 },
    ];
    expect([peopleAt(marks, 0), peopleAt(marks, 15), peopleAt(marks, 99), peopleAt([], 5)]).toEqual([3, 4, 5, 0]);
  });
});

describe('a call-out that waits for its release', () => {
  const waiting = aCallOut({ state: 'awaitingRelease', requestedBy: 1 });
  const worldOf = (...callOuts: (typeof waiting)[]): World => ({
    ...emptyWorld,
    callOuts: new Map(callOuts.map((callOut) => [callOut.id, callOut])),
    tallies: new Map([[waiting.id, new Map([['320623101000', aTally({ total: 7 })]])]]),
  });

  it.each([
    ['release', aSession('commander', { userId: 2 })],
    ['own', aSession('dutyOfficer', { userId: 1 })],
    ['none', aSession('viewer', { userId: 3 })],
    ['none', null],
  ] as const)('may be decided by who looks: %s', (may, session) => {
    expect(waitingForRelease(worldOf(waiting), session)).toMatchObject([{ may, people: 7 }]);
  });

  it('comes before those that were asked for later; running ones do not wait', () => {
    const later = aCallOut({ state: 'awaitingRelease', openedAt: at(5) });
    const found = waitingForRelease(worldOf(later, aCallOut(), waiting), null);
    expect(found.map(({ callOut }) => callOut.id)).toEqual([waiting.id, later.id]);
  });

  it('is shouted while it runs when one person alone has released it', () => {
    const alone = aCallOut({ overrideReason: '电话确认，来不及等' });
    expect(overridden(worldOf(alone, aCallOut(), aCallOut({ ...alone, id: waiting.id, state: 'closed' })))).toEqual([alone]);
  });
});
