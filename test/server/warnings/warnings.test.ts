import { describe, expect, it } from 'vitest';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { refuseOutside } from '../../../server/notices/notices.rules.ts';
import { combinedMessage, isOver, levelInForce, refuseWrongMode } from '../../../server/warnings/warnings.rules.ts';
import { capMessage, geocode } from '../../support/cap-message.ts';
import { code } from '../../support/tiny-city.ts';

const info = (language: string, level: string, area: string) =>
  `<info><language>${language}</language><category>Met</category><event>${language}</event><urgency>Future</urgency><severity>Unknown</severity>
  <certainty>Likely</certainty><headline>${language}</headline><parameter><valueName>level</valueName><value>${level}</value></parameter>
  <area><areaDesc>x</areaDesc><polygon>32,121 32,122 33,122 32,121</polygon>${geocode(area)}</area></info>`;
const bilingual = parseCap(capMessage({ infos: info('en-US', 'orange', code.rudong) + info('zh-CN', 'yellow', code.haimen) }));

describe('a message in two languages', () => {
  it('speaks Chinese, at the highest level it names, about all areas it names', () => {
    expect(combinedMessage(bilingual)).toMatchObject({ headline: 'zh-CN', level: 'orange', geocodes: [code.rudong, code.haimen] });
  });

  it('is drawn once', () => {
    expect(combinedMessage(bilingual).polygons).toHaveLength(1);
  });
});

describe('what may enter', () => {
  it('refuses drills in a real incident', () => {
    expect(() => refuseWrongMode({ status: 'Exercise', msgType: 'Alert' }, 'actual')).toThrow('warning/mode-mismatch');
    expect(() => refuseWrongMode({ status: 'Test', msgType: 'Alert' }, 'actual')).toThrow('warning/mode-mismatch');
  });

  it('lets the real thing be replayed in a drill, and drills in both kinds of drill', () => {
    for (const status of ['Actual', 'Exercise', 'Test'] as const) {
      for (const mode of ['exercise', 'test'] as const) expect(() => refuseWrongMode({ status, msgType: 'Alert' }, mode)).not.toThrow();
    }
  });

  it('refuses what is not for receivers', () => {
    for (const msgType of ['Ack', 'Error'] as const) {
      expect(() => refuseWrongMode({ status: 'Actual', msgType }, 'actual')).toThrow('warning/malformed');
    }
    for (const status of ['Draft', 'System'] as const) {
      expect(() => refuseWrongMode({ status, msgType: 'Alert' }, 'exercise')).toThrow('warning/malformed');
    }
  });

  it('refuses areas beyond the own one', () => {
    expect(() => refuseOutside([code.yangkou, code.rudong], code.rudong)).not.toThrow();
    expect(() => refuseOutside([code.nantong], code.rudong)).toThrow('area/outside');
    expect(() => refuseOutside([], code.rudong)).not.toThrow();
  });
});

describe('the words of a message', () => {
  const spoken = (...languages: string[]) =>
    combinedMessage(parseCap(capMessage({ infos: languages.map((language) => info(language, 'blue', code.rudong)).join('') }))).headline;

  it('are those of the mainland before those of Hong Kong, Taiwan and abroad', () => {
    expect(spoken('zh-HK', 'en-US', 'zh-CN')).toBe('zh-CN');
    expect(spoken('zh-TW', 'zh-Hans')).toBe('zh-Hans');
    expect(spoken('en', 'zh_CN')).toBe('zh_CN');
    expect(spoken('zh-Hant-HK', 'zh')).toBe('zh');
  });

  it('are those of Hong Kong before English, and English before nothing', () => {
    expect(spoken('en-GB', 'zh-HK')).toBe('zh-HK');
    expect(spoken('en-GB', 'fr')).toBe('en-GB');
  });
});

