import { createHmac, hkdfSync } from 'node:crypto';
import { TextSeal } from './sealed-text.ts';

const keyBytes = 32;
/** Half of the digest (RFC 2104, 5): two texts of a province share it by no chance that anybody meets, and the index stays small. */
const lookupBytes = 16;
/** Of 32 random bytes some 30 are different; fewer than this many are a word, a pattern or zeros. */
const differentAtLeast = 16;

/** @returns null for what is no key: 32 random bytes as 64 hex digits or as base64 */
export function readDataKey(text: string): Buffer | null {
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : Buffer.from(/^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? text : '', 'base64');
  return bytes.length === keyBytes && new Set(bytes).size >= differentAtLeast ? bytes : null;
}

/** What is derived from a data key, each for one purpose (HKDF, RFC 5869): nothing that is kept tells one of them by another. */
export class DataKey {
  /** Names the key in what it has sealed; says nothing of it. */
  readonly id: string;
  readonly values: TextSeal;
  readonly #lookup: Buffer;

  constructor(secret: Buffer) {
    this.id = derived(secret, 'jiaoying data key id').subarray(0, 4).toString('hex');
    this.values = new TextSeal(secret, 'jiaoying personal columns');
    this.#lookup = derived(secret, 'jiaoying lookup');
  }

  /** The same for the same text, and nothing that the text could be read from or guessed by without the key. */
  lookup(purpose: string, text: string): string {
    return createHmac('sha256', this.#lookup).update(`${purpose}\0${text}`).digest().subarray(0, lookupBytes).toString('base64url');
  }
}

function derived(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, keyBytes));
}
