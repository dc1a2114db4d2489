import { describe, expect, it } from 'vitest';
import { receiptKinds, type CallId, type CallOutId } from '#contract/calls.ts';
import { answersTo } from '#contract/notice-answers.ts';
import { digitsOf, replyDigits } from '#contract/reply-digits.ts';
import type { CallSheet, SheetLine } from '#contract/sheets.ts';
import { answeredLines, lineTyped, sheetTyped, stateKey } from '../../../client/ledger/sheet-typing.view.ts';

const line = (code: string, about: Partial<SheetLine> = {}): SheetLine => ({
  ...{
    line: 1,
    code,
    callId: code as CallId,
    householdId: null,
    maskedName: '测**',
    postKind: 'villageLead',
    areaCode: '320623101200',
    areaNameZh: '浒路村',
  },
  ...{ areaNameEn: 'Hulu', state: 'silent', progress: null, needHelp: false, cannot: false },
  ...about,
});
const sheet: CallSheet = {
  ...{
    id: 12,
    callOutId: 'c' as CallOutId,
    areaCode: '320623000000',
    headline: '',
    level: 'red',
    noticeKind: 'warning',
    incidentMode: 'actual',
    printedAt: '',
  },
  answers: [...answersTo.warning],
  lines: [line('12-034-4'), line('12-035-2', { state: 'answered' })],
};

describe('a line that is typed', () => {
  it.each(['12-034-4', '12 34 4', '034-4', '34 4', '１２－０３４－４'])('is found by %s', (typed) => {
    expect(lineTyped(sheet, typed)?.code).toBe('12-034-4');
  });

  it.each(['', '34', '034', '12-034', '12-034-5', '13-034-4', '12-034-4-4', 'x'])('is not guessed from %j', (typed) => {
    expect(lineTyped(sheet, typed)).toBeNull();
  });
});

describe('a sheet', () => {
  it.each([
    ['12', 12],
    ['第 12 号', 12],
    ['12-034-4', 12],
    ['１２', 12],
    ['', null],
    ['0', null],
    ['no', null],
  ])('is opened by its number as it stands on the paper: %j', (typed, number) => {
    expect(sheetTyped(typed)).toBe(number);
  });

  it('says how many of its lines are answered', () => {
    expect(answeredLines(sheet)).toBe(1);
  });

  it('takes every answer by one digit; that help has come is no answer to a warning', () => {
    const answers = receiptKinds.filter((kind) => kind !== 'helped');
    expect(replyDigits.map(([, kind]) => kind).sort()).toEqual([...answers].sort());
    expect(new Set(replyDigits.map(([digit]) => digit)).size).toBe(answers.length);
  });
});

describe('what is typed for a line', () => {
  it('is chosen of what its notice asks for, by the digits of a short message', () => {
    expect(digitsOf(answersTo.order)).toEqual([
      ['1', 'accepted'],
      ['3', 'underWay'],
      ['4', 'done'],
      ['9', 'needHelp'],
      ['0', 'declined'],
    ]);
    expect(digitsOf(answersTo.check)).toEqual([['1', 'heard']]);
    expect(digitsOf(answersTo.warning)).toEqual(replyDigits);
  });

  it('is shown afterwards in the words of the notice', () => {
    const heard = line('12-034-4', { state: 'answered', progress: 'heard' });
    expect([stateKey(heard, 'order'), stateKey(heard, 'warning')]).toEqual(['orderReply/heard', 'call/heard']);
    expect(stateKey(line('12-034-4', { cannot: true }), 'order')).toBe('orderReply/cannot');
    expect(stateKey(line('12-034-4'), 'order')).toBe('call/silent');
  });
});
