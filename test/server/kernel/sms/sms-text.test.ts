import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smsText, ucs2Bytes } from '../../../../server/kernel/sms/sms-text.ts';

const gbk: Record<string, string> = { 收到: 'cad5b5bd', 求救: 'c7f3bec8', 已转移: 'd2d1d7aad2c6', 我在外地: 'ced2d4dacde2b5d8' };

describe('the text of a short message', () => {
  const texts = [
    '收到',
    '1',
    '12',
    '求救',
    '已到岗，转移中！',
    '收到。OK',
    '９ 求助',
    '栟茶镇收到',
    '1️⃣',
    '👍',
    '𠮷家村收到',
    '屋里进水了，请求救援',
    'help',
    'OK',
  ];

  it.each(texts)('is read in UCS-2 as labelled: %s', (text) => {
    expect(smsText(ucs2Bytes(text), 8)).toBe(text);
  });

  it.each(texts.filter((text) => !/^\w+$/.test(text)))('is read in UCS-2 whatever the label: %s', (text) => {
    for (const coding of [0, 3, 4, 15]) expect(smsText(ucs2Bytes(text), coding)).toBe(text);
  });

  it.each(Object.entries(gbk))('is read in GBK whatever the label: %s', (text, hex) => {
    for (const coding of [15, 4, 0, 8, 3]) expect(smsText(Buffer.from(hex, 'hex'), coding)).toBe(text);
  });

  it.each(['1', '9', '0', '12', 'ok', 'OK', 'help', 'received', 'Yes, I have.', 'id:m1 sub:001 stat:DELIVRD'])(
    'is read in ASCII whatever the label: %s',
    (text) => {
      for (const coding of [0, 1, 3, 4, 8, 15, 0xf1]) expect(smsText(Buffer.from(text), coding)).toBe(text);
    },
  );

  it.each(['收到', '已转移，请求支援'])('is read in UTF-8 and in the other order of bytes: %s', (text) => {
    for (const coding of [4, 8, 15]) {
      expect(smsText(Buffer.from(text), coding)).toBe(text);
      expect(smsText(Buffer.from(text, 'utf16le'), coding)).toBe(text);
    }
  });

  it('is read at once, however it is punctuated', () => {
    const startedAt = performance.now();
    smsText(Buffer.from(`${'. '.repeat(5_000)}1x`), 0);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('never fails, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), fc.integer({ min: 0, max: 255 }), (bytes, coding) => {
        expect(typeof smsText(Buffer.from(bytes), coding)).toBe('string');
      }),
    );
  });
});
