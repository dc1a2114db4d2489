import { describe, expect, it } from 'vitest';
import type { CapInfo } from '../../../geodata/feeds/cap-alert.ts';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { capMessage } from '../../support/cap-message.ts';

function infoOf(xml: string): CapInfo {
  return parseCap(xml).infos[0]!;
}

describe('the level', () => {
  const level = (info: Record<string, string | null>) => infoOf(capMessage({ info })).level;
  const parameter = (name: string, value: string) => `<parameter><valueName>${name}</valueName><value>${value}</value></parameter>`;

  it('is what the level parameter says, in either language or as a grade', () => {
    const said = ['Red', '橙色', 'Ⅲ级', 'IV', 'orange; Severe'].map((value) => level({ '+level': parameter('level', value) }));
    expect(said).toEqual(['red', 'orange', 'yellow', 'blue', 'orange']);
    expect(level({ '+level': parameter('预警级别', '红') })).toBe('red');
  });

  it('is the colour that the national form writes into severity', () => {
    expect(level({ severity: 'Orange' })).toBe('orange');
  });

  it('is the colour of the headline when nothing else says it, and the higher one of two', () => {
    expect(level({ headline: '台风蓝色预警升级为台风橙色预警' })).toBe('orange');
  });

  it('is the severity of CAP for senders without colours', () => {
    const severities = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'];
    expect(severities.map((severity) => level({ severity, headline: 'Gale' }))).toEqual(['red', 'orange', 'yellow', 'blue', null]);
  });

  it('is not on the scale where it is green, whatever the severity says', () => {
    const awareness = (value: string) => level({ '+level': parameter('awareness_level', value), severity: 'Severe', headline: 'Wind' });
    expect(['1; green; Minor', '1', 'green'].map(awareness)).toEqual(['belowScale', 'belowScale', 'belowScale']);
    expect(level({ severity: 'Moderate', headline: 'Green wind warning' })).toBe('belowScale');
    expect(level({ headline: '大风绿色预警' })).toBe('belowScale');
    // Below blue where it is given out.
    expect(level({ severity: 'Moderate', headline: '台风白色预警信号' })).toBe('belowScale');
  });

  it('counts upward on the scale of MeteoAlarm, downward on the national one', () => {
    const said = (name: string) => ['2', '3', '4'].map((value) => level({ '+level': parameter(name, value) }));
    expect(said('awareness_level')).toEqual(['yellow', 'orange', 'red']);
    expect(said('level')).toEqual(['orange', 'yellow', 'blue']);
  });

  it('is not told by the number of a signal, of which each service has its own count', () => {
    const signal = (value: string) => level({ severity: 'Minor', headline: '台风蓝色预警', '+level': parameter('signal level', value) });
    expect(['1', '10', 'Red'].map(signal)).toEqual(['blue', 'blue', 'red']);
  });

  it('is not told by a parameter of another meaning', () => {
    const plain = { severity: 'Minor', headline: '大风预报' };
    for (const name of [
      'confidenceLevel',
      'Water level',
      'water_level',
      '应急响应等级',
      'impactLevel',
      'certaintyLevel',
      '水位级别',
      'noise level',
    ]) {
      expect([name, level({ ...plain, '+level': parameter(name, '1') })]).toEqual([name, 'blue']);
    }
    for (const name of ['Alert Level', 'warning_level', 'layer:EC-MSC-SMC:1.0:Colour', '预警信号级别', '预警颜色']) {
      expect([name, level({ ...plain, '+level': parameter(name, 'Red') })]).toEqual([name, 'red']);
    }
  });

  it('is what the headline says that it was changed to, up or down', () => {
    expect(level({ headline: '台风红色预警信号降级为橙色预警信号' })).toBe('orange');
    expect(level({ headline: '南通市气象台将大风蓝色预警信号升级为大风黄色预警信号' })).toBe('yellow');
    expect(level({ headline: 'Red typhoon warning downgraded to yellow' })).toBe('yellow');
  });

  it('is no colour of a name in the headline', () => {
    const plain = { severity: 'Minor' };
    for (const headline of ['红色旅游区大风蓝色预警', 'Red River gale, blue warning', 'Red Cross opens shelters']) {
      expect([headline, level({ ...plain, headline })]).toEqual([headline, 'blue']);
    }
  });

  it('does not read a parameter that is about something else', () => {
    expect(level({ '+other': parameter('team', 'Red Cross'), headline: 'Gale' })).toBe('yellow');
  });
});