describe('the level of a message', () => {
  const warning = { isOver: false, earlier: [] };

  it('is its own, else that of the version before', () => {
    expect(levelInForce('red', { ...warning, earlier: [{ level: 'blue' }] })).toEqual({ level: 'red', isGuess: false });
    expect(levelInForce(null, { ...warning, earlier: [{ level: 'yellow' }, { level: 'blue' }] }).level).toBe('yellow');
  });

  it('is never guessed, and green is none', () => {
    expect(() => levelInForce(null, warning)).toThrow('warning/malformed');
    expect(() => levelInForce('belowScale', warning)).toThrow('warning/malformed');
  });

  it('of what ends something that has not come yet is the lowest until then', () => {
    expect(levelInForce(null, { isOver: true, earlier: [] })).toEqual({ level: 'blue', isGuess: true });
  });
});

describe('a message is over', () => {
  const isOverAs = (msgType: 'Alert' | 'Update' | 'Cancel', about: Record<string, string | null>) => {
    const alert = parseCap(capMessage({ alert: { msgType }, info: about }));
    return isOver(alert, combinedMessage(alert));
  };

  it.each([
    ['a Cancel', 'Cancel', {}],
    ['AllClear', 'Update', { '+type': '<responseType>AllClear</responseType>' }],
    ['an update of what is past', 'Update', { urgency: 'Past' }],
    ['解除 in the headline', 'Update', { headline: '南通市气象台解除台风橙色预警信号' }],
    ['发布解除', 'Alert', { headline: '南通市气象台发布解除大风蓝色预警信号' }],
    ['an Alert that says all clear', 'Alert', { '+type': '<responseType>AllClear</responseType>', headline: '大风影响结束' }],
    ['allclear in small letters', 'Update', { '+type': '<responseType>allclear</responseType>', headline: '大风结束' }],
    ['an update of what is PAST', 'Update', { urgency: 'PAST', headline: '大风结束' }],
    ['终止 in the headline', 'Update', { headline: '终止台风蓝色预警' }],
    ['取消 in the headline', 'Update', { headline: '南通市气象台取消台风蓝色预警信号' }],
    ['撤销 behind the warning', 'Update', { headline: '台风蓝色预警信号撤销' }],
    ['English words', 'Update', { headline: 'Gale warning has been lifted' }],
    ['an update to green', 'Update', { severity: 'Moderate', headline: 'Green wind warning' }],
  ] as const)('by %s', (_what, msgType, about) => {
    expect(isOverAs(msgType, about)).toBe(true);
  });

  it.each([
    ['a warning', 'Alert', {}],
    ['the report of an earthquake that is past', 'Alert', { urgency: 'Past', headline: '地震橙色预警' }],
    ['one that is past and still asks people to go', 'Update', { urgency: 'Past', '+type': '<responseType>Evacuate</responseType>' }],
    ['解除 of one and 发布 of another', 'Update', { headline: '解除大风蓝色预警，发布大风黄色预警' }],
    ['the same the other way round', 'Update', { headline: '发布暴雨黄色预警信号，同时解除暴雨蓝色预警信号' }],
    ['what is not ended yet', 'Update', { headline: '台风橙色预警暂不取消' }],
    ['a warning that cancels something else', 'Update', { headline: '台风橙色预警：取消户外活动' }],
    ['what is not lifted yet', 'Update', { headline: '台风橙色预警尚未解除，请勿外出' }],
  ] as const)('not by %s', (_what, msgType, about) => {
    expect(isOverAs(msgType, about)).toBe(false);
  });

  it('not where one of its blocks still warns: the others are left out', () => {
    const lifted = info('zh-CN', 'yellow', code.rudong).replace('<urgency>', '<responseType>AllClear</responseType><urgency>');
    const gist = combinedMessage(parseCap(capMessage({ infos: lifted + info('zh-CN', 'orange', code.haimen) })));
    expect(gist).toMatchObject({ lifts: false, level: 'orange', geocodes: [code.haimen] });
  });
});
