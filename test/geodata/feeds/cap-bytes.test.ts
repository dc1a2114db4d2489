import { describe, expect, it } from 'vitest';
import type { CapInfo } from '../../../geodata/feeds/cap-alert.ts';
import { decodeCap } from '../../../geodata/feeds/cap-bytes.ts';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { capMessage } from '../../support/cap-message.ts';

function infoOf(xml: string): CapInfo {
  return parseCap(xml).infos[0]!;
}

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
