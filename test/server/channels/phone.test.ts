import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneFrom } from '../../../server/channels/phone.rules.ts';

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
  ])('%s is a mobile', (text, digits) => {
    expect(phoneFrom(text)).toEqual({ kind: 'mobile', digits });
  });

  it.each([
    ['0513-85112345', '051385112345'],
    ['(0513) 8511 2345', '051385112345'],
    ['+86 513 8511 2345', '051385112345'],
    ['010-62345678', '01062345678'],
    ['051385112345', '051385112345'],
  ])('%s is a landline', (text, digits) => {
    expect(phoneFrom(text)).toEqual({ kind: 'landline', digits });
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
    '85112345',
    '0513-1234567',
    'abc',
    '1381234567x',
    '13812345678,13812345679',
    '+',
    '13812345678\r\nBcc: x',
  ])('%j is none', (text) => {
    expect(phoneFrom(text)).toBeNull();
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
