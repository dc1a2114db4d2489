import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ChainHead, LogKey } from './log-key.ts';

/** A signed head, as it lies in the file. `putBack`: from here on the chain is what an operator has put in its place. */
const AnchorLine = z.object({
  chain: z.string(),
  seq: z.number().int().nonnegative(),
  hash: z.string().regex(/^([0-9a-f]{64})?$/),
  at: z.string(),
  putBack: z.literal(true).optional(),
  key: z.string(),
  signature: z.string(),
});
type AnchorLine = z.infer<typeof AnchorLine>;

/** A head as it was when it was signed. */
export interface Anchor {
  seq: number;
  hash: string;
  at: string;
  signature: string;
}

/** What the file says of one chain. */
export interface AnchoredChain {
  /** That hold, in the order in which they were signed. */
  anchors: Anchor[];
  /** When an operator put an older state in its place: from which seq back to which. */
  putBacks: { at: string; from: number; to: number }[];
  /** Lines that this key has not signed, or that cannot be read: they prove nothing. */
  foreign: number;
}

/** The name that the audit trail has beside the ids of incidents. */
export const auditChain = 'audit';
const putBackPurpose = 'put-back ';

/**
 * How far each chain of hashes was seen to go, signed, in a file beside the database that is only ever appended to. A log that was
 * rewritten together with its head, or cut with its head moved back, no longer agrees with it.
 */
export class LogAnchors {
  readonly #path: string;
  readonly key: LogKey;
  readonly #latest = new Map<string, ChainHead>();

  constructor(path: string, key: LogKey) {
    this.#path = path;
    this.key = key;
  }

  async append(heads: readonly ChainHead[]): Promise<void> {
    await this.#write(heads.map((head) => this.#lineOf(head)));
    for (const head of heads) this.#latest.set(head.chain, head);
  }

  /** An operator says that these states are what shall hold: what was signed beyond them was of another history. */
  async appendPutBack(heads: readonly ChainHead[]): Promise<void> {
    await this.#write(heads.map((head) => ({ ...this.#lineOf({ ...head, chain: putBackPurpose + head.chain }), ...head, putBack: true })));
  }

  /** The last head that was signed of a chain, as far as this process has signed or read them. */
  latest(chain: string): ChainHead | undefined {
    return this.#latest.get(chain);
  }

  async chain(name: string): Promise<AnchoredChain> {
    return (await this.#read(name)).get(name) ?? nothingAnchored();
  }

  /** The furthest anchor of each chain, the later one of two. */
  async furthest(): Promise<Map<string, Anchor>> {
    const furthest = new Map<string, Anchor>();
    for (const [name, { anchors }] of await this.#read(null)) {
      for (const anchor of anchors) if (anchor.seq >= (furthest.get(name)?.seq ?? 0)) furthest.set(name, anchor);
      const last = anchors.at(-1);
      if (last) this.#latest.set(name, { chain: name, seq: last.seq, hash: last.hash, at: last.at });
    }
    return furthest;
  }

  #lineOf(head: ChainHead): AnchorLine {
    return { ...head, key: this.key.fingerprint.slice(0, 16), signature: this.key.sign(head) };
  }

  async #write(lines: readonly AnchorLine[]): Promise<void> {
    if (lines.length === 0) return;
    mkdirSync(dirname(this.#path), { recursive: true });
    // What a kill cut off in the middle ends there, and spoils no line after it.
    await appendFile(this.#path, lines.map((line) => `\n${JSON.stringify(line)}`).join(''), { mode: 0o600, flush: true });
  }

  async #read(only: string | null): Promise<Map<string, AnchoredChain>> {
    const chains = new Map<string, AnchoredChain>();
    if (!existsSync(this.#path)) return chains;
    for await (const text of createInterface({ input: createReadStream(this.#path, 'utf8'), crlfDelay: Infinity })) {
      if (text === '' || (only !== null && !text.includes(`"${only}"`))) continue;
      const line = readLine(text);
      const name = line?.chain ?? only;
      if (name === null || (only !== null && name !== only)) continue;
      const chain = chains.get(name) ?? nothingAnchored();
      chains.set(name, chain);
      if (line) this.#take(chain, line);
      else chain.foreign++;
    }
    return chains;
  }

  /** A signature is looked at where something follows from it: of what agrees with the chain it says nothing new, see {@link contradictions}. */
  #take(chain: AnchoredChain, { putBack, signature, ...head }: AnchorLine): void {
    if (!putBack) return void chain.anchors.push({ seq: head.seq, hash: head.hash, at: head.at, signature });
    if (!this.key.isSigned({ ...head, chain: putBackPurpose + head.chain }, signature)) return void chain.foreign++;
    const from = chain.anchors.reduce((most, { seq }) => Math.max(most, seq), 0);
    chain.anchors = chain.anchors.filter(({ seq }) => seq <= head.seq);
    if (from > head.seq) chain.putBacks.push({ at: head.at, from, to: head.seq });
  }
}

function nothingAnchored(): AnchoredChain {
  return { anchors: [], putBacks: [], foreign: 0 };
}

function readLine(text: string): AnchorLine | null {
  try {
    return AnchorLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
