import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMessage, unknownPlaceholders, type MessageWords } from '../../../server/policies/message.rules.ts';

const none = { zh: '', en: '' };
const words = (about: Partial<MessageWords> = {}): MessageWords => ({
  ...{ mode: 'actual', level: 'red', event: '台风', area: '洋口镇', headline: '台风红色预警', instruction: '立即转移。' },
  ...{ reply: '回复1表示收到', link: 'https://example.invalid/field?token=t' },
  ...about,
});

describe('a message', () => {
  it('says what the warning says where the policy has no words', () => {
    expect(renderMessage(none, words(), 'zh')).toBe('台风红色预警 立即转移。 回复1表示收到 https://example.invalid/field?token=t');
  });

  it('says what the policy says, with the words of the warning, in either language', () => {
    const template = { zh: '{area}：{level}{event}！{reply}', en: '{event} {level} for {area}. {reply}' };
    expect(renderMessage(template, words(), 'zh')).toBe('洋口镇：红色台风！回复1表示收到');
    expect(renderMessage(template, words({ event: 'Typhoon', area: 'Yangkou', reply: 'Reply 1' }), 'en')).toBe(
      'Typhoon red for Yangkou. Reply 1',
    );
  });

  it('leaves no hole where something is missing', () => {
    expect(renderMessage(none, words({ instruction: '', link: '' }), 'zh')).toBe('台风红色预警 回复1表示收到');
  });

  it.each([
    ['exercise', 'zh', '【演练】'],
    ['test', 'zh', '【测试】'],
    ['exercise', 'en', '[EXERCISE] '],
    ['test', 'en', '[TEST] '],
  ] as const)('says first that it is an %s (%s)', (mode, locale, mark) => {
    expect(renderMessage({ zh: '{event}', en: '{event}' }, words({ mode }), locale)).toBe(`${mark}台风`);
  });

  it('never takes what a headline says for a placeholder', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{link}', '{', '}', '$&', '$1', '{event}', 'x')), (bits) => {
        const headline = bits.join('');
        expect(renderMessage({ zh: '{headline}', en: '' }, words({ headline }), 'zh')).toBe(headline);
      }),
      { seed: 20230728 },
    );
  });

  it('asks for nothing that it has not', () => {
    expect(unknownPlaceholders('{event}{level}{area}{headline}{instruction}{reply}{link}')).toEqual([]);
    expect(unknownPlaceholders('{name} {Event} {} { link }')).toEqual(['name', 'Event', '', ' link ']);
    expect(unknownPlaceholders('1 { 2 } } {')).toEqual([' 2 ']);
  });
});
