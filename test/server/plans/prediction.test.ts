import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callingChannels } from '#contract/channels.ts';
import { CallPolicy } from '#contract/policies.ts';
import { expectedAt, partOf, Prediction } from '#contract/plans.ts';
import { defaultPolicy } from '../../../server/policies/policies.rules.ts';
import type { Learnt, PlannedChannel } from '../../../server/plans/answer-shares.rules.ts';
import type { Group } from '../../../server/plans/crowd.rules.ts';
import { begunLater, predict, type Outlook } from '../../../server/plans/prediction.rules.ts';
import { aStep, noon } from '../../support/builders.ts';

const startAt = new Date(noon);
const seconds = (at: string) => (Date.parse(at) - startAt.getTime()) / 1000;
const line = (about: Partial<PlannedChannel> = {}): PlannedChannel => ({
  ...{ id: 'sms', ratePerSecond: 10, concurrency: 10_000, costYuan: 0.05, answerShare: 0.4, isDefault: true },
  ...about,
});
const outlook = (about: Partial<Outlook> = {}): Outlook => ({
  groups: [{ channels: ['sms'], people: 600 }],
  ladder: [aStep({ channels: ['sms'], waitSeconds: 60 })],
  lines: [line()],
  startAt,
  ...about,
});

const anyLine = fc.record({
  id: fc.constantFrom(...callingChannels),
  ratePerSecond: fc.double({ min: 0.5, max: 1000, noNaN: true }),
  concurrency: fc.integer({ min: 1, max: 1000 }),
  costYuan: fc.double({ min: 0, max: 1, noNaN: true }),
  answerShare: fc.double({ min: 0, max: 1, noNaN: true }),
  isDefault: fc.boolean(),
});
const anyGroup: fc.Arbitrary<Group> = fc.record({ channels: fc.uniqueArray(fc.constantFrom(...callingChannels)), people: fc.nat(20_000) });
const anyOutlook = fc.record({
  groups: fc.array(anyGroup, { maxLength: 5 }),
  lines: fc.uniqueArray(anyLine, { selector: ({ id }) => id, maxLength: 5 }),
  ladder: fc.constantFrom(...(['blue', 'yellow', 'orange', 'red'] as const).map((level) => defaultPolicy(level).ladder)),
  startAt: fc.constant(startAt),
});
const seeded = { seed: 20230728, numRuns: 80 };

