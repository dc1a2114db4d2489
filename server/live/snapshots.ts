import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { Batch, Fact } from '../contract/facts.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { snapshotOf, startingHere, worldFrom } from '../contract/snapshot.ts';
import { emptyWorld, fold, type World } from '../contract/world.ts';
import { factMark, factsAfter } from '../kernel/log/change-log.ts';
import { coalesce } from '../kernel/async/coalesce.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import { keepCheckpoint, newestCheckpoint, type ScopedLog } from '../kernel/log/log-checkpoints.ts';
import type { Log } from '../kernel/log.ts';
import { isVisible } from './visible.ts';

/** Facts that are read at a time: others want the database meanwhile. */
const pageSize = 250;
/** Facts that were heard wait until there are so many: folding them one by one would copy what has not changed each time. */
const foldFrom = 250;
/** A checkpoint is kept after so many facts and changes of calls: that many are read at most when a server starts or somebody looks back. */
const usualWeight = 2_000;
/** Of so many logs and areas the newest state is held, some hundreds of kilobytes each. */
const mostHeld = 64;

/** What a screen is sent that starts: the same bytes for all who start at the same moment. */
export interface Start {
  batch: Batch;
  /** As `packed` carries it. */
  packed: () => Promise<string>;
}

/** Facts that go on from the one at `since`, which `sinceMark` tells from one of another history; undefined: not known. */
interface News {
  since: number;
  sinceMark: string | undefined;
  facts: readonly Fact[];
  seq: number;
  mark: string;
}

interface SnapshotDependencies {
  /** Of whoever sees everything: kept up also where nobody looks. */
  cityArea: string;
  checkpointEvery?: number;
  database: Database;
  log: Log;
}

/**
 * What each log adds up to for each area that somebody looks at, kept up as facts come, and kept in the database now and then. It holds
 * nothing that could not be folded again from the log.
 */
export class Snapshots {
  readonly #dependencies: Required<SnapshotDependencies>;
  /** Those that were asked for last are at the end. */
  readonly #held = new Map<string, Held>();
  /** How many facts came of logs that nobody has looked at. */
  readonly #unseen = new Map<IncidentId, number>();

  constructor(dependencies: SnapshotDependencies) {
    this.#dependencies = { checkpointEvery: usualWeight, ...dependencies };
  }

  /** Everything that was committed before the question is in it. Who asks while it is being made shares the next one. */
  start(log: ScopedLog): Promise<Start> {
    return this.#of(log).start();
  }

