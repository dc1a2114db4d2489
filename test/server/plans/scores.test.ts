import { describe, expect, it } from 'vitest';
import type { Prediction } from '#contract/plans.ts';
import { sideOf, type PredictionScore } from '#contract/predictions.ts';
import { calibrationOf, dueScores } from '../../../server/plans/scores.rules.ts';
import { noon } from '../../support/builders.ts';

const at = (minutes: number) => new Date(Date.parse(noon) + minutes * 60_000);
const prediction: Prediction = {
  people: 100,
  firstRoundAt: at(1).toISOString(),
  finishAt: at(20).toISOString(),
  curve: [
    { at: noon, reached: 0, answered: 0, low: 0, high: 0 },
    { at: at(10).toISOString(), reached: 100, answered: 60, low: 40, high: 80 },
    { at: at(20).toISOString(), reached: 100, answered: 70, low: 50, high: 90 },
  ],
};
const due = (minutes: number, closedAt: Date | null = null) => dueScores({ prediction, scored: [], closedAt }, at(minutes));
const score = (answered: number | null, about: Partial<PredictionScore> = {}): PredictionScore => ({
  ...{ mark: '5', at: noon, people: 100, low: 40.4, expected: 60, high: 79.2, answered },
  ...about,
});

describe('a prediction', () => {
  it('is scored at fixed times until its end, a minute after each, since answers without a signal come late', () => {
    expect(due(5)).toEqual([]);
    expect(due(6)).toEqual([{ mark: '5', at: at(5).toISOString(), people: 100, low: 20, expected: 30, high: 40, ranUntil: true }]);
    expect(due(600).map(({ mark }) => mark)).toEqual(['5', '15', 'end']);
    expect(dueScores({ prediction, scored: ['5', 'end'], closedAt: null }, at(600)).map(({ mark }) => mark)).toEqual(['15']);
  });

  it('is not blamed for what was stopped before', () => {
    expect(due(8, at(7)).map(({ mark, ranUntil }) => [mark, ranUntil])).toEqual([
      ['5', true],
      ['15', false],
      ['end', false],
    ]);
  });

  it.each([
    [39, 'below'],
    [40, 'within'],
    [80, 'within'],
    [81, 'above'],
    [null, null],
  ] as const)('of 40.4 to 79.2 people says of %s: %s', (answered, side) => {
    expect(sideOf(score(answered))).toBe(side);
  });

  it('is added up with others to how often their bands have held', () => {
    const sums = calibrationOf([{ scores: [score(50), score(30), score(null)] }, { scores: [score(90)] }, { scores: [score(null)] }]);
    expect(sums).toMatchObject({ callOuts: 2, times: 3, within: 1, below: 1, above: 1 });
    const width = 0.388;
    expect(sums.intervalScore).toBeCloseTo((3 * width + 0.104 * 10 + 0.108 * 10) / 3, 3);
    expect(calibrationOf([])).toEqual({ callOuts: 0, times: 0, within: 0, below: 0, above: 0, intervalScore: null });
  });
});