describe('the predicted course', () => {
  it('is as long as the slowest queue takes, and then as long as the last ones think', () => {
    const { prediction, cost } = predict(outlook());
    expect(seconds(prediction.firstRoundAt)).toBeCloseTo(60, 1);
    expect(seconds(prediction.finishAt)).toBeCloseTo(120, 1);
    expect(cost).toBeCloseTo(600 * 0.05, 6);
    expect(prediction.curve.at(-1)!.reached).toBe(600);
  });

  it('rings nobody over a gateway before a quiet night is over, while the page shows the call', () => {
    const quietSeconds = 7_200;
    expect(seconds(predict(outlook({ quietSeconds })).prediction.firstRoundAt)).toBeCloseTo(quietSeconds + 60, 1);
    const paged = outlook({ groups: [{ channels: ['inApp', 'sms'], people: 600 }], lines: [line({ id: 'inApp' }), line()], quietSeconds });
    const { prediction } = predict({ ...paged, ladder: [aStep({ channels: ['inApp', 'sms'] })] });
    expect(seconds(prediction.firstRoundAt)).toBeCloseTo(60, 1);
  });

  it('takes the faster of two ways to the same people, and asks both', () => {
    const both = outlook({
      groups: [{ channels: ['sms', 'voice'], people: 600 }],
      ladder: [aStep({ channels: ['sms', 'voice'] })],
      lines: [line(), line({ id: 'voice', ratePerSecond: 100, answerShare: 0.5 })],
    });
    const { prediction } = predict(both);
    expect(seconds(prediction.firstRoundAt)).toBeCloseTo(6, 1);
  });

  const ended = (about: Partial<Outlook>) => predict(outlook(about)).prediction.curve.at(-1)!;
  const alone = [aStep({ channels: ['sms'], waitSeconds: 600 })];

  it('does not believe that a second way or a redial wakes as many as the first ring', () => {
    const once = ended({ ladder: alone }).answered;
    const twice = ended({ ladder: [...alone, ...alone] }).answered;
    const both = ended({
      groups: [{ channels: ['sms', 'chat'], people: 600 }],
      ladder: [aStep({ channels: ['sms', 'chat'], waitSeconds: 600 })],
      lines: [line(), line({ id: 'chat' })],
    }).answered;
    const independent = 600 * (1 - (1 - once / 600) ** 2);
    for (const more of [twice, both]) expect(more > once && more < independent - 20).toBe(true);
  });

  it('never promises that everybody answers who was called over everything', () => {
    const lines = callingChannels.map((id) => line({ id, answerShare: 0.6, ratePerSecond: 1000 }));
    const { ladder } = defaultPolicy('red');
    const { prediction } = predict(outlook({ groups: [{ channels: callingChannels, people: 266 }], ladder, lines }));
    expect(expectedAt(prediction, Date.parse(noon) + 120_000).high).toBeLessThan(266 * 0.6);
    expect(prediction.curve.at(-1)!.high).toBeLessThan(266 * 0.98);
  });

  it('counts on a deputy for less than on the person, and expects fewer at night', () => {
    const own = ended({ ladder: alone }).answered;
    const brought = ended({ ladder: [aStep({ channels: ['sms'], waitSeconds: 600, reaches: ['deputy'] })] });
    expect(brought.answered < own && brought.reached === 0).toBe(true);
    expect(ended({ ladder: alone, startAt: new Date('2026-07-26T18:00:00.000Z') }).answered).toBeLessThan(own);
  });

  it('knows that a line which speaks is not faster than its places allow', () => {
    const spoken = outlook({
      groups: [{ channels: ['voice'], people: 600 }],
      ladder: [aStep({ channels: ['voice'] })],
      lines: [line({ id: 'voice', ratePerSecond: 1000, concurrency: 30 })],
    });
    expect(seconds(predict(spoken).prediction.firstRoundAt)).toBeCloseTo(600, 0);
  });

  it('is over at once when nobody is called', () => {
    const { prediction, cost } = predict(outlook({ groups: [] }));
    expect(prediction).toMatchObject({ people: 0, finishAt: noon, firstRoundAt: noon });
    expect(prediction.curve).toEqual([{ at: noon, reached: 0, answered: 0, low: 0, high: 0 }]);
    expect(cost).toBe(0);
  });

  it('waits out the ladder for people whom nothing reaches', () => {
    const steps = [aStep({ waitSeconds: 60 }), aStep({ waitSeconds: 60 })];
    const { prediction } = predict(outlook({ groups: [{ channels: [], people: 5 }], ladder: steps, lines: [] }));
    expect(seconds(prediction.finishAt)).toBe(60);
    expect(prediction.curve.at(-1)).toMatchObject({ reached: 0, answered: 0 });
  });

  it('never ends before count divided by rate, and never says more than there are', () => {
    fc.assert(
      fc.property(anyOutlook, (about) => {
        const { prediction, cost } = predict(about);
        expect(Prediction.parse(prediction)).toEqual(prediction);
        expect(prediction.curve.length).toBeLessThanOrEqual(60);
        const people = about.groups.reduce((sum, group) => sum + group.people, 0);
        for (const [nr, point] of prediction.curve.entries()) {
          const [low, high] = [point.low!, point.high!];
          expect(low >= 0 && low <= point.answered && point.answered <= high).toBe(true);
          expect(Math.max(point.reached, high)).toBeLessThanOrEqual(people + 0.1);
          const before = prediction.curve[nr - 1];
          if (!before) continue;
          expect(point.at >= before.at && point.reached >= before.reached && point.answered >= before.answered).toBe(true);
          expect(low >= before.low! && high >= before.high!).toBe(true);
        }
        for (const { id, ratePerSecond } of about.lines) {
          const first = about.ladder[0]!.channels.includes(id) ? about.groups.filter(({ channels }) => channels.includes(id)) : [];
          const count = first.reduce((sum, group) => sum + group.people, 0);
          expect(seconds(prediction.finishAt)).toBeGreaterThanOrEqual(count / ratePerSecond - 0.01);
        }
        expect(cost).toBeGreaterThanOrEqual(0);
      }),
      seeded,
    );
  });

  it('never ends sooner for more people or slower channels', () => {
    fc.assert(
      fc.property(anyOutlook, fc.double({ min: 1, max: 20, noNaN: true }), (about, times) => {
        const end = seconds(predict(about).prediction.finishAt);
        const more = about.groups.map((group) => ({ ...group, people: group.people * times }));
        const slower = about.lines.map((each) => ({
          ...each,
          ratePerSecond: each.ratePerSecond / times,
          concurrency: each.concurrency / times,
        }));
        expect(seconds(predict({ ...about, groups: more }).prediction.finishAt)).toBeGreaterThanOrEqual(end - 0.01);
        expect(seconds(predict({ ...about, lines: slower }).prediction.finishAt)).toBeGreaterThanOrEqual(end - 0.01);
      }),
      seeded,
    );
  });

  describe('as a band', () => {
    const width = (about: Partial<Outlook>) => {
      const { low, high } = ended({ ladder: alone, ...about });
      return high! - low!;
    };
    const learntFrom = (calls: number, callOuts: number, share = 0.3): Learnt => ({
      cells: [
        {
          way: 'sms',
          hours: 'day',
          rung: 'first',
          wait: 'long',
          isDrill: false,
          tried: calls,
          answered: Math.round(calls * share),
          callOuts,
        },
      ],
      actual: { calls, callOuts, learntAt: startAt },
      drills: { calls: 0, callOuts: 0, learntAt: null },
    });

    it('is the same for the same input', () => {
      expect(predict(outlook())).toEqual(predict(outlook()));
    });

    it('is the wider the less is known, and says what it rests on', () => {
      const few = predict(outlook({ ladder: alone, learnt: learntFrom(40, 2) })).prediction;
      expect(few.basis).toEqual({ from: 'ledger', calls: 40, callOuts: 2, isPartial: false, learntAt: noon });
      expect(predict(outlook()).prediction.basis).toMatchObject({ from: 'default', calls: 0 });
      const widths = [undefined, learntFrom(40, 2), learntFrom(400, 20), learntFrom(8_000, 200)].map((learnt) =>
        width({ outageChance: 0, ...(learnt && { learnt }) }),
      );
      expect(widths).toEqual([...widths].sort((one, other) => other - one));
      expect(widths[3]).toBeLessThan(widths[0]! / 2);
    });

    it('goes to what was seen, the more was seen', () => {
      const learnt = ended({ ladder: alone, outageChance: 0, learnt: learntFrom(8_000, 200, 0.9) }).answered;
      expect(learnt / 600).toBeCloseTo(0.9, 1);
      expect(ended({ ladder: alone, outageChance: 0, learnt: learntFrom(10, 1, 0.9) }).answered).toBeLessThan(learnt - 60);
    });

    it('reaches further down where networks may fail for many at once', () => {
      const [calm, risky] = [0, 0.25].map((outageChance) => ended({ ladder: alone, outageChance }));
      expect(risky!.low!).toBeLessThan(calm!.low! - 20);
      expect(width({ outageChance: 0.25 })).toBeGreaterThan(width({ outageChance: 0 }));
    });

    it('holds eight of ten courses that are drawn person by person from what it assumes', () => {
      const people = 30;
      const certain = {
        ladder: alone,
        groups: [{ channels: ['sms' as const], people }],
        learnt: learntFrom(1_000_000, 40_000, 0.5),
        outageChance: 0,
      };
      const { low, answered, high } = ended(certain);
      const binomial = (most: number) => {
        let [sum, term] = [0, 0.5 ** people];
        for (let count = 0; count <= most; count++) {
          sum += term;
          term *= (people - count) / (count + 1);
        }
        return sum;
      };
      expect(answered).toBeCloseTo(15, 0);
      expect(binomial(Math.floor(high!)) - binomial(Math.ceil(low!) - 1)).toBeGreaterThan(0.75);
      expect(binomial(Math.floor(high!)) - binomial(Math.ceil(low!) - 1)).toBeLessThan(0.92);
    });

    it('tells a drill by drills, and what is real by drills only while there is nothing else', () => {
      const drilled = { ...learntFrom(0, 0), drills: { calls: 90, callOuts: 3, learntAt: startAt } };
      expect(predict(outlook({ learnt: drilled })).prediction.basis).toMatchObject({ from: 'drills', calls: 90, isPartial: true });
      const both = { ...learntFrom(50, 1), drills: drilled.drills };
      expect(predict(outlook({ learnt: both })).prediction.basis).toMatchObject({ from: 'ledger', calls: 50 });
      expect(predict(outlook({ learnt: both, isDrill: true })).prediction.basis).toMatchObject({ from: 'drills', calls: 90 });
    });

    it('falls to the parts of a city by their people, and chance weighs more among few', () => {
      const { prediction } = predict(outlook({ ladder: alone }));
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 599 }), (people) => {
          const [one, rest] = [partOf(prediction, people)!, partOf(prediction, 600 - people)!];
          for (const [nr, whole] of prediction.curve.entries()) {
            const [a, b] = [one.curve[nr]!, rest.curve[nr]!];
            expect(a.answered + b.answered).toBeCloseTo(whole.answered, 6);
            expect(a.low! <= a.answered && a.answered <= a.high! && a.high! <= people && a.low! >= 0).toBe(true);
            expect((a.high! - a.low!) / people).toBeGreaterThanOrEqual(((whole.high! - whole.low!) / 600) * (people < 60 ? 0.9 : 0.98));
          }
        }),
        seeded,
      );
      expect(partOf(prediction, 600)!.curve).toEqual(prediction.curve);
    });
  });

  it('shifts as a whole when it begins later', () => {
    const { prediction } = predict(outlook());
    const later = begunLater(prediction, 90_000);
    expect(seconds(later.finishAt) - seconds(prediction.finishAt)).toBe(90);
    expect(later.curve.map(({ reached, answered }) => [reached, answered])).toEqual(
      prediction.curve.map(({ reached, answered }) => [reached, answered]),
    );
  });

  it('is made from any stamped policy', () => {
    const { ladder } = CallPolicy.parse(defaultPolicy('red'));
    expect(
      predict(outlook({ ladder, lines: [line({ id: 'inApp' })], groups: [{ channels: ['inApp'], people: 10 }] })).cost,
    ).toBeGreaterThan(0);
  });
});
