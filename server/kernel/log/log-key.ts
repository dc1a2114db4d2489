import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** How far a chain of hashes goes at a moment. `chain`: the id of an incident, or `audit`. */
export interface ChainHead {
  chain: string;
  seq: number;
  /** Of the last link, in hex. */
  hash: string;
  at: string;
}

/** What stands before the 32 bytes of a private key of Ed25519 in PKCS #8 (RFC 8410, 7). */
const privateKeyHead = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs how far the chains of hashes go (Ed25519, RFC 8032). The database does not hold it, so that whoever rewrites a log cannot sign it. */
export class LogKey {
  readonly #private: KeyObject;
  readonly #public: KeyObject;
  /** SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  /** SHA-256 of the public key in hex: by which people compare it. */
  readonly fingerprint: string;

  /** @param seed 32 random bytes */
  constructor(seed: Buffer) {
    this.#private = createPrivateKey({ key: Buffer.concat([privateKeyHead, seed]), format: 'der', type: 'pkcs8' });
    this.#public = createPublicKey(this.#private);
    const bytes = this.#public.export({ format: 'der', type: 'spki' });
    this.publicKey = bytes.toString('base64');
    this.fingerprint = createHash('sha256').update(bytes).digest('hex');
  }

  /** @returns the signature in base64 */
  sign(head: ChainHead): string {
    return sign(null, textOf(head), this.#private).toString('base64');
  }

  isSigned(head: ChainHead, signature: string): boolean {
    return verify(null, textOf(head), this.#public, Buffer.from(signature, 'base64'));
  }
}

/** Each part on its own line, as whoever verifies it without this program puts it together again. */
function textOf({ chain, seq, hash, at }: ChainHead): Buffer {
  return Buffer.from(['jiaoying-head', chain, seq, hash, at].join('\n'));
}
