import { uptime } from 'node:os';
import { wholeServer, type Database } from './db.ts';

/** Wall time as the rest of the server sees it. Only main and jobs read it; everyone else is handed `now`. */
export interface Clock {
  now(): Date;
}

/** What the host has counted, in milliseconds. Neither moves when somebody sets a clock. */
export interface HostTimers {
  /** Stands still while the host sleeps. */
  awake(): number;
  /** Counts sleep too. As fine as the host tells it: hundredths of a second, on some whole seconds. */
  sinceBoot(): number;
}

const thisHost: HostTimers = { awake: () => performance.now(), sinceBoot: () => uptime() * 1000 };

/** Two clocks that run unevenly differ by less than this from one look to the next; one that was set, by more. */
const driftMilliseconds = 1_000;
/** A timer that counts whole seconds says no less than this of a sleep. */
const leastSleepMilliseconds = 2_000;

/**
 * The database's time, carried on by the timers of this host: two servers with different clocks agree on what is due.
 *
 * It never goes back, and it never jumps: a database whose clock was set, by a day or by a minute, is not believed until the next start,
 * or every call would be due at once. Only what the host has slept through is made up for: its timers stood still, and what was to ring
 * meanwhile is late already.
 */
export class DatabaseClock implements Clock {
  readonly #host: HostTimers;
  #at: number | null = null;
  #mark = 0;
  /** How far the host's two timers were apart when they were compared last. */
  #slept = 0;

  constructor(host: HostTimers = thisHost) {
    this.#host = host;
  }

  now(): Date {
    return new Date((this.#at ?? 0) + (this.#host.awake() - this.#mark));
  }

  /** Looks at the database's clock. @returns by how many milliseconds it is ahead (or, below zero, behind) and is not believed; else 0 */
  async sync(database: Database): Promise<number> {
    const isFirst = this.#at === null;
    const asked = this.now().getTime();
    const row = await database.transaction(wholeServer, (tx) => tx.one<{ now: Date }>(`select clock_timestamp() as now`));
    if (!row) return 0;
    const believed = driftMilliseconds + this.#sleptSince();
    // It was read somewhere between the question and the answer, which may have taken its time.
    const ahead = Math.max(0, row.now.getTime() - this.now().getTime()) + Math.min(0, row.now.getTime() - asked);
    if (!isFirst && Math.abs(ahead) > believed) return Math.round(ahead);
    if (isFirst || ahead > 0) this.#set(row.now);
    return 0;
  }

  /** What the host has slept through since it was asked last. */
  #sleptSince(): number {
    const slept = this.#host.sinceBoot() - this.#host.awake();
    const since = slept - this.#slept;
    if (since > 0 && since < leastSleepMilliseconds) return 0;
    this.#slept = slept;
    return Math.max(0, since);
  }

  #set(now: Date): void {
    this.#at = now.getTime();
    this.#mark = this.#host.awake();
  }
}
