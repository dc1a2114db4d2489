import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCap } from '../../../geodata/feeds/cap-bytes.ts';
import { CapError } from '../../../geodata/feeds/cap-error.ts';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { capMessage, capSample, capSamples } from '../../support/cap-message.ts';

const nested = (times: number) => '<a>'.repeat(times) + '</a>'.repeat(times);
const attributes = (count: number) => Array.from({ length: count }, (_, at) => `a${at}="x"`).join(' ');
const areaOf = (polygon: string) => capMessage({ area: { polygon } });
const circleOf = (circle: string) => capMessage({ area: { circle } });
const zigzag = Array.from({ length: 12_000 }, (_, at) => `${(30 + (at % 2)).toFixed(1)},${(100 + at * 0.002).toFixed(3)}`).join(' ');
const before = (xml: string) => capMessage().replace('<alert', `${xml}<alert`);
const sent = (text: string) => capMessage({ alert: { sent: text } });

/** What is wrong, the message, where it is found to be wrong and why. */
const refused: [what: string, xml: string, path: string, reason: string][] = [
  ['nothing at all', '', 'line 1', 'not-well-formed'],
  ['white space', ' \n ', 'line 1', 'not-well-formed'],
  ['plain words', '台风来了', 'line 1', 'not-well-formed'],
  ['JSON', '{"alert":{}}', 'line 1', 'not-well-formed'],
  ['a message that was cut off', capMessage().slice(0, -40), 'line 2', 'not-well-formed'],
  ['a tag that was cut off', capMessage().slice(0, -3), 'line 2', 'not-well-formed'],
  ['an element closed by another', capMessage().replace('</sender>', '</sent>'), 'line 2', 'not-well-formed'],
  ['an element never closed', capMessage().replace('</sender>', ''), 'line 2', 'not-well-formed'],
  ['an ampersand by itself', capMessage({ info: { description: 'wind & rain' } }), 'line 2', 'not-well-formed'],
  ['an attribute without quotes', capMessage().replace('<info>', '<info a=b>'), 'line 2', 'not-well-formed'],
  ['an attribute given twice', capMessage().replace('<info>', '<info a="1" a="2">'), 'line 2', 'not-well-formed'],
  ['a comment never closed', capMessage().replace('<info>', '<info><!-- '), 'line 2', 'not-well-formed'],
  ['a CDATA section never closed', capMessage().replace('<info>', '<info><![CDATA['), 'line 2', 'not-well-formed'],
  ['an instruction never closed', capMessage().replace('<info>', '<info><?go '), 'line 2', 'not-well-formed'],
  ['a quote never closed', capMessage().replace('<info>', '<info a="'), 'line 2', 'not-well-formed'],
  ['two roots', capMessage() + '<alert/>', 'alert', 'repeated'],
  ['text after the root', `${capMessage()}more`, 'line 2', 'not-well-formed'],
  ['a control character', capMessage({ info: { description: 'a\u0000b' } }), 'line 2', 'not-well-formed'],
  ['half a surrogate pair', capMessage({ info: { description: 'a\ud800b' } }), 'line 2', 'not-well-formed'],
  ['a reference to the zero character', capMessage({ info: { description: '&#0;' } }), 'line 1', 'not-well-formed'],
  ['a reference to half a surrogate pair', capMessage({ info: { description: '&#xD800;' } }), 'line 1', 'not-well-formed'],
  ['a reference beyond Unicode', capMessage({ info: { description: '&#x110000;' } }), 'line 1', 'not-well-formed'],
  ['a tag named after Object', capMessage({ alert: { '+odd': '<__proto__><a/></__proto__>' }, infos: '' }), 'line 1', 'not-well-formed'],
  ['elements nested without measure', capMessage({ infos: nested(200) }), 'line 2', 'too-deep'],
  ['a mountain of nesting', capMessage({ infos: nested(200_000) }), 'line 2', 'too-deep'],
  ['attributes without measure', capMessage().replace('<info>', `<info ${attributes(65)}>`), 'line 2', 'too-many-attributes'],
  ['a mountain of attributes', capMessage().replace('<info>', `<info ${attributes(200_000)}>`), 'line 2', 'too-many-attributes'],
  ['elements without number', capMessage({ infos: '<a/>'.repeat(90_000) }), 'line 2', 'too-many-elements'],
  ['another root', capMessage().replaceAll('alert', 'alarm'), 'alert', 'wrong-namespace'],
  ['no namespace', capMessage().replace(/ xmlns="[^"]+"/, ''), 'alert', 'wrong-namespace'],
  ['the namespace of CAP 1.1', capMessage().replace('cap:1.2', 'cap:1.1'), 'alert', 'wrong-namespace'],
  ['the namespace under a prefix the root does not use', capMessage().replace('xmlns=', 'xmlns:cap='), 'alert', 'wrong-namespace'],
  ['a root under a prefix that was never declared', capMessage().replaceAll(/<(\/?)alert/g, '<$1x:alert'), 'alert', 'wrong-namespace'],
  ['no identifier', capMessage({ alert: { identifier: null } }), 'alert.identifier', 'missing'],
  ['an empty identifier', capMessage({ alert: { identifier: ' ' } }), 'alert.identifier', 'missing'],
  ['two identifiers', capMessage({ alert: { '+more': '<identifier>b</identifier>' } }), 'alert.identifier', 'repeated'],
  [
    'an identifier of another namespace',
    capMessage({ alert: { identifier: null, '+x': '<identifier xmlns="urn:x">a</identifier>' } }),
    'alert.identifier',
    'missing',
  ],
  ['an identifier with a comma', capMessage({ alert: { identifier: 'a,b' } }), 'alert.identifier', 'not-a-name'],
  ['an identifier with a space', capMessage({ alert: { identifier: 'a b' } }), 'alert.identifier', 'not-a-name'],
  ['an identifier with a decoded <', capMessage({ alert: { identifier: 'a&lt;b' } }), 'alert.identifier', 'not-a-name'],
  ['an identifier that no index holds', capMessage({ alert: { identifier: 'a'.repeat(256) } }), 'alert.identifier', 'too-long'],
  ['no sender', capMessage({ alert: { sender: null } }), 'alert.sender', 'missing'],
  ['no time', capMessage({ alert: { sent: null } }), 'alert.sent', 'missing'],
  ['an empty time', sent(''), 'alert.sent', 'missing'],
  ['a time in words', sent('today at noon'), 'alert.sent', 'not-a-time'],
  ['a day that no calendar has', sent('2026-02-30T12:00:00+08:00'), 'alert.sent', 'not-a-time'],
  ['an hour that no clock has', sent('2026-07-26T25:00:00+08:00'), 'alert.sent', 'not-a-time'],
  ['a zone that no land has', sent('2026-07-26T12:00:00+99:00'), 'alert.sent', 'not-a-time'],
  ['a year before any warning', sent('0000-01-01T00:00:00+08:00'), 'alert.sent', 'not-a-time'],
  ['a number for a time', sent('1690514400'), 'alert.sent', 'not-a-time'],
  ['no status', capMessage({ alert: { status: null } }), 'alert.status', 'missing'],
  ['a status of its own', capMessage({ alert: { status: 'Real' } }), 'alert.status', 'unknown-word'],
  ['a status in other letters', capMessage({ alert: { status: 'actual' } }), 'alert.status', 'unknown-word'],
  ['no msgType', capMessage({ alert: { msgType: null } }), 'alert.msgType', 'missing'],
  ['a msgType of its own', capMessage({ alert: { msgType: 'Broadcast' } }), 'alert.msgType', 'unknown-word'],
  ['two msgTypes', capMessage({ alert: { '+more': '<msgType>Cancel</msgType>' } }), 'alert.msgType', 'repeated'],
  ['no scope', capMessage({ alert: { scope: null } }), 'alert.scope', 'missing'],
  ['an Alert that says nothing', capMessage({ infos: '' }), 'alert.info', 'missing'],
  ['an Update that says nothing', capMessage({ alert: { msgType: 'Update' }, infos: '' }), 'alert.info', 'missing'],
  ['no event', capMessage({ info: { event: null } }), 'alert.info.0.event', 'missing'],
  ['no category', capMessage({ info: { category: null } }), 'alert.info.0.category', 'missing'],
  ['no urgency', capMessage({ info: { urgency: null } }), 'alert.info.0.urgency', 'missing'],
  ['no severity', capMessage({ info: { severity: null } }), 'alert.info.0.severity', 'missing'],
  ['no certainty', capMessage({ info: { certainty: null } }), 'alert.info.0.certainty', 'missing'],
  ['no areaDesc', capMessage({ area: { areaDesc: null } }), 'alert.info.0.area.0.areaDesc', 'missing'],
  ['a polygon of one point', areaOf('32,121'), 'alert.info.0.area.0.polygon.0', 'too-few-points'],
  ['a polygon of two points', areaOf('32,121 33,122'), 'alert.info.0.area.0.polygon.0', 'too-few-points'],
  ['a polygon of two points, closed', areaOf('32,121 33,122 32,121'), 'alert.info.0.area.0.polygon.0', 'too-few-points'],
  ['NaN in a polygon', areaOf('32,121 NaN,122 33,122 32,121'), 'alert.info.0.area.0.polygon.0', 'not-coordinates'],
  ['infinity in a polygon', areaOf('32,121 1e999,122 33,122 32,121'), 'alert.info.0.area.0.polygon.0', 'not-coordinates'],
  ['three numbers for a position', areaOf('32,121,5 33,122,5 33,121,5 32,121,5'), 'alert.info.0.area.0.polygon.0', 'not-coordinates'],
  ['words for a polygon', areaOf('all of it'), 'alert.info.0.area.0.polygon.0', 'not-coordinates'],
  ['longitude first', areaOf('121,32 122,32 122,33 121,32'), 'alert.info.0.area.0.polygon.0', 'out-of-range'],
  ['a longitude beyond the globe', areaOf('32,181 33,181 33,182 32,181'), 'alert.info.0.area.0.polygon.0', 'out-of-range'],
  ['more corners than can be drawn', areaOf(zigzag), 'alert.info.0.area.0.polygon.0', 'too-many-points'],
  ['a circle without a radius', circleOf('32,121'), 'alert.info.0.area.0.circle.0', 'not-coordinates'],
  ['a circle of negative size', circleOf('32,121 -5'), 'alert.info.0.area.0.circle.0', 'out-of-range'],
  ['a circle around the globe', circleOf('32,121 20000'), 'alert.info.0.area.0.circle.0', 'out-of-range'],
  ['a circle over the pole', circleOf('89.9,0 100'), 'alert.info.0.area.0.circle.0', 'out-of-range'],
];

describe('a CAP message is refused when it has', () => {
  it.each(refused)('%s', (_what, xml, ...[path, reason]) => {
    const issues = errorOf(() => parseCap(xml)).issues;
    expect(issues).toContainEqual({ path, reason });
  });
});

describe('a DOCTYPE', () => {
  const laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">';
  it.each([
    ['by itself', before('<!DOCTYPE alert>')],
    ['in small letters', before('<!doctype alert>')],
    ['with entities in entities', before(`<!DOCTYPE alert [${laughs}]>`)],
    ['that reads a file', before('<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
    ['that asks another host', before('<!DOCTYPE alert SYSTEM "http://example.invalid/x.dtd">')],
    ['inside of the root', capMessage().replace('<info>', '<!DOCTYPE x><info>')],
  ])('%s is refused before anything is parsed', (_what, xml) => {
    expect(errorOf(() => parseCap(xml)).code).toBe('doctype');
  });
});

describe('bytes are refused that', () => {
  it.each([
    ['are not UTF-8', new Uint8Array([...ascii('<?xml version="1.0"?><alert>'), 0xff, 0xc0, 0x80]), 'wrong-bytes'],
    ['stop inside a character', new Uint8Array([...ascii('<alert>'), 0xe5, 0x8f]), 'wrong-bytes'],
    [
      'are not the GB18030 they claim',
      new Uint8Array([...ascii('<?xml version="1.0" encoding="GBK"?><alert>'), 0xff, 0xff]),
      'wrong-bytes',
    ],
    ['are half a character of UTF-16', new Uint8Array([0xff, 0xfe, 0x3c, 0x00, 0x61]), 'wrong-bytes'],
    ['claim an encoding nobody reads', ascii('<?xml version="1.0" encoding="EBCDIC-CP-US"?><alert/>'), 'unknown-encoding'],
  ])('%s', (_what, bytes, reason) => {
    expect(errorOf(() => decodeCap(bytes)).issues).toEqual([{ path: 'encoding', reason }]);
  });
});

describe('whatever comes in', { timeout: 60_000 }, () => {
  const samples = capSamples.map((name) => capSample(name));

  it('is read or refused with a reason, however a real message is changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(change(), { minLength: 1, maxLength: 6 }), (sample, changes) => {
        readOrRefused(changes.reduce((xml, alter) => alter(xml), sample));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read or refused with a reason, when a real message arrives with broken bytes', () => {
    const broken = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...samples), broken, (sample, hits) => {
        const bytes = new TextEncoder().encode(sample);
        for (const [at, byte] of hits) bytes[at % bytes.length] = byte;
        try {
          parseCap(decodeCap(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(CapError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is read or refused with a reason, when it is no XML at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readOrRefused(text)),
      { numRuns: 500 },
    );
  });

  it('gives polygons that are closed and finite, whatever positions they have', () => {
    const position = fc.tuple(fc.integer({ min: 3000, max: 3300 }), fc.integer({ min: 12000, max: 12300 }));
    fc.assert(
      fc.property(fc.array(position, { minLength: 3, maxLength: 20 }), (positions) => {
        const pairs = positions.map(([lat, lng]) => `${(lat / 100).toFixed(2)},${(lng / 100).toFixed(2)}`).join(' ');
        for (const polygon of readOrRefused(areaOf(pairs))) {
          for (const ring of polygon) {
            expect(ring.length).toBeGreaterThan(3);
            expect(ring.at(-1)).toEqual(ring[0]);
            expect(ring.flat().every(Number.isFinite)).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

function readOrRefused(xml: string): [number, number][][][] {
  try {
    return parseCap(xml).infos.flatMap((info) => info.areas.flatMap((area) => area.polygons));
  } catch (error) {
    const refusal = errorOf(() => {
      throw error;
    });
    expect(refusal.issues.length).toBeGreaterThan(0);
    return [];
  }
}

/** Cuts out, doubles, swaps or puts in something that an XML reader minds. */
function change(): fc.Arbitrary<(xml: string) => string> {
  const odd = fc.constantFrom(
    '<',
    '>',
    '&',
    '"',
    ']]>',
    '<!--',
    '<![CDATA[',
    '<?',
    '</info>',
    '<area>',
    '&#1;',
    '\u0000',
    'NaN',
    ',',
    ' xmlns="x"',
    '<x:y>',
  );
  return fc.tuple(fc.nat(), fc.nat({ max: 60 }), fc.option(odd)).map(([start, length, put]) => (xml: string) => {
    const at = start % (xml.length + 1);
    return xml.slice(0, at) + (put ?? xml.slice(Math.max(0, at - length), at)) + xml.slice(at + (put === null ? 0 : length));
  });
}

function errorOf(work: () => unknown): CapError {
  try {
    work();
  } catch (error) {
    if (error instanceof CapError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
