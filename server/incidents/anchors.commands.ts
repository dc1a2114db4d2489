import { watchdogKind } from '../contract/incidents.ts';
import { auditEnd } from '../audit/audit-proof.store.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import { auditChain, type Anchor, type LogAnchors } from '../kernel/log/log-anchors.ts';
import type { ChainHead } from '../kernel/log/log-key.ts';
import { chainHeads, type KeptHead } from './incidents.store.ts';

/** The watchdog's log grows each minute for ever: its file would outgrow the logs that people work in. */
const watchdogMilliseconds = 600_000;

/** A log that ends before what was signed of it, or elsewhere: it was cut, or an older copy lies in its place. */
export interface FallenBehind {
  chain: string;
  signedSeq: number;
  /** Null: the database has no such log. */
  seq: number | null;
}

/** An operator says that the database as it stands is what shall hold: it was restored from a backup. */
export async function putBackHeads(database: Database, anchors: LogAnchors, now: Date): Promise<void> {
  const at = now.toISOString();
  const heads = (await headsOf(database)).map(({ chain, seq, hash }) => ({ chain, seq, hash, at }));
  await anchors.appendPutBack(heads);
  await anchors.append(heads.filter(({ seq }) => seq > 0));
}

/** Signs how far the logs go, outside the database, as often as it is asked to and something has changed. */
export class AnchorKeeper {
  readonly #database: Database;
  readonly #anchors: LogAnchors;
  readonly #known: Map<string, Pick<Anchor, 'seq' | 'hash' | 'at'>>;

  private constructor(database: Database, anchors: LogAnchors, known: Map<string, Anchor>) {
    this.#database = database;
    this.#anchors = anchors;
    this.#known = known;
  }

  static async open(database: Database, anchors: LogAnchors): Promise<AnchorKeeper> {
    return new AnchorKeeper(database, anchors, await anchors.furthest());
  }

  /** Asked at the start: from then on the server itself moves the heads. */
  async fallenBehind(): Promise<FallenBehind[]> {
    const heads = new Map((await this.#heads()).map((head) => [head.chain, head]));
    return [...this.#known].flatMap<FallenBehind>(([chain, { seq: signedSeq, hash }]) => {
      const head = heads.get(chain);
      if (!head) return [{ chain, signedSeq, seq: null }];
      return head.seq < signedSeq || (head.seq === signedSeq && head.hash !== hash) ? [{ chain, signedSeq, seq: head.seq }] : [];
    });
  }

  /** @param isLast whether nothing is signed after this: what would wait does not */
  async keep(now: Date, { isLast = false } = {}): Promise<void> {
    const at = now.toISOString();
    const moved = (await this.#heads()).filter((head) => this.#isDue(head, now, isLast));
    const signed: ChainHead[] = moved.map(({ chain, seq, hash }) => ({ chain, seq, hash, at }));
    await this.#anchors.append(signed);
    for (const { chain, seq, hash } of signed) this.#known.set(chain, { seq, hash, at });
  }

  #isDue({ chain, kind, hash, seq }: KeptHead, now: Date, isLast: boolean): boolean {
    const known = this.#known.get(chain);
    if (seq === 0 || known?.hash === hash) return false;
    return isLast || kind !== watchdogKind || !known || now.getTime() - Date.parse(known.at) >= watchdogMilliseconds;
  }

  #heads(): Promise<KeptHead[]> {
    return headsOf(this.#database);
  }
}

/** Of every log and of the audit trail. */
function headsOf(database: Database): Promise<KeptHead[]> {
  return database.transaction(wholeServer, async (tx) => {
    const { seq, hash } = await auditEnd(tx);
    return [...(await chainHeads(tx)), { chain: auditChain, kind: auditChain, seq, hash: hash.toString('hex') }];
  });
}
