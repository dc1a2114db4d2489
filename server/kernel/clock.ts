/** Wall time as the rest of the server sees it. Only main and jobs read it; everyone else is handed `now`. */
export interface Clock {
  now(): Date;
}

/**
 * The database's time at the last sync, carried on by the monotonic timer of this process.
 *
 * Two servers with different clocks agree on what is due, and a host clock that is set back or forward moves no ladder.
 */
export class DatabaseClock implements Clock {
  #at = Date.now();
  #mark = performance.now();

  now(): Date {
    return new Date(this.#at + (performance.now() - this.#mark));
  }

  sync(databaseNow: Date): void {
    this.#at = databaseNow.getTime();
    this.#mark = performance.now();
  }
}
