import { describe, expect, it } from 'vitest';
import type { CapInfo } from '../../../geodata/feeds/cap-alert.ts';
import { decodeCap } from '../../../geodata/feeds/cap-bytes.ts';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { capMessage, capSample, geocode } from '../../support/cap-message.ts';

function infoOf(xml: string): CapInfo {
  const [info] = parseCap(xml).infos;
  if (!info) throw new Error('no info');
  return info;
}

const polygonOf = (text: string) => infoOf(capMessage({ area: { polygon: text } })).areas[0]!.polygons;

describe('the sample messages', () => {
  it('are read with their level, times in UTC, codes and references', () => {
    const update = parseCap(capSample('doksuri-2-yellow-update.xml'));
    expect(update).toMatchObject({
      identifier: '32060041600000_20230728164500',
      sent: '2023-07-28T08:45:00.000Z',
      msgType: 'Update',
      references: [
        {
          sender: 'nantong-observatory@example.invalid',
          identifier: '32060041600000_20230728112000',
          sent: '2023-07-28T03:20:00.000Z',
        },
      ],
    });
    expect(update.infos[0]).toMatchObject({ level: 'yellow', event: '台风', eventCode: '11B01', onset: null });
    expect(update.infos[0]!.areas[0]!.geocodes.map((code) => code.value)).toEqual(['320623000000', '320681000000', '320612000000']);
  });

  it('name both versions that a cancellation ends', () => {
    expect(parseCap(capSample('doksuri-3-cancel.xml')).references).toHaveLength(2);
  });

  it('give their polygon longitude first', () => {
    const [area] = infoOf(capSample('rainstorm-orange-polygon.xml')).areas;
    expect(area!.polygons).toEqual([
      [
        [
          [120.8, 31.99],
          [120.95, 31.99],
          [120.95, 32.1],
          [120.8, 32.1],
          [120.8, 31.99],
        ],
      ],
    ]);
  });

  it('may leave the instruction empty', () => {
    expect(infoOf(capSample('unknown-township-code.xml'))).toMatchObject({ level: 'orange', instruction: '' });
  });
});

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
  });

  it('counts upward on the scale of MeteoAlarm, downward on the national one', () => {
    const said = (name: string) => ['2', '3', '4'].map((value) => level({ '+level': parameter(name, value) }));
    expect(said('awareness_level')).toEqual(['yellow', 'orange', 'red']);
    expect(said('level')).toEqual(['orange', 'yellow', 'blue']);
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

describe('references', () => {
  const references = (text: string) => parseCap(capMessage({ alert: { msgType: 'Update', references: text } })).references;

  it('may be empty', () => {
    expect(references('')).toEqual([]);
  });

  it('stand between any white space, with either form of time', () => {
    expect(references('a,one,2026-07-26T09:00:00+08:00\n\ta,two,2026-07-26 10:00:00+08:00')).toEqual([
      { sender: 'a', identifier: 'one', sent: '2026-07-26T01:00:00.000Z' },
      { sender: 'a', identifier: 'two', sent: '2026-07-26T02:00:00.000Z' },
    ]);
  });

  it('may give the identifier alone', () => {
    expect(references('32060041600000_20260726110000')).toEqual([
      { sender: null, identifier: '32060041600000_20260726110000', sent: null },
    ]);
  });

  it('are read whatever form their time has', () => {
    const named = [
      { sender: 'a', identifier: 'one' },
      { sender: 'b', identifier: 'two' },
    ];
    for (const text of [
      'a,one,2026-11-30 08:00:00+08 b,two,20261130T080000Z',
      'a,one,soon b,two',
      'a, one, 2026-11-30T08:00:00, b, two, x',
    ]) {
      expect(references(text)).toMatchObject(named);
      expect(references(text)).toHaveLength(2);
    }
  });

  it('are followed as far as versions go, and the rest is noted', () => {
    const text = Array.from({ length: 70 }, (_, at) => `a,m${at},2026-07-26T09:00:00+08:00`).join(' ');
    const alert = parseCap(capMessage({ alert: { msgType: 'Update', references: text } }));
    expect(alert.references).toHaveLength(64);
    expect(alert.notes).toEqual([{ code: 'references-left-out', path: 'alert.references' }]);
  });

  it('leave out the message itself', () => {
    expect(references('nantong@example.invalid,32060041600000_20260726120000,2026-07-26T12:00:00+08:00')).toEqual([]);
  });
});

describe('polygons', () => {
  it('are split at tabs and line breaks, and closed when they are not', () => {
    expect(polygonOf('32.0,121.0\t32.0,121.5\n32.5,121.5 \r\n 32.5,121.0')).toEqual(
      polygonOf('32.0,121.0 32.0,121.5 32.5,121.5 32.5,121.0 32.0,121.0'),
    );
  });

  it('that cross themselves become valid parts', () => {
    expect(polygonOf('32,121 33,122 32,122 33,121 32,121')).toHaveLength(2);
  });

  it('run on past 180 degrees across the date line', () => {
    const lngs = polygonOf('10,170 10,-170 20,-170 20,170 10,170')[0]![0]!.map(([lng]) => lng);
    expect(lngs).toEqual([170, 190, 190, 170, 170]);
  });

  it('that rounding has cut to a point or a line keep the ground they may have covered', () => {
    const area = infoOf(capMessage({ area: { polygon: '32.10,121.20 32.10,121.20 32.10,121.21 32.10,121.20' } })).areas[0]!;
    expect(area.rough).toBe(true);
    expect(area.polygons[0]![0]!.map(([, lat]) => Number(lat.toFixed(6)))).toEqual([32.095, 32.095, 32.105, 32.105, 32.095]);
  });

  it('of very many positions are thinned to what can be drawn', () => {
    const pairs = Array.from({ length: 85_000 }, (_, at) => {
      const angle = (at / 85_000) * 2 * Math.PI;
      return `${(32 + Math.sin(angle)).toFixed(5)},${(121 + Math.cos(angle)).toFixed(5)}`;
    });
    expect(polygonOf(pairs.join(' '))[0]![0]!.length).toBeLessThan(10_000);
  });

  it('come of circles too, a point with the kilometre it may have been rounded by', () => {
    const [area] = infoOf(capMessage({ area: { circle: '32.0,121.0 50' } })).areas;
    expect(area!.polygons[0]![0]).toHaveLength(65);
    expect(infoOf(capMessage({ area: { circle: '32.0,121.0 0' } })).areas[0]!.polygons).toHaveLength(1);
  });

  it('may be left empty', () => {
    expect(polygonOf(' ')).toEqual([]);
  });
});

describe('an outline that cannot be read', () => {
  it('beside a good code is left out, and noted', () => {
    for (const [polygon, reason] of [
      ['121.0,32.3 121.2,32.3 121.2,32.5 121.0,32.3', 'out-of-range'],
      ['all of it', 'not-coordinates'],
      ['32,121', 'too-few-points'],
    ] as const) {
      const alert = parseCap(capMessage({ area: { polygon, '+code': geocode('320623000000') } }));
      expect(alert.infos[0]!.areas[0]).toMatchObject({ polygons: [], geocodes: [{ value: '320623000000' }], unread: [{ reason }] });
      expect(alert.notes).toEqual([{ code: reason, path: 'alert.info.0.area.0.polygon.0' }]);
    }
  });

  it('beside a good outline leaves the good one', () => {
    const polygons = '<polygon>x</polygon><circle>32.4,121.0 5</circle>';
    const [area] = parseCap(capMessage({ area: { '+shapes': polygons } })).infos[0]!.areas;
    expect(area!.polygons).toHaveLength(1);
    expect(area!.unread).toHaveLength(1);
  });

  it('does not keep a warning from being cancelled', () => {
    const cancel = { msgType: 'Cancel', references: 'a,one,2026-07-26T09:00:00+08:00' };
    expect(parseCap(capMessage({ alert: cancel, area: { polygon: 'x' } })).references).toHaveLength(1);
  });
});

describe('a message of many areas', () => {
  const area = (code: number, inner = '') => `<area><areaDesc>x</areaDesc>${inner}${geocode(String(320600000000 + code))}</area>`;
  const rest =
    '<category>Met</category><event>台风</event><urgency>Expected</urgency><severity>Minor</severity><certainty>Likely</certainty>';

  it('is read whole', () => {
    const areas = Array.from({ length: 3_000 }, (_, at) => area(at)).join('');
    expect(parseCap(capMessage({ infos: `<info>${rest}${areas}</info>` })).infos[0]!.areas).toHaveLength(3_000);
  });

  it('keeps as many outlines as every open map can draw', () => {
    const square = '<circle>32.4,121.0 5</circle>';
    const areas = Array.from({ length: 200 }, (_, at) => area(at, square)).join('');
    const alert = parseCap(capMessage({ infos: `<info>${rest}${areas}</info>` }));
    const drawn = alert.infos[0]!.areas.filter(({ polygons }) => polygons.length > 0);
    expect(drawn.length).toBe(Math.floor(10_000 / 65));
    expect(alert.notes[0]).toEqual({ code: 'too-many-points', path: `alert.info.0.area.${drawn.length}` });
  });
});

describe('texts', () => {
  const description = (text: string) => infoOf(capMessage({ info: { description: text } })).description;

  it('decode the five entities of XML and numeric references once', () => {
    expect(description('a &amp; b &lt;b&gt; &quot;&apos; &#21335;&#x901A; &amp;lt;')).toBe('a & b <b> "\' 南通 &lt;');
  });

  it('keep entities that XML does not know as they are written', () => {
    expect(description('A&nbsp;B')).toBe('A&nbsp;B');
  });

  it('that are only shown are cut, never in the middle of a character, and noted', () => {
    const alert = parseCap(capMessage({ info: { description: `${'风'.repeat(19_999)}𠮷尾` } }));
    expect(alert.infos[0]!.description).toBe('风'.repeat(19_999));
    expect(alert.notes).toEqual([{ code: 'cut', path: 'alert.info.0.description' }]);
  });

  it('keep HTML as words', () => {
    expect(description('&lt;b&gt;十级&lt;/b&gt;')).toBe('<b>十级</b>');
    expect(description('一<br/>二<b>三</b>')).toBe('一\n二三');
    expect(description('<![CDATA[<i>四</i> &amp;]]>')).toBe('<i>四</i> &amp;');
  });
});

describe('the markup', () => {
  it('may name the namespace by a prefix, and hold elements of others', () => {
    const xml = capMessage()
      .replace('xmlns=', 'xmlns:cap=')
      .replace(/<(\/?)([a-zA-Z]+)(?=[ >])/g, '<$1cap:$2')
      .replace(
        '<cap:identifier>',
        '<identifier xmlns="urn:other">no</identifier><x:sender xmlns:x="urn:other">no</x:sender><cap:identifier>',
      );
    expect(parseCap(xml)).toMatchObject({ identifier: '32060041600000_20260726120000', sender: 'nantong@example.invalid' });
  });

  it('may begin with a byte order mark and hold comments and instructions', () => {
    const xml = capMessage().replace('<identifier>', '<!-- <!DOCTYPE no> --><?go on?><identifier>');
    expect(parseCap(`\ufeff${xml}`).identifier).toBe('32060041600000_20260726120000');
  });
});

describe('a message in the national form', () => {
  it('is read by its event type and the colour in its severity', () => {
    const info = { event: null, category: null, eventType: '11B03', severity: 'Red', expires: '', headline: '暴雨预警' };
    expect(infoOf(capMessage({ info, area: { '+code': geocode('320623000000') } }))).toMatchObject({
      event: '11B03',
      eventCode: '11B03',
      level: 'red',
      expires: null,
    });
  });
});

describe('a cancellation', () => {
  it('may consist of its references', () => {
    const cancel = { msgType: 'Cancel', references: 'a,one,2026-07-26T09:00:00+08:00' };
    expect(parseCap(capMessage({ alert: cancel, infos: '' })).infos).toEqual([]);
  });
});

describe('bytes', () => {
  const utf8 = new TextEncoder();
  const utf16 = (text: string, littleEndian: boolean) => {
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
    return new Uint8Array(view.buffer);
  };

  it('are read as UTF-8, with or without a byte order mark', () => {
    expect(decodeCap(utf8.encode(capMessage()))).toBe(capMessage());
    expect(parseCap(decodeCap(utf8.encode(`\ufeff${capMessage()}`))).status).toBe('Actual');
  });

  it('are read as UTF-16 in either order', () => {
    const xml = capMessage().replace('UTF-8', 'UTF-16');
    for (const littleEndian of [true, false]) {
      expect(infoOf(decodeCap(utf16(`\ufeff${xml}`, littleEndian))).event).toBe('台风');
      expect(infoOf(decodeCap(utf16(xml, littleEndian))).event).toBe('台风');
    }
  });

  /** 台风 in GB18030, and more of it where one has to tell it from UTF-8. */
  const gb = (xml: string, word = [0xcc, 0xa8, 0xb7, 0xe7]) => {
    const [before, after] = xml.split('台风</event>');
    const ascii = (text: string) => utf8.encode(text.replace(/[^\x20-\x7e\n]+/g, '-'));
    return new Uint8Array([...ascii(before!), ...word, ...ascii(`</event>${after!}`)]);
  };

  it('are read as GB18030 when they say so', () => {
    expect(infoOf(decodeCap(gb(capMessage().replace('UTF-8', 'GB18030')))).event).toBe('台风');
  });

  it('are what the header says, where the declaration says nothing or otherwise', () => {
    const undeclared = capMessage().replace(' encoding="UTF-8"', '');
    for (const xml of [undeclared, capMessage()])
      for (const charset of ['gbk', 'GB2312', 'gb18030']) expect(infoOf(decodeCap(gb(xml), charset)).event).toBe('台风');
  });

  it('are what they plainly are, where header or declaration are those of another file', () => {
    expect(infoOf(decodeCap(utf8.encode(capMessage()), 'gbk')).event).toBe('台风');
    expect(infoOf(decodeCap(utf8.encode(capMessage().replace('UTF-8', 'GBK')))).event).toBe('台风');
    expect(infoOf(decodeCap(utf8.encode(capMessage()), 'iso-8859-1')).event).toBe('台风');
    const twice = [0xcc, 0xa8, 0xb7, 0xe7, 0xcc, 0xa8, 0xb7, 0xe7];
    expect(infoOf(decodeCap(gb(capMessage(), twice))).event).toBe('台风台风');
  });

  it('may begin with empty lines', () => {
    for (const before of ['\n', '\r\n\r\n', ' \t\n', '\ufeff\n'])
      expect(infoOf(decodeCap(utf8.encode(before + capMessage()))).event).toBe('台风');
  });
});
