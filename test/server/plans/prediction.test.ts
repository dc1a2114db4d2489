import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callingChannels } from '#contract/channels.ts';
import { CallPolicy } from '#contract/policies.ts';
import { Prediction } from '#contract/plans.ts';
import { defaultPolicy } from '../../../server/policies/policies.rules.ts';
import { begunLater, predict, type Group, type Line, type Outlook } from '../../../server/plans/prediction.rules.ts';
import { aStep, noon } from '../../support/builders.ts';

const startAt = new Date(noon);
const seconds = (at: string) => (Date.parse(at) - startAt.getTime()) / 1000;
const line = (about: Partial<Line> = {}): Line => ({
  ...{ id: 'sms', ratePerSecond: 10, concurrency: 10_000, costYuan: 0.05, answerShare: 0.4 },
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
});
const anyGroup: fc.Arbitrary<Group> = fc.record({ channels: fc.uniqueArray(fc.constantFrom(...callingChannels)), people: fc.nat(20_000) });
const anyOutlook = fc.record({
  groups: fc.array(anyGroup, { maxLength: 5 }),
  lines: fc.uniqueArray(anyLine, { selector: ({ id }) => id, maxLength: 5 }),
  ladder: fc.constantFrom(...(['blue', 'yellow', 'orange', 'red'] as const).map((level) => defaultPolicy(level).ladder)),
  startAt: fc.constant(startAt),
});
const seeded = { seed: 20230728, numRuns: 300 };

describe('the predicted course', () => {
  it('is as long as the slowest queue takes, and then as long as the last ones think', () => {
    const { prediction, cost } = predict(outlook());
    expect(seconds(prediction.firstRoundAt)).toBeCloseTo(60, 1);
    expect(seconds(prediction.finishAt)).toBeCloseTo(120, 1);
    expect(cost).toBeCloseTo(600 * 0.05, 6);
    expect(prediction.curve.at(-1)).toMatchObject({ reached: 600, answered: 240 });
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
    expect(prediction.curve.at(-1)!.answered).toBeCloseTo(600 * (1 - 0.6 * 0.5), 1);
  });

  it('does not believe that a redial wakes as many as the first ring', () => {
    const twice = outlook({ ladder: Array.from({ length: 2 }, () => aStep({ channels: ['sms'], waitSeconds: 600 })) });
    expect(predict(twice).prediction.curve.at(-1)!.answered).toBeCloseTo(600 * (1 - 0.6 * 0.8), 1);
  });

  it('counts on a deputy as on anybody who is called a first time', () => {
    const wait = { channels: ['sms' as const], waitSeconds: 600 };
    const { prediction } = predict(outlook({ ladder: [aStep(wait), aStep({ ...wait, reaches: ['deputy'] })] }));
    expect(prediction.curve.at(-1)!.answered).toBeCloseTo(600 * (1 - 0.6 * 0.6), 1);
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
    expect(prediction).toEqual({ people: 0, finishAt: noon, firstRoundAt: noon, curve: [{ at: noon, reached: 0, answered: 0 }] });
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
        for (const [at, { reached, answered }] of prediction.curve.entries()) {
          expect(reached).toBeLessThanOrEqual(people + 0.1);
          expect(answered).toBeLessThanOrEqual(people + 0.1);
          const before = prediction.curve[at - 1];
          if (before) expect(reached >= before.reached && answered >= before.answered && prediction.curve[at]!.at >= before.at).toBe(true);
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
