import { describe, expect, it } from 'vitest';
import type { CapInfo } from '../../../geodata/feeds/cap-alert.ts';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { capMessage, capSample, geocode } from '../../support/cap-message.ts';

function infoOf(xml: string): CapInfo {
  const [info] = parseCap(xml).infos;
  if (!info) throw new Error('no info');
  return info;
}

const polygonOf = (text: string) => infoOf(capMessage({ area: { polygon: text } })).areas[0]!.polygons;

describe('what is said otherwise than the standard wants', () => {
  it.each([
    ['Huge', ['unknown-severity']],
    ['巨大', ['unknown-severity']],
    ['Severe', []],
    ['Unknown', []],
    ['Orange', []],
  ] as const)('is a severity of %s, where it is none, and the level is read from the rest', (severity, codes) => {
    const alert = parseCap(capMessage({ info: { severity, headline: '台风黄色预警信号' } }));
    expect(alert.notes.map(({ code }) => code)).toEqual(codes);
    expect(alert.infos[0]!.level).toBe(severity === 'Orange' ? 'orange' : 'yellow');
  });

  it.each([
    ['2026-07-26T11:59:59+08:00', null],
    ['2026-07-26T12:00:00+08:00', null],
    ['2026-07-26T04:00:01Z', '2026-07-26T04:00:01.000Z'],
  ])('is an end at %s of what was sent at noon, which is believed only after its beginning', (expires, read) => {
    const alert = parseCap(capMessage({ info: { expires } }));
    expect(alert.infos[0]!.expires).toBe(read);
    expect(alert.notes).toEqual(read === null ? [{ code: 'expires-before-sent', path: 'alert.info.0.expires' }] : []);
  });

  it.each([
    ['<geocode>320623000000</geocode>', '320623000000'],
    ['<geocode> 320623 , 320681 </geocode>', '320623 , 320681'],
    ['<geocode><value>320623000000</value></geocode>', '320623000000'],
  ])('is a code without the name of its system: %s', (code, value) => {
    const alert = parseCap(capMessage({ area: { '+code': code } }));
    expect(alert.infos[0]!.areas[0]!.geocodes.map((geocode) => geocode.value.trim())).toEqual([value]);
    expect(alert.notes).toEqual([{ code: 'geocode-unnamed', path: 'alert.info.0.area.0.geocode' }]);
  });

  it.each([
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>bm9uZQ==</SignatureValue></Signature>',
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignatureValue/></ds:Signature>',
  ])('is a signature, which nobody has checked: %s', (signature) => {
    const alert = parseCap(capMessage({ alert: { '+signature': signature } }));
    expect(alert.notes).toEqual([{ code: 'signature-unchecked', path: 'alert.Signature' }]);
  });
});

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
      'a，one，2026-11-30T08:00:00；b，two，x',
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