  /** What the tail of a log has brought. Nobody may be looking: it is kept up all the same, so that whoever looks next has little to read. */
  heard(incidentId: IncidentId, news: News): void {
    const looked = [...this.#held.values()].filter(({ log }) => log.incidentId === incidentId);
    for (const held of looked) if (held.hear(news) >= this.#dependencies.checkpointEvery) this.#keepUp(held.log);
    const unseen = looked.length > 0 ? 0 : (this.#unseen.get(incidentId) ?? 0) + news.facts.length;
    this.#unseen.set(incidentId, unseen);
    if (unseen >= this.#dependencies.checkpointEvery) this.#keepUp({ incidentId, area: this.#dependencies.cityArea });
  }

  #keepUp(log: ScopedLog): void {
    this.start(log).catch((error: unknown) =>
      this.#dependencies.log.warn({ err: error, ...log }, 'keeping up with a log failed, it is tried again'),
    );
  }

  #of(log: ScopedLog): Held {
    const key = `${log.incidentId} ${log.area}`;
    const held = this.#held.get(key) ?? new Held(log, this.#dependencies);
    this.#held.delete(key);
    this.#held.set(key, held);
    if (this.#held.size > mostHeld) this.#held.delete(this.#held.keys().next().value!);
    return held;
  }
}

/** One log as one area sees it. */
class Held {
  readonly log: ScopedLog;
  readonly start: () => Promise<Start>;
  readonly #dependencies: Required<SnapshotDependencies>;
  #isLoaded = false;
  #world: World = emptyWorld;
  #mark: string | undefined;
  #heard: { facts: Fact[]; seq: number; mark: string } | null = null;
  /** Facts and changes of calls since the last checkpoint, and the earliest time among them. */
  #weight = 0;
  #leastAt: string | null = null;
  #made: { world: World; start: Start } | null = null;

  constructor(log: ScopedLog, dependencies: Required<SnapshotDependencies>) {
    this.log = log;
    this.#dependencies = dependencies;
    const next = coalesce<null, Start>(async (asked) => {
      await this.#advance();
      const start = this.#start();
      return asked.map(() => start);
    });
    this.start = () => next(null);
  }

  /** Returns how many facts are to be read that were not taken from what was heard: it has to go on from what is known. */
  hear({ since, sinceMark, facts, seq, mark }: News): number {
    const known = this.#heard ?? { seq: this.#world.seq, mark: this.#mark };
    if (!this.#isLoaded || sinceMark === undefined || since !== known.seq || sinceMark !== known.mark) return seq - known.seq;
    this.#heard ??= { facts: [], seq, mark };
    this.#heard.facts.push(...facts.filter((fact) => isVisible(fact, this.log.area)));
    [this.#heard.seq, this.#heard.mark] = [seq, mark];
    if (this.#heard.facts.length >= foldFrom) this.#foldHeard();
    return 0;
  }

  #foldHeard(): void {
    const heard = this.#heard;
    this.#heard = null;
    if (heard) this.#take(heard);
  }

  async #advance(): Promise<void> {
    this.#foldHeard();
    if (!this.#isLoaded || (await this.#isAnotherLog())) await this.#load();
    for (;;) {
      const since = this.#world.seq;
      const { area, incidentId } = this.log;
      const page = await this.#dependencies.database.transaction({ area }, (tx) => factsAfter(tx, { incidentId, since, limit: pageSize }));
      const isLast = page.facts.length < pageSize;
      const mark = isLast ? page.headMark : page.lastMark;
      this.#take({ facts: page.facts, seq: isLast ? page.head : page.facts.at(-1)!.seq, ...(mark !== undefined && { mark }) });
      if (isLast) return;
    }
  }

  async #isAnotherLog(): Promise<boolean> {
    const { seq } = this.#world;
    if (seq === 0) return false;
    return (await this.#dependencies.database.transaction(wholeServer, (tx) => factMark(tx, this.log.incidentId, seq))) !== this.#mark;
  }

  async #load(): Promise<void> {
    const kept = await this.#dependencies.database.transaction(wholeServer, (tx) => newestCheckpoint(tx, this.log));
    this.#world = kept ? worldFrom(kept.snapshot) : emptyWorld;
    this.#mark = kept?.mark;
    this.#heard = null;
    [this.#weight, this.#leastAt] = [0, null];
    this.#isLoaded = true;
  }

  #take({ facts, seq, mark }: { facts: readonly Fact[]; seq: number; mark?: string }): void {
    const fresh = facts.filter((fact) => fact.seq > this.#world.seq);
    if (seq <= this.#world.seq) return;
    this.#world = startingHere(fold(this.#world, { facts: fresh, seq }));
    this.#mark = mark;
    for (const fact of fresh) {
      this.#weight += 1 + (fact.kind === 'calls.put' ? fact.calls.length : 0);
      if (this.#leastAt === null || fact.at < this.#leastAt) this.#leastAt = fact.at;
    }
    if (this.#weight >= this.#dependencies.checkpointEvery) this.#keep();
  }

  /** Beside whatever else is done: without it more is read later, and nothing is lost. */
  #keep(): void {
    const [mark, leastAt] = [this.#mark, this.#leastAt];
    if (mark === undefined || leastAt === null) return;
    const snapshot = snapshotOf(this.#world);
    [this.#weight, this.#leastAt] = [0, null];
    this.#dependencies.database
      .transaction(wholeServer, (tx) => keepCheckpoint(tx, this.log, { snapshot, mark, leastAt }))
      .catch((error: unknown) => {
        this.#dependencies.log.warn({ err: error, ...this.log }, 'keeping a checkpoint of the log failed, the next one covers it');
        // The next one then reaches back over this one's facts.
        if (this.#leastAt === null || leastAt < this.#leastAt) this.#leastAt = leastAt;
      });
  }

  #start(): Start {
    if (this.#made?.world !== this.#world) this.#made = { world: this.#world, start: startOf(this.log, this.#world, this.#mark) };
    return this.#made.start;
  }
}

function startOf({ incidentId }: ScopedLog, world: World, mark: string | undefined): Start {
  const snapshot = snapshotOf(world);
  const batch: Batch = { incidentId, snapshot, facts: [], seq: world.seq, ...(mark !== undefined && { mark }), catchUp: true };
  let text: Promise<string> | undefined;
  const pack = async () => (await promisify(deflateRaw)(JSON.stringify(batch))).toString('base64');
  return { batch, packed: () => (text ??= pack()) };
}
