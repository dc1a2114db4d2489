import { wholeServer, type Database } from './db.ts';

/** Wall time as the rest of the server sees it. Only main and jobs read it; everyone else is handed `now`. */
export interface Clock {
  now(): Date;
}

/** A host that slept, or a database whose clock was set, differs by more than this; a slow round trip does not. */
const toleranceMilliseconds = 2_000;

/**
 * The database's time, carried on by the monotonic timer of this process: two servers with different clocks agree on what is due.
 *
 * It never goes back. The timer stands still while the host sleeps, so a database that is ahead is believed: a call that rings early
 * is better than one that is hours late. One that is behind had its clock set back, and is not believed until the next start.
 */
export class DatabaseClock implements Clock {
  #at = 0;
  #mark = 0;

  now(): Date {
    return new Date(this.#at + (performance.now() - this.#mark));
  }

  async sync(database: Database): Promise<void> {
    const row = await database.transaction(wholeServer, (tx) => tx.one<{ now: Date }>(`select clock_timestamp() as now`));
    if (row && row.now.getTime() > this.now().getTime() + toleranceMilliseconds) this.#set(row.now);
  }

  #set(now: Date): void {
    this.#at = now.getTime();
    this.#mark = performance.now();
  }
}
