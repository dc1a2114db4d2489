import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineCode, placeOf } from '../../../server/sheets/line-code.rules.ts';

const place = fc.record({ sheetId: fc.integer({ min: 1, max: 999_999_999 }), line: fc.integer({ min: 1, max: 99_999 }) });

describe('the code of a line', () => {
  it('leads back to its line', () => {
    fc.assert(
      fc.property(place, (each) => {
        expect(placeOf(lineCode(each))).toEqual(each);
      }),
    );
  });

  it.each(['１２－０３４－４', ' 12 034 4 ', '12.034.4', '单12 行034 校4'])('is read in any spelling: %s', (typed) => {
    expect(lineCode({ sheetId: 12, line: 34 })).toBe('12-034-4');
    expect(placeOf(typed)).toEqual({ sheetId: 12, line: 34 });
  });

  it('tells when one digit was misread', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.integer({ min: 1, max: 9 }), (each, at, shift) => {
        const code = lineCode(each);
        const digits = [...code.matchAll(/\d/g)].map(({ index }) => index);
        const wrong = digits[at % digits.length]!;
        const misread = code.slice(0, wrong) + String((Number(code[wrong]) + shift) % 10) + code.slice(wrong + 1);
        expect(placeOf(misread)).toBeNull();
      }),
      // What is left of the first one is a number whose check digit is right.
      { examples: [[{ sheetId: 510_000_000, line: 1 }, 0, 5]] },
    );
  });

  it('is never found in anything else, and nothing makes the reader fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const found = placeOf(typed);
        if (found) expect(placeOf(lineCode(found))).toEqual(found);
      }),
    );
    for (const typed of ['', '-', '12', '12-034', '0-001-0', '12-000-0', '1'.repeat(100_000), '12-034-4-6'])
      expect(placeOf(typed)).toBeNull();
  });
});
