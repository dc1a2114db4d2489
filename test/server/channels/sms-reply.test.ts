import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceiptKind } from '#contract/calls.ts';
import { replyKind } from '../../../server/channels/sms-reply.rules.ts';

const said: [ReceiptKind, string[]][] = [
  [
    'heard',
    [
      '1',
      '１',
      '①',
      ' 1 ',
      '"1"',
      '“1”',
      '1。',
      '【1】',
      '回复1',
      '收到',
      '已收到',
      '收到！',
      '收到，谢谢',
      '好的',
      '明白',
      '知道了',
      'OK',
      'ok',
      '1收到',
      '1 收到',
    ],
  ],
  ['onPost', ['2', '２', '到岗', '已到岗', '已经到岗。', '2到岗', '到位', '在岗']],
  ['acting', ['3', '３', '转移中', '正在转移', '组织转移', '3、转移中', '处置中']],
  ['done', ['4', '４', '完成', '已完成', '转移完毕', '4 完成！']],
  ['needHelp', ['9', '９', '求助', '需要支援', '求救！', '请求支援', 'SOS', 'help', '9求助']],
  ['cannot', ['0', '０', '无法执行', '无法到岗', '不能去', '到不了', '0无法执行']],
];

describe('a short message in answer to a call', () => {
  it.each(said.flatMap(([kind, texts]) => texts.map((text): [string, ReceiptKind] => [text, kind])))('%j means %s', (text, kind) => {
    expect(replyKind(text)).toBe(kind);
  });

  it.each([
    '',
    ' ',
    '5',
    '6',
    '10',
    '11',
    '1234',
    '2到不了',
    '1求助',
    '没收到',
    '未收到',
    '收到没有',
    '收到吗',
    '收到什么？',
    '没有到岗',
    '还没完成',
    '完成不了吗',
    '退订',
    'TD',
    '你是谁',
    '明天再说',
    '您有一条新短信',
    '1.5',
  ])('%j means nothing that a machine may take for an answer', (text) => {
    expect(replyKind(text)).toBeNull();
  });

  it('means the same whatever marks and blanks stand around it, and however wide it is written', () => {
    const marks = fc.array(
      fc.constantFrom(' ', '　', '\t', '\n', '"', '“', '”', '‘', '，', '。', '!', '！', '、', '(', '）', '【', '】', '…', '\u200b'),
      { maxLength: 4 },
    );
    const words = fc.constantFrom(...said.flatMap(([kind, texts]) => texts.map((text) => ({ kind, text }))));
    fc.assert(
      fc.property(marks, words, marks, (before, { kind, text }, behind) => {
        expect(replyKind(before.join('') + text + behind.join(''))).toBe(kind);
      }),
    );
  });

  it('never fails, whatever somebody sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect([null, 'heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot']).toContain(replyKind(text));
      }),
    );
  });

  it('is never taken for an answer when it is a longer number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n, max: 10n ** 20n }), (number) => {
        expect(replyKind(String(number))).toBeNull();
      }),
    );
  });
});
