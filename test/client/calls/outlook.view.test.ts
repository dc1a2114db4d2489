import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escalationSteps, leftReasons, type CallActionResult } from '#contract/call-details.ts';
import { addResults, leftLines, nothingYet, offersOf, outcomeOf, questionOf } from '../../../client/calls/outlook.view.ts';
import { aRow, callId } from '../../support/calls-on-screen.ts';

const spent: CallActionResult = { done: 0, left: 3566, leftBy: { spent: 3566 }, steps: {} };
const unroused = [aRow({ id: callId(1), state: 'unroused', dueAt: null }), aRow({ id: callId(2), state: 'silent' })];

describe('what is said of an order about many people', () => {
  it('is not green where nothing was done, and gives the true reason', () => {
    expect(outcomeOf('escalateNow', spent)).toEqual({
      outcome: 'partly',
      text: '没有人可以升级 · 3,566 人的升级阶梯已走完',
    });
    expect(outcomeOf('escalateNow', spent).text).not.toMatch(/应答|辖区|结束/);
  });

  it('is green only where it was done for everybody', () => {
    const some = { done: 2, left: 1, leftBy: { answered: 1 }, steps: { redial: 1, door: 1 } };
    expect(outcomeOf('escalateNow', some)).toMatchObject({ outcome: 'partly' });
    expect(outcomeOf('escalateNow', { ...some, left: 0, leftBy: {} })).toMatchObject({ outcome: 'done' });
  });

  it('asks nothing where nothing can be done', () => {
    expect(questionOf('escalateNow', spent).yes).toBeNull();
    expect(questionOf('callAgain', { ...nothingYet, done: 7 }).yes).toBe('再次呼叫 7 人');
  });

  it('offers what helps where the ladders are spent: those again who stand at their end, the list, paper', () => {
    expect(offersOf('escalateNow', spent, unroused)).toEqual({ again: [unroused[0]], unroused: true, sheets: true });
    expect(offersOf('callAgain', { ...nothingYet, done: 1 }, [unroused[1]!])).toEqual({ again: [], unroused: false, sheets: false });
  });

  it('loses nobody when the parts of a great order are added up', () => {
    const by = <K extends string>(keys: readonly K[]) =>
      fc.dictionary(fc.constantFrom(...keys), fc.integer({ min: 1, max: 2_000 })) as fc.Arbitrary<Partial<Record<K, number>>>;
    const total = (counts: Partial<Record<string, number>>) => Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
    const result = fc
      .record({ leftBy: by(leftReasons), steps: by(escalationSteps) })
      .map(({ leftBy, steps }): CallActionResult => ({ done: total(steps), left: total(leftBy), leftBy, steps }));
    fc.assert(
      fc.property(fc.array(result), (parts) => {
        const sum = parts.reduce(addResults, nothingYet);
        expect([total(sum.leftBy), total(sum.steps)]).toEqual([sum.left, sum.done]);
        expect(sum.done + sum.left).toBe(parts.reduce((all, { done, left }) => all + done + left, 0));
        expect(leftLines(sum)).toHaveLength(Object.keys(sum.leftBy).length);
      }),
    );
  });
});
