import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** An answer that is made once and sent often: its bytes, packed in every way a browser may ask for. */
export interface Packed<About> {
  raw: Buffer;
  gzip: Buffer;
  brotli: Buffer;
  /** SHA-256 of the bytes: the same after a restart and on every node, and unchanged by a change that the asker cannot see. */
  hash: string;
  about: About;
}

export interface Made<About> {
  bytes: Uint8Array;
  about: About;
}

/**
 * Keeps packed answers for as long as their version stands; askers at the same moment wait for one making.
 *
 * The key must hold everything that decides what is in the answer, the asker's area above all.
 */
export class PackedAnswers<About = null> {
  readonly #kept = new Map<string, { version: number; packed: Promise<Packed<About>> }>();
  readonly #most: number;

  constructor(most = 256) {
    this.#most = most;
  }

  get(key: string, version: number, make: () => Promise<Made<About>>): Promise<Packed<About>> {
    const kept = this.#kept.get(key);
    // Reinserted at each use: the first key is the one that was not asked for the longest.
    this.#kept.delete(key);
    const entry = kept && kept.version >= version ? kept : { version, packed: make().then(pack) };
    this.#kept.set(key, entry);
    entry.packed.catch(() => this.#forget(key, entry));
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value!);
    return entry.packed;
  }

  #forget(key: string, entry: { packed: Promise<Packed<About>> }): void {
    if (this.#kept.get(key) === entry) this.#kept.delete(key);
  }
}

/** Sends what the browser can unpack, or 304 when it has it already. Each packing has an ETag of its own, as strong ETags must. */
export function sendPacked(req: Request, res: Response, { packed, type }: { packed: Packed<unknown>; type: string }): void {
  res.vary('accept-encoding').type(type).set('cache-control', 'private, no-cache');
  // Asked for one by one: browsers list both as equals, gzip first.
  if (req.acceptsEncodings('br')) res.set({ 'content-encoding': 'br', etag: `"${packed.hash}-br"` }).send(packed.brotli);
  else if (req.acceptsEncodings('gzip')) res.set({ 'content-encoding': 'gzip', etag: `"${packed.hash}-gzip"` }).send(packed.gzip);
  // No-transform keeps a compressing middleware or proxy from sending other bytes under the same strong ETag.
  else res.set({ etag: `"${packed.hash}"`, 'cache-control': 'private, no-cache, no-transform' }).send(packed.raw);
}

async function pack<About>({ bytes, about }: Made<About>): Promise<Packed<About>> {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(raw, { level: 9 }),
    promisify(brotliCompress)(raw, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } }),
  ]);
  return { raw, gzip: zipped, brotli, hash: createHash('sha256').update(raw).digest('base64url'), about };
}