describe('times', () => {
  const sent = (text: string) => parseCap(capMessage({ alert: { sent: text } })).sent;

  it('are taken in the form of CAP and in the national one', () => {
    expect(sent('2026-07-26T12:00:00+08:00')).toBe('2026-07-26T04:00:00.000Z');
    expect(sent('2026-07-26 12:00:00+08:00')).toBe('2026-07-26T04:00:00.000Z');
    expect(sent('2026-07-26T04:00:00-00:00')).toBe('2026-07-26T04:00:00.000Z');
    expect(sent('2026-07-26T04:00:00Z')).toBe('2026-07-26T04:00:00.000Z');
  });

  it('without a zone are those of Shanghai', () => {
    expect(sent('2026-07-26T12:00:00')).toBe('2026-07-26T04:00:00.000Z');
  });

  it.each([
    ['2026-11-30T24:00:00+08:00', '2026-11-30T16:00:00.000Z'],
    ['2026-12-31T23:59:60Z', '2027-01-01T00:00:00.000Z'],
    ['2026-11-30 08:00:00+08', '2026-11-30T00:00:00.000Z'],
    ['2026-11-30T08:00:00+0800', '2026-11-30T00:00:00.000Z'],
    ['2026-11-30T08:00+08:00', '2026-11-30T00:00:00.000Z'],
    ['20261130T080000+0800', '2026-11-30T00:00:00.000Z'],
    ['20261130080000', '2026-11-30T00:00:00.000Z'],
    ['2026-11-30T00:00:00.123456789Z', '2026-11-30T00:00:00.123Z'],
    ['2026-11-30T08:00:00,5+08:00', '2026-11-30T00:00:00.500Z'],
    ['2026-11-30T08:00:00+08:00[Asia/Shanghai]', '2026-11-30T00:00:00.000Z'],
    ['2026-11-30 08:00:00 +0800 CST', '2026-11-30T00:00:00.000Z'],
    ['2026-11-30 00:00:00 UTC', '2026-11-30T00:00:00.000Z'],
    ['Mon, 30 Nov 2026 08:00:00 +0800', '2026-11-30T00:00:00.000Z'],
    ['Mon Nov 30 2026 08:00:00 GMT+0800 (China Standard Time)', '2026-11-30T00:00:00.000Z'],
    ['Mon Nov 30 08:00:00 CST 2026', '2026-11-30T00:00:00.000Z'],
    ['2026/11/30 08:00:00', '2026-11-30T00:00:00.000Z'],
    ['2026-7-6 8:05', '2026-07-06T00:05:00.000Z'],
    ['2026年11月30日8时', '2026-11-30T00:00:00.000Z'],
    ['2026年11月30日 下午3点20分', '2026-11-30T07:20:00.000Z'],
    ['2026年11月30日24时', '2026-11-30T16:00:00.000Z'],
    ['2026年11月30日8时5分', '2026-11-30T00:05:00.000Z'],
    ['２０２６-11-30T05:30:00+05:30', '2026-11-30T00:00:00.000Z'],
  ])('are read as %s', (written, instant) => {
    expect(sent(written)).toBe(instant);
  });

  it('that are none are left out where they are optional, and noted', () => {
    const alert = parseCap(capMessage({ info: { expires: 'soon', onset: '2026-11-31T00:00:00Z' } }));
    expect(alert.infos[0]).toMatchObject({ expires: null, onset: null });
    expect(alert.notes).toEqual([
      { code: 'not-a-time', path: 'alert.info.0.onset' },
      { code: 'not-a-time', path: 'alert.info.0.expires' },
    ]);
  });

  it('may be empty where they are optional', () => {
    expect(infoOf(capMessage({ info: { expires: ' ' } })).expires).toBeNull();
  });
});
