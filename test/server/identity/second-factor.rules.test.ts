import { describe, expect, it } from 'vitest';
import { readCode, recoveryCodeBytes, recoveryCodeFrom } from '../../../server/identity/second-factor.rules.ts';

describe('a code', () => {
  it.each([
    ['123456', 'app', '123456'],
    [' 123 456 ', 'app', '123456'],
    ['１２３４５６', 'app', '123456'],
    ['abcd-efgh-2345-wxyz', 'recovery', 'abcdefgh2345wxyz'],
    ['ABCD EFGH 2345–WXYZ', 'recovery', 'abcdefgh2345wxyz'],
  ])('typed as %s is of the %s', (typed, kind, code) => expect(readCode(typed)).toEqual({ kind, code }));

  it.each(['', '12345', '1234567', '12345a', 'abcd-efgh-2345', 'abcd-efgh-2345-wxy1', "' or 1=1 --"])('%s is none', (typed) =>
    expect(readCode(typed)).toBeNull(),
  );

  it('for recovery is read back as it was made, whatever the bytes', () => {
    for (const byte of [0, 31, 32, 127, 255]) {
      const code = recoveryCodeFrom(new Uint8Array(recoveryCodeBytes).fill(byte));
      expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
      expect(readCode(code)).toEqual({ kind: 'recovery', code: code.replaceAll('-', '') });
    }
  });
});
