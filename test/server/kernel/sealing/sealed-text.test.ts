import { describe, expect, it } from 'vitest';
import { TextSeal } from '../../../../server/kernel/sealing/sealed-text.ts';

describe('a sealed text', () => {
  const seal = new TextSeal(Buffer.alloc(32, 1), 'test');

  it('opens as it was, and looks different each time', () => {
    const [one, two] = [seal.seal('南通 123', 'row 1'), seal.seal('南通 123', 'row 1')];
    expect(one).not.toBe(two);
    expect([seal.open(one, 'row 1'), seal.open(two, 'row 1')]).toEqual(['南通 123', '南通 123']);
  });

  it('opens in no other row, by no other key, for no other purpose, and not once it was changed', () => {
    const sealed = seal.seal('secret', 'row 1');
    expect(() => seal.open(sealed, 'row 2')).toThrow();
    expect(() => new TextSeal(Buffer.alloc(32, 2), 'test').open(sealed, 'row 1')).toThrow();
    expect(() => new TextSeal(Buffer.alloc(32, 1), 'other').open(sealed, 'row 1')).toThrow();
    expect(() => seal.open(`${sealed.slice(0, -2)}AA`, 'row 1')).toThrow();
  });
});
