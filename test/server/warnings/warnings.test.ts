import { describe, expect, it } from 'vitest';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { gistOf, levelInForce, refuseOutside, refuseWrongMode } from '../../../server/warnings/warnings.rules.ts';
import { capMessage, geocode } from '../../support/cap-message.ts';
import { code } from '../../support/tiny-city.ts';

const info = (language: string, level: string, area: string) =>
  `<info><language>${language}</language><category>Met</category><event>${language}</event><urgency>Future</urgency><severity>Unknown</severity>
  <certainty>Likely</certainty><headline>${language}</headline><parameter><valueName>level</valueName><value>${level}</value></parameter>
  <area><areaDesc>x</areaDesc><polygon>32,121 32,122 33,122 32,121</polygon>${geocode(area)}</area></info>`;
const bilingual = parseCap(capMessage({ infos: info('en-US', 'orange', code.rudong) + info('zh-CN', 'yellow', code.haimen) }));

describe('a message in two languages', () => {
  it('speaks Chinese, at the highest level it names, about all areas it names', () => {
    expect(gistOf(bilingual)).toMatchObject({ headline: 'zh-CN', level: 'orange', geocodes: [code.rudong, code.haimen] });
  });

  it('is drawn once', () => {
    expect(gistOf(bilingual).polygons).toHaveLength(1);
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

describe('the level of a message', () => {
  it('is its own, else that of the version before', () => {
    expect(levelInForce('red', [{ level: 'blue' }])).toBe('red');
    expect(levelInForce(null, [{ level: 'yellow' }, { level: 'blue' }])).toBe('yellow');
  });

  it('is never guessed', () => {
    expect(() => levelInForce(null, [])).toThrow('warning/malformed');
  });
});
