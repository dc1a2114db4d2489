import type { Clock } from '../../server/kernel/db/clock.ts';

/** Stands still until it is told to move on. */
export class FakeClock implements Clock {
  #now: Date;

  constructor(now: string | Date) {
    this.#now = new Date(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(now: string | Date): void {
    this.#now = new Date(now);
  }

  forward(by: { seconds?: number; minutes?: number }): Date {
    this.#now = new Date(this.#now.getTime() + ((by.seconds ?? 0) + 60 * (by.minutes ?? 0)) * 1000);
    return this.now();
  }
}
