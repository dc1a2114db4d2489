import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataKey, readDataKey } from '../../../../server/kernel/sealing/data-key.ts';
import { DataSeal, isSealed } from '../../../../server/kernel/sealing/data-seal.ts';
import { personalColumns, type PersonalColumn } from '../../../../server/kernel/sealing/personal-columns.ts';

const key = new DataKey(Buffer.from(Array.from({ length: 32 }, (_, nr) => nr)));
const otherKey = new DataKey(Buffer.from(Array.from({ length: 32 }, (_, nr) => 255 - nr)));
const seal = new DataSeal(key);

const columns = fc.constantFrom(...(Object.keys(personalColumns) as PersonalColumn[]));
const texts = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed());

describe('a data key', () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, nr) => 7 * nr));

  it.each(['hex', 'base64', 'base64url'] as const)('is read from %s', (encoding) =>
    expect(readDataKey(bytes.toString(encoding))).toEqual(bytes),
  );

  it.each([
    ['', 'nothing'],
    ['jiaoying', 'a word'],
    [Buffer.alloc(32).toString('base64'), 'zeros'],
    ['0123456789abcdef'.repeat(4), 'a pattern of eight different bytes'],
    [bytes.subarray(0, 31).toString('base64'), '31 bytes'],
    [`${bytes.toString('hex')}00`, '33 bytes'],
    [`${bytes.toString('base64')}=`, 'two signs of padding'],
    [bytes.toString('hex').replace(/^../, 'zz'), 'letters that no hex digits are'],
  ])('is not %j: %s', (text) => expect(readDataKey(text)).toBeNull());

  it('is any 32 random bytes', () => {
    fc.assert(
      fc.property(fc.constant(0), () => {
        const random = randomBytes(32);
        return readDataKey(random.toString('base64'))!.equals(random) && readDataKey(random.toString('hex'))!.equals(random);
      }),
    );
  });
});

describe('a sealed text', () => {
  it('opens as it was: any characters, any length, in its own column', () => {
    fc.assert(
      fc.property(columns, texts, (column, text) => {
        const sealed = seal.seal(column, text);
        expect(isSealed(sealed)).toBe(true);
        expect(sealed).toMatch(/^~jy1:[0-9a-f]{8}:[\w.]+:[\w-]+$/);
        expect(seal.open(sealed)).toEqual({ column, text });
      }),
    );
  });

  it.each(['王', '欧阳娜娜', '𠮷野家', 'a\nb\tc', '~jy1:', seal.seal('person.name', '王伟'), '汛'.repeat(200_000)])('holds %.20s', (text) =>
    expect(seal.open(seal.seal('receipt.note', text))).toEqual({ column: 'receipt.note', text }),
  );

  it('is never twice the same, and no text is nothing to seal', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => seal.seal('person.name', '王伟'))).size).toBe(1_000);
    expect(seal.seal('receipt.note', null)).toBeNull();
    expect(seal.seal('receipt.note', '')).toBe('');
  });

  it('shows nothing of what it holds', () => {
    const sealed = seal.seal('contact.address', '13800138000');
    expect(sealed).not.toContain('138');
    expect(Buffer.from(sealed.split(':')[3]!, 'base64url').toString('latin1')).not.toContain('13800138000');
  });

  it('does not open once a single character of it is another one', () => {
    const sealed = seal.seal('contact.address', '13800138000');
    for (let at = sealed.lastIndexOf(':') + 1; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      // The last character carries bits that stand for nothing.
      if (at < sealed.length - 1) expect(seal.open(changed)).toEqual({ column: 'contact.address', text: null });
    }
  });

  it('does not open as another column, nor under another key', () => {
    fc.assert(
      fc.property(columns, columns, texts, (column, other, text) => {
        fc.pre(column !== other);
        const moved = seal.seal(column, text).replace(`:${column}:`, `:${other}:`);
        expect(seal.open(moved)).toEqual({ column: other, text: null });
      }),
    );
    const sealed = seal.seal('person.name', '王伟');
    expect(new DataSeal(otherKey).open(sealed)).toEqual({ column: 'person.name', text: null });
    expect(new DataSeal(otherKey).open(sealed.replace(key.id, otherKey.id))).toEqual({ column: 'person.name', text: null });
  });

  it('opens under the key before while there is one', () => {
    const changing = new DataSeal(otherKey, key);
    expect(changing.open(seal.seal('person.name', '王伟'))).toEqual({ column: 'person.name', text: '王伟' });
    expect(changing.open(changing.seal('person.name', '王伟'))).toEqual({ column: 'person.name', text: '王伟' });
    expect(seal.open(changing.seal('person.name', '王伟'))).toEqual({ column: 'person.name', text: null });
  });

  it.each(['', '王伟', '~jy1', '~jy1:', '~jy2:0:person.name:AAAA', '~jy1:zz:person.name:AA', '~jy1:00000000:person.age:AAAA', ' ~jy1:x'])(
    'is not %j, which somebody wrote',
    (text) => expect(seal.open(text)).toBeNull(),
  );

  it.each(['A', 'AAAA', 'A'.repeat(16), 'A'.repeat(37), 'A'.repeat(38)])('is too short or empty with %j, and opens to nothing', (rest) =>
    expect(seal.open(`~jy1:${key.id}:person.name:${rest}`)).toEqual({ column: 'person.name', text: null }),
  );
});

describe('what rows are found by', () => {
  it('is the same for the same number however it is written, and another for every other one', () => {
    expect(seal.lookup('number', '+86 138-0013-8000')).toBe(seal.lookup('number', '13800138000'));
    expect(seal.lookup('number', '13800138000')).not.toBe(seal.lookup('number', '13800138001'));
    expect(seal.lookup('number', '13800138000')).not.toBe(seal.lookup('address', '13800138000'));
    expect(seal.lookup('number', '13800138000')).not.toBe(new DataSeal(otherKey).lookup('number', '13800138000'));
    expect(seal.lookup('number', '13800138000')).not.toContain('138');
  });
});

describe('without a key', () => {
  it('is everything as it is written', () => {
    fc.assert(
      fc.property(columns, texts, (column, text) => {
        expect(DataSeal.none.seal(column, text)).toBe(text);
        expect(DataSeal.none.lookup('address', text)).toBe(text);
      }),
    );
    expect(DataSeal.none.lookup('number', '+86 138-0013-8000')).toBe('13800138000');
  });
});
