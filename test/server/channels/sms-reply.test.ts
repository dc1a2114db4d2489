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
    expect(replyKind(text, 'self')).toBe(kind);
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
    expect(replyKind(text, 'self')).toBeNull();
  });

  it('means the same whatever marks and blanks stand around it, and however wide it is written', () => {
    const marks = fc.array(
      fc.constantFrom(' ', '　', '\t', '\n', '"', '“', '”', '‘', '，', '。', '!', '！', '、', '(', '）', '【', '】', '…', '\u200b'),
      { maxLength: 4 },
    );
    const words = fc.constantFrom(...said.flatMap(([kind, texts]) => texts.map((text) => ({ kind, text }))));
    fc.assert(
      fc.property(marks, words, marks, (before, { kind, text }, behind) => {
        expect(replyKind(before.join('') + text + behind.join(''), 'self')).toBe(kind);
      }),
    );
  });

  it('never fails, whatever somebody sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect([null, 'heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot']).toContain(replyKind(text, 'self'));
      }),
    );
  });

  it('is never taken for an answer when it is a longer number, but for a 9 that was pressed again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n, max: 10n ** 20n }), (number) => {
        expect(replyKind(String(number), 'self')).toBe(/^9{2,4}$/.test(String(number)) ? 'needHelp' : null);
      }),
    );
  });
});

describe('a short message of somebody who is to reach the called person', () => {
  it.each<[ReceiptKind, string[]]>([
    [
      'heard',
      [
        '1',
        '１',
        '1 已联系',
        '1已联系到本人',
        '已联系',
        '已联系上',
        '联系到了',
        '联系上他了',
        '已叫醒',
        '叫醒了',
        '找到本人了',
        'reached',
        'I reached him',
      ],
    ],
    ['onPost', ['2']],
    ['done', ['4']],
    ['needHelp', ['9', '需要救援', '9 求救', '联系不上，可能被困', '門敲開了，人暈倒了', '9️⃣']],
    ['cannot', ['0', '联系不上', '聯繫不上', '张三联系不上', '0联系不上', '本人联系不上', '打不通', '叫不醒他', 'cannot reach']],
  ])('means %s', (kind, texts) => {
    for (const text of texts) expect([text, replyKind(text, 'superior')]).toEqual([text, kind]);
  });

  it.each([
    '收到',
    '1收到',
    '1 收到',
    '好的',
    'ok',
    'roger',
    'heard',
    '明白',
    '已到岗',
    '2到岗',
    '正在联系',
    '联系',
    '联系中',
    '没联系到',
    '1联系不上',
  ])('%j says nothing of that person', (text) => {
    for (const reach of ['deputy', 'superior', 'door', 'assignee'] as const) expect(replyKind(text, reach)).toBeNull();
  });

  it.each(['已联系家属', '已联系村支书去找', '联系到了吗', '已联系，没人接'])('%j is left to a person to read', (text) => {
    expect(replyKind(text, 'superior')).toBeNull();
  });

  it('means by each digit that is offered what the called person would mean by it', () => {
    for (const digit of ['1', '0', '9']) expect(replyKind(digit, 'door')).toBe(replyKind(digit, 'self'));
  });
});
