import type { AnchorsProof, ChainFault, ChainProof } from '../../contract/proofs.ts';
import { groupBy } from '../group-by.ts';
import type { Anchor, AnchoredChain, LogAnchors } from './log-anchors.ts';
import type { LogKey } from './log-key.ts';

interface Broken {
  at: number;
  found: ChainFault;
}

/** Follows a chain of hashes from its first link, and holds it against what was signed of it outside the database. */
export class ChainWalk {
  /** How far it holds. */
  seq = 0;
  hash: Buffer = Buffer.alloc(0);
  #broken: Broken | null = null;
  #held = 0;
  #foreign = 0;
  readonly #anchored: Map<number, Anchor[]>;
  readonly #outside: { name: string; key: LogKey; chain: AnchoredChain } | null;

  static async begin(name: string, anchors: LogAnchors | undefined): Promise<ChainWalk> {
    return new ChainWalk(anchors ? { name, key: anchors.key, chain: await anchors.chain(name) } : null);
  }

  private constructor(outside: { name: string; key: LogKey; chain: AnchoredChain } | null) {
    this.#outside = outside;
    this.#anchored = groupBy(outside?.chain.anchors ?? [], ({ seq }) => seq);
  }

  get isBroken(): boolean {
    return this.#broken !== null;
  }

  /** @param expected what the link's own content, and the link before it, make its hash */
  step(link: { seq: number; hash: Buffer }, expected: Buffer): void {
    if (this.isBroken) return;
    const next = this.seq + 1;
    if (link.seq !== next) return this.breaks(next, 'missing');
    if (!expected.equals(link.hash)) return this.breaks(next, 'changed');
    if (this.#contradicted(next, expected.toString('hex'))) return this.breaks(next, 'rewritten');
    this.seq = next;
    this.hash = expected;
  }

  breaks(at: number, found: ChainFault): void {
    this.#broken ??= { at, found };
  }

  /** @param head what the database itself remembers as the end */
  end(head: { seq: number; hash: Buffer }): ChainProof {
    if (head.seq > this.seq) this.breaks(this.seq + 1, 'missing');
    if (!head.hash.equals(this.hash)) this.breaks(this.seq + 1, 'headMoved');
    if (!this.isBroken && this.#wasLonger()) this.breaks(this.seq + 1, 'cutEnd');
    const anchors = this.#outside && this.#anchorsProof(this.#outside);
    return {
      ok: !this.#broken,
      state: this.#broken ? 'broken' : anchors && anchors.putBacks.length > 0 ? 'putBack' : 'whole',
      head: this.hash.toString('hex'),
      brokenAt: this.#broken?.at ?? null,
      found: this.#broken?.found ?? null,
      anchors,
    };
  }

  /** What agrees needs no proof that it is ours; what does not is believed only when it is. */
  #contradicted(seq: number, hash: string): boolean {
    const anchors = this.#anchored.get(seq) ?? [];
    const other = anchors.filter((anchor) => anchor.hash !== hash);
    const isContradicted = other.some((anchor) => this.#isSigned(anchor));
    this.#held += anchors.length - other.length;
    if (!isContradicted) this.#foreign += other.length;
    return isContradicted;
  }

  #wasLonger(): boolean {
    const beyond = [...this.#anchored].flatMap(([seq, anchors]) => (seq > this.seq ? anchors : []));
    const wasLonger = beyond.some((anchor) => this.#isSigned(anchor));
    if (!wasLonger) this.#foreign += beyond.length;
    return wasLonger;
  }

  #isSigned({ signature, ...head }: Anchor): boolean {
    return this.#outside!.key.isSigned({ chain: this.#outside!.name, ...head }, signature);
  }

  #anchorsProof({ key, chain }: { key: LogKey; chain: AnchoredChain }): AnchorsProof {
    const newest = chain.anchors.at(-1);
    return {
      held: this.#held,
      newest: newest ? { seq: newest.seq, hash: newest.hash, at: newest.at } : null,
      foreign: chain.foreign + this.#foreign,
      putBacks: chain.putBacks,
      fingerprint: key.fingerprint,
    };
  }
}
