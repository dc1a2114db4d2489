import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partLength, partsOf } from '#contract/sms.ts';
import { partHeader, withoutHeader } from '../../../../server/kernel/sms/sms-parts.ts';

describe('a long message', () => {
  it('is cut into parts that fit and give it back, no character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('转', '移', '😀', '𠮷', 'a', '。'), minLength: 1, maxLength: 600 }), (text) => {
        const parts = partsOf(text);
        expect(parts.join('')).toBe(text);
        expect(parts.every((part) => part.length <= partLength && !/[\ud800-\udbff]$/.test(part))).toBe(true);
      }),
    );
  });
});

describe('the header of a part', () => {
  const body = Buffer.from('body');

  it('is read back as it was written', () => {
    const place = { reference: 200, total: 3, nr: 2 };
    expect(withoutHeader(Buffer.concat([partHeader(place), body]), true)).toEqual({ body, place });
  });

  it.each([
    ['of a port and a part', '0b050415b315b30003070201', { reference: 7, total: 2, nr: 1 }],
    ['of a port alone', '06050415b315b3', null],
    ['of a part that cannot be', '050003070203', null],
    ['of an only part', '050003070101', null],
    ['of nothing', '00', null],
    ['of an element that runs out', '030003ff', null],
  ])('%s', (_, hex, place) => {
    expect(withoutHeader(Buffer.concat([Buffer.from(hex, 'hex'), body]), true)).toEqual({ body, place });
  });

  it('never fails, and never reads for ever, whatever it says', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), fc.boolean(), (bytes, isMarked) => {
        expect(withoutHeader(Buffer.from(bytes), isMarked).body.length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
