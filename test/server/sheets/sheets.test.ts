import { describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { answersTo } from '#contract/notice-answers.ts';
import { isAskedFor, readResults, type CountedResult, type EarlierReceipt, type LineSubject } from '../../../server/sheets/sheets.rules.ts';

const person: LineSubject = { callId: 'a' as CallId, householdId: null, subject: 'o a' };
const household: LineSubject = { callId: 'a' as CallId, householdId: 7, subject: 'o 7' };

function aReceipt(about: Partial<EarlierReceipt> = {}): EarlierReceipt {
  return { receiptId: 'r1', subject: 'o a', kind: 'done', counts: { moved: 3, refused: 1 }, note: null, isTyped: false, ...about };
}

type Said = Omit<CountedResult, 'line'>;
const read = (line: LineSubject, said: readonly Said[], earlier: readonly EarlierReceipt[]) =>
  readResults(
    said.map((result, nr) => ({ line, result: { line: '1-001-1', ...result }, receiptId: `new ${nr}` })),
    earlier,
  ).map(({ outcome, replaces }) => [outcome, ...replaces]);

describe('what comes back on paper', () => {
  it.each([
    ['the same again', { kind: 'done', counts: { refused: 1, moved: 3 } }, ['known']],
    ['the same without its people', { kind: 'done' }, ['known']],
    ['the same with no people at all', { kind: 'done', counts: {} }, ['known']],
    ['other people', { kind: 'done', counts: { moved: 4 } }, ['corrected', 'r1']],
    ['a remark more', { kind: 'done', note: '缺船' }, ['taken']],
    ['another answer', { kind: 'onPost' }, ['taken']],
  ] as const)('is read against what was said before: %s', (_name, result, reading) => {
    expect(read(person, [result], [aReceipt()])).toEqual([reading]);
  });

  it('is new where paper counts people and the answer before did not', () => {
    expect(read(person, [{ kind: 'done', counts: { moved: 2 } }], [aReceipt({ counts: null })])).toEqual([['taken']]);
  });

  it('is neither known nor corrected by what was said of somebody else', () => {
    expect(read(household, [{ kind: 'done', counts: { moved: 3 } }], [aReceipt(), aReceipt({ subject: 'o 8' })])).toEqual([['taken']]);
  });

  it('is read in the order of the lines, so that the second time is known and a third may correct', () => {
    const said = [{ moved: 4 }, { moved: 4 }, { moved: 3 }, { moved: 4 }].map((counts): Said => ({ kind: 'done', counts }));
    expect(read(household, said, [])).toEqual([['taken'], ['known'], ['corrected', 'new 0'], ['corrected', 'new 2']]);
  });

  it('takes back a step that the desk noted of a household by a slip, but none that was said there or by a person', () => {
    const slip = aReceipt({ subject: 'o 7', isTyped: true });
    expect(read(household, [{ kind: 'heard' }], [slip])).toEqual([['corrected', 'r1']]);
    expect(read(household, [{ kind: 'heard' }], [{ ...slip, isTyped: false }])).toEqual([['taken']]);
    expect(read(person, [{ kind: 'heard' }], [aReceipt({ isTyped: true })])).toEqual([['taken']]);
  });

  it('takes back no call for help', () => {
    expect(read(household, [{ kind: 'heard' }], [aReceipt({ subject: 'o 7', kind: 'needHelp', isTyped: true })])).toEqual([['taken']]);
  });
});

describe('an answer that is typed', () => {
  it('is taken where the notice asks for it, under the name by which it asks', () => {
    expect(answersTo.order.every((answer) => isAskedFor(answer, answersTo.order))).toBe(true);
    expect(isAskedFor('heard', answersTo.order)).toBe(false);
    expect(isAskedFor('onPost', answersTo.order)).toBe(false);
    expect(isAskedFor('accepted', answersTo.warning)).toBe(false);
    expect(isAskedFor('done', answersTo.check)).toBe(false);
  });

  it('may say of any call that help has come', () => {
    expect(Object.values(answersTo).every((answers) => isAskedFor('helped', answers))).toBe(true);
  });
});
