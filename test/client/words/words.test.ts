import { afterEach, describe, expect, it } from 'vitest';
import { explain } from '../../../client/words/explain.ts';
import { clockText, countdownText, dateText, momentText, percentText, spanText } from '../../../client/words/format.ts';
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

  it('count down to nothing and no further', () => {
    expect(countdownText(252_000)).toBe('04:12');
    expect(countdownText(3_852_000)).toBe('1:04:12');
    expect(countdownText(-1)).toBe('00:00');
  });

  it('never round up to all while somebody is missing', () => {
    expect(percentText(0.836)).toBe('83.6%');
    expect(percentText(14_999 / 15_000)).toBe('99.9%');
    expect(percentText(1)).toBe('100%');
  });
});
