import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallOut, Tally } from '#contract/calls.ts';
import type { Prediction } from '#contract/plans.ts';
import {
  answersOf,
  bandPath,
  frameOf,
  pathOf,
  peopleAt,
  predicted,
  predictionFor,
  rangeAt,
  shifted,
  outcomeOf,
  progressOf,
  toldAt,
  type Looker,
  type Mark,
} from '../../../client/plans/prediction.view.ts';
import { overridden, waitingForRelease } from '../../../client/releases/releases.view.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { aCallOut, aFact, aSession, aTally, aWarning } from '../../support/builders.ts';

/** So many, and no band around it. */
const one = (people: number) => ({ least: people, most: people });
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
  const whole = { ...prediction, people: 100 };
  const looks = (tally: Partial<Tally>, seesAll = true) => ({ tally: aTally({ total: 100, answered: 0, silent: 100, ...tally }), seesAll });
  const stands = (callOut: CallOut, looker: Looker, minutes: number) => {
    const mine = predictionFor(callOut, looker);
    return mine && progressOf({ prediction: mine, tally: looker.tally, at: new Date(at(minutes)) });
  };
  const running = aCallOut({ prediction: whole, releasedAt: at(0) });

  it('says how many were expected by now, between two points of the curve', () => {
    expect(stands(running, looks({ answered: 20, silent: 80 }), 5)).toMatchObject({
      expected: one(25),
      actual: 20,
      pace: 'onPace',
      beyond: 0,
    });
  });

  it('begins when the call-out was released, not when it was planned', () => {
    const late = shifted(prediction, { releasedAt: at(60) });
    expect([late.curve[0]?.at, late.finishAt]).toEqual([at(60), at(80)]);
    expect(stands(aCallOut({ prediction: whole, releasedAt: at(60) }), looks({}), 60)?.expected).toEqual(one(0));
  });

  it('speaks to a county of its own people alone', () => {
    const county = looks({ total: 20, answered: 4, silent: 16 }, false);
    expect(stands(running, county, 10)).toMatchObject({ expected: one(10), actual: 4, owed: 20 });
    expect(predictionFor(running, county)?.people).toBe(20);
  });

  it('expects nobody any more who was called again for a later version', () => {
    expect(stands(running, looks({ answered: 10, silent: 10, stale: 40, superseded: 40 }), 20)).toMatchObject({
      expected: one(16),
      owed: 20,
    });
  });

  it('says nothing where nothing was predicted, and where nobody of the scope owes an answer', () => {
    expect(predictionFor(aCallOut(), looks({}))).toBeNull();
    expect(predictionFor(running, looks({ answered: 0, silent: 0, superseded: 100 }))).toBeNull();
  });

  it('does not hold the city’s numbers of an older log against a county', () => {
    const old = aCallOut({ prediction, releasedAt: at(0) });
    expect(predictionFor(old, looks({ total: 20, silent: 20 }, false))).toBeNull();
    expect(stands(old, looks({ answered: 20, silent: 80 }), 5)).toMatchObject({ expected: one(25), actual: 20 });
  });

  it.each([
    ['nobody has answered after half a minute', 0, 0.5, 'onPace'],
    ['a few are missing', 22, 5, 'onPace'],
    ['many are missing', 10, 8, 'behind'],
    ['a lone answer stands before the first that was expected', 1, 0, 'onPace'],
    ['there are a few more than expected', 30, 5, 'onPace'],
    ['there are many more than expected', 45, 5, 'ahead'],
    ['the course is over and all of its answers are there', 80, 30, 'onPace'],
    ['the course is over and a tenth of its answers is missing', 72, 30, 'behind'],
  ] as const)('lags only past a tolerance: %s', (...[, answered, minutes, pace]) => {
    expect(stands(running, looks({ answered, silent: 100 - answered }), minutes)?.pace).toBe(pace);
  });

  describe('as a band', () => {
    const banded: Prediction = {
      ...whole,
      curve: whole.curve.map((point, nr) => ({ ...point, low: [0, 38.2, 61][nr]!, high: [0, 66.4, 93][nr]! })),
    };
    const beside = aCallOut({ prediction: banded, releasedAt: at(0) });

    it.each([
      [38, 10, 'onPace', 0],
      [66, 10, 'onPace', 0],
      [34, 10, 'behind', -4],
      [73, 10, 'ahead', 6],
      [0, 0.5, 'onPace', 0],
      [60, 40, 'behind', -1],
      [93, 40, 'onPace', 0],
    ] as const)('is held against %i who have answered after %d minutes: %s', (...[answered, minutes, pace, beyond]) => {
      expect(stands(beside, looks({ answered, silent: 100 - answered }), minutes)).toMatchObject({ pace, beyond });
    });

    it('is told in whole people and never narrower than it is', () => {
      expect(outcomeOf(banded, 100)).toEqual({ answered: { least: 61, most: 93 }, silent: { least: 7, most: 39 } });
      expect(toldAt(banded, 100)).toEqual({ milliseconds: 15 * 60_000, range: { least: 49, most: 80 } });
      expect(rangeAt(banded, { at: noon + 600_000, people: 100 })).toEqual({ least: 38, most: 67 });
    });

    it('is drawn as one closed shape', () => {
      const { low, high } = predicted(banded);
      expect(bandPath({ low, high }, frameOf([high], 100))).toBe('M0 100L50 33.6L100 7L100 39L50 61.8L0 100Z');
      expect(bandPath(predicted(whole), frameOf([], 100))).toBe('');
    });

    it('is the wider for a county, whose answers are more a matter of chance', () => {
      const county = predictionFor(beside, looks({ total: 10, answered: 0, silent: 10 }, false))!;
      const { least, most } = rangeAt(county, { at: Infinity, people: 10 });
      expect([least, most]).toEqual([5, 10]);
    });
  });

  it('does not take the last rung for the last answer', () => {
    expect(outcomeOf(prediction, 100)).toEqual({ answered: one(80), silent: one(20) });
    expect(outcomeOf({ curve: [{ at: at(0), reached: 27, answered: 16.9 }] }, 27)).toEqual({ answered: one(17), silent: one(10) });
    expect(outcomeOf({ curve: [] }, 3)).toEqual({ answered: one(0), silent: one(3) });
  });

  it('says how long it has been over while somebody is silent', () => {
    expect(stands(running, looks({ answered: 99, silent: 1 }), 20 + 19 * 60)?.overdue).toBe(19 * 3_600_000);
    expect(stands(running, looks({ answered: 100, silent: 0 }), 20 + 19 * 60)?.overdue).toBeNull();
    expect(stands(running, looks({}), 19)?.overdue).toBeNull();
  });

  it('gives the counties together what the whole was promised', () => {
    const counts = fc.array(fc.tuple(fc.nat(3_000), fc.nat(3_000)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(counts, fc.nat(40), (counties, minutes) => {
        const people = counties.reduce((sum, [answered, silent]) => sum + answered + silent, 0);
        const callOut = aCallOut({ prediction: { ...prediction, people }, releasedAt: at(0) });
        const expectedBy = (answered: number, silent: number) => {
          const mine = predictionFor(callOut, looks({ total: answered + silent, answered, silent }, false));
          return mine ? peopleAt(predicted(mine).answered, Date.parse(at(minutes))) : 0;
        };
        const apart = counties.reduce((sum, [answered, silent]) => sum + expectedBy(answered, silent), 0);
        expect(apart).toBeCloseTo(expectedBy(people, 0), 6);
      }),
    );
  });

  it('counts each person once, and takes back answers that became stale', () => {
    const callOut = aCallOut();
    // A minute apart: what is said within one is one step.
    const put = (seq: number, answered: number) => ({
      ...aFact(seq, {
        kind: 'calls.put',
        areaCode: null,
        callOutId: callOut.id,
        tallyCode: '320623101000',
        calls: [],
        tally: aTally({ total: 5, answered, silent: 5 - answered }),
      }),
      at: new Date(noon - (5 - seq) * 60_000).toISOString(),
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

  it('is not a county’s to decide where the warning reaches beyond it', () => {
    const county = aSession('commander', { userId: 4, areaCode: '320623000000' });
    const mayOf = (...areas: string[]) => {
      const warnings = new Map([[waiting.warningId!, aWarning({ id: waiting.warningId!, areas })]]);
      return waitingForRelease({ ...worldOf(waiting), warnings }, county)[0]?.may;
    };
    expect(mayOf('320600000000')).toBe('none');
    expect(mayOf('320623000000', '320614000000')).toBe('none');
    expect(mayOf('320623101000')).toBe('release');
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
