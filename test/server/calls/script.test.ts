import { describe, expect, it } from 'vitest';
import { phoneScript, type ScriptWords } from '../../../server/calls/script.rules.ts';

const words = { event: '台风', headline: '台风红色预警', description: '', instruction: '立即转移。' };
const said: ScriptWords = {
  ...{ mode: 'actual', level: 'red', words: { zh: words, en: words } },
  ...{ template: { zh: '', en: '' }, areaNameZh: '洋口镇', areaNameEn: 'Yangkou Town' },
};

describe('what is read out on the telephone', () => {
  it("is the warning's own words where the policy has none", () => {
    expect(phoneScript(said)).toEqual({ zh: '台风红色预警 立即转移。', en: '台风红色预警 立即转移。' });
  });

  it("is the policy's message as it was sent, without a link that nobody can hear", () => {
    const template = { zh: '{area}：{level}{event}！{instruction}{reply} {link}', en: '{area}: {level} {event}. {reply} {link}' };
    expect(phoneScript({ ...said, template })).toEqual({ zh: '洋口镇：红色台风！立即转移。', en: 'Yangkou Town: red 台风.' });
  });

  it('says of a drill that it is one before anything else', () => {
    expect(phoneScript({ ...said, mode: 'exercise' }).zh).toMatch(/^【演练】/);
  });
});
