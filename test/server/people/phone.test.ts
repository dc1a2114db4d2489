import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneFrom, phoneText } from '../../../server/people/phone.rules.ts';

describe('a phone number', () => {
  it.each([
    ['13812345678', '13812345678'],
    ['+8613812345678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['008613812345678', '13812345678'],
    ['8613812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['10000000110', '10000000110'],
    ['\u202d13800000001\u202c', '13800000001'],
    ['\ufeff138\u200b00000001', '13800000001'],
    ['0086-138—0000—0001', '13800000001'],
    ['+86\u2011138\u22120000\u00a00001', '13800000001'],
    ['（０１３８）００００ ０００１', '13800000001'],
  ])('%s is a mobile', (text, digits) => {
    expect(phoneFrom(text)).toEqual({ kind: 'mobile', digits, extension: null });
  });

  it.each([
    ['0513-85112345', '051385112345'],
    ['(0513) 8511 2345', '051385112345'],
    ['+86 513 8511 2345', '051385112345'],
    ['010-62345678', '01062345678'],
    ['051385112345', '051385112345'],
    ['0513\u201485216666', '051385216666'],
    ['85216667', '051385216667'],
    ['８５２１　６６６７', '051385216667'],
    ['513-85216666', '051385216666'],
    ['86-513-8521 6666', '051385216666'],
    ['008651385216666', '051385216666'],
    ['+86 (0)513 8521 6666', '051385216666'],
  ])('%s is a landline', (text, digits) => {
    expect(phoneFrom(text)).toEqual({ kind: 'landline', digits, extension: null });
  });

  it.each([
    '',
    '110',
    '12345',
    '1381234567',
    '138123456789',
    '23812345678',
    '+15551234567',
    '+4915112345678',
    '0513-1234567',
    '13800000001-801',
    '8521666',
    '85216666转',
    '85216666 85216667',
    '400-820-8820',
    '12345678',
    'abc',
    '1381234567x',
    '13812345678,13812345679',
    '+',
    '13812345678\r\nBcc: x',
  ])('%j is none', (text) => {
    expect(phoneFrom(text)).toBeNull();
  });

  it.each([
    ['0513-85216666-801', '801'],
    ['85216666-801', '801'],
    ['(0513) 8521-6666转8012', '8012'],
    ['0513-85216666 轉 12', '12'],
    ['+86 513 85216666 ext. 7', '7'],
    ['051385216666,801', '801'],
    ['85216666#801', '801'],
    ['0513—85216666—801', '801'],
    ['８５２１６６６６分机８０１', '801'],
  ])('%s has an extension', (text, extension) => {
    const phone = phoneFrom(text)!;
    expect(phone).toEqual({ kind: 'landline', digits: '051385216666', extension });
    expect(phoneFrom(phoneText(phone))).toEqual(phone);
  });

  it('is read the same again', () => {
    const numbers = fc.stringMatching(/^1[0-9]{10}$/);
    const prefixes = fc.constantFrom('', '+86', '+86 ', '0086', '86', '86-');
    fc.assert(
      fc.property(numbers, prefixes, (number, prefix) => {
        expect(phoneFrom(prefix + number)?.digits).toBe(number);
      }),
    );
  });

  it('never fails, and never lets through what is not digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(phoneFrom(text)?.digits ?? '0').toMatch(/^[0-9]+$/);
      }),
    );
  });
});
