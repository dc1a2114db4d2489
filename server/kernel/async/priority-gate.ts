import { setTimeout as delay } from 'node:timers/promises';

/** What is urgent goes first: who gives way waits until it is over, but never longer than a moment. */
export class PriorityGate {
  readonly #patienceMilliseconds: number;
  #over: Promise<unknown> | null = null;

  constructor(patienceMilliseconds = 2_000) {
    this.#patienceMilliseconds = patienceMilliseconds;
  }

  /** Does urgent work, one at a time. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const working = work();
    this.#over = working.catch(() => undefined);
    try {
      return await working;
    } finally {
      this.#over = null;
    }
  }

  /** Settles when no urgent work is under way, or when patience is over. */
  async give(): Promise<void> {
    if (!this.#over) return;
    const patience = new AbortController();
    await Promise.race([this.#over, delay(this.#patienceMilliseconds, undefined, patience).catch(() => undefined)]);
    patience.abort();
  }
}
