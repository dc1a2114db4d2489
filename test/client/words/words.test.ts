import { afterEach, describe, expect, it } from 'vitest';
import { explain } from '../../../client/words/explain.ts';
import {
  agedText,
  clockText,
  dateText,
  durationText,
  momentText,
  percentText,
  secondText,
  spanText,
  timeText,
} from '../../../client/words/format.ts';
import { locale, say, sayIn, sayOr } from '../../../client/words/words.ts';

afterEach(() => locale.set('zh-CN'));

const at = new Date('2022-09-14T03:42:07.000Z');

describe('the words of the screen', () => {
  it('change with the language, without a reload', () => {
    expect(say('app/sign-out')).toBe('退出登录');
    locale.set('en');
    expect(say('app/sign-out')).toBe('Sign out');
  });

  it('fill in values, and count in the manner of the language', () => {
    expect(sayIn('zh-CN', 'board/round', { count: 2 })).toBe('2 轮进行中');
    expect(sayIn('en', 'board/round', { count: 1 })).toBe('1 call-out running');
    expect(sayIn('en', 'board/round', { count: 2 })).toBe('2 call-outs running');
  });

  it('fall back to what is known when a register brings a slug they do not hold', () => {
    expect(sayOr('post/guardian', 'x')).toBe('包保责任人');
    expect(sayOr('post/harbourMaster', 'harbourMaster')).toBe('harbourMaster');
    expect(sayOr('toString', 'otherwise')).toBe('otherwise');
  });
});

describe('a refusal', () => {
  it('is worded by its code', () => {
    expect(explain(new Error('incident/clock-is-wall'))).toBe('实战事件使用真实时间，时钟不可更改');
  });

  it('is not made of a bug', () => {
    const bug = new TypeError('x is not a function');
    expect(() => explain(bug)).toThrow(bug);
  });
});

describe('times and numbers', () => {
  it("are Nantong's wherever the desk stands", () => {
    expect(clockText(at)).toBe('11:42:07');
    expect(dateText(at)).toBe('2022-09-14 周三');
    locale.set('en');
    expect(dateText(at)).toBe('Wed 2022-09-14');
  });

  it('name the year only when it is another', () => {
    expect(momentText(at, new Date('2022-01-01T00:00:00Z'))).toBe('09-14 11:42');
    expect(momentText(at, new Date('2026-01-01T00:00:00Z'))).toBe('2022-09-14 11:42');
  });

  it.each([
    [59_000, '59 秒'],
    [12 * 60_000, '12 分'],
    [125 * 60_000, '2 时 5 分'],
    [76 * 3_600_000, '3 天 4 时'],
    [-5, '0 秒'],
  ])('tell a span of %i ms as %s', (milliseconds, words) => {
    expect(spanText(milliseconds)).toBe(words);
  });

  it.each([
    [851_000, '14 分 11 秒', '14 min 11 s'],
    [3_852_000, '1 时 4 分', '1 h 4 min'],
    [11_000, '11 秒', '11 s'],
    [-1, '0 秒', '0 s'],
  ])('never show what is left (%i ms) as a time of day', (milliseconds, zh, en) => {
    expect(durationText(milliseconds)).toBe(zh);
    locale.set('en');
    expect(durationText(milliseconds)).toBe(en);
  });

  it.each([
    ['2022-09-14T03:42:07Z', '11:42', '11:42'],
    ['2022-09-13T15:59:00Z', '9月13日 23:59，1 小时前', '13 Sep 23:59, 1 h ago'],
    ['2022-09-11T12:00:00Z', '9月11日 20:00，2 天前', '11 Sep 20:00, 2 d ago'],
    ['2022-09-16T00:10:00Z', '9月16日 08:10，1 天后', '16 Sep 08:10, in 1 d'],
    ['2018-12-31T15:00:00Z', '2018年12月31日 23:00，3 年前', '31 Dec 2018 23:00, 3 y ago'],
    ['2021-12-31T16:00:00Z', '1月1日 00:00，256 天前', '1 Jan 00:00, 256 d ago'],
  ])('tell %s on another day with its date and its age', (time, zh, en) => {
    const now = new Date(time === '2022-09-13T15:59:00Z' ? '2022-09-13T17:10:00Z' : at);
    expect(agedText(new Date(time), now)).toBe(zh);
    locale.set('en');
    expect(agedText(new Date(time), now)).toBe(en);
  });

  it('name the date and the second where what happened on another day is listed', () => {
    expect(secondText(at, at)).toBe('11:42:07');
    expect(secondText(at, new Date('2022-09-15T00:00:00Z'))).toBe('9月14日 11:42:07');
    expect(timeText(at, new Date('2023-01-01T00:00:00Z'))).toBe('2022年9月14日 11:42');
  });

  it('never round up to all while somebody is missing', () => {
    expect(percentText(0.836)).toBe('83.6%');
    expect(percentText(14_999 / 15_000)).toBe('99.9%');
    expect(percentText(1)).toBe('100%');
  });
});
