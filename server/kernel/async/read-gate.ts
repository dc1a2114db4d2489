import { Refusal } from '../refusal.ts';

/** Twenty windows of one browser that open at once; who waits for more asks faster than anything can be read. */
const mostWaiting = 400;
const retryAfterSeconds = 1;
/** Whoever has waited that long for a turn is told so, as who has waited that long for an answer. */
const longestMilliseconds = 30_000;

/**
 * Lets what people look up into the database a few at a time, so that an answer never waits behind all of it, and takes turns between those
 * who ask: fifty searches of one viewer are one search ahead of everybody else's, not fifty.
 */
export class ReadGate {
  readonly #waiting = new Map<string, (() => void)[]>();
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /**
   * Does the work when it is the reader's turn. Refuses with `request/too-many` who already has more waiting than a screen asks for, with
   * `server/too-slow` who waits in vain.
   */
  async pass<T>(reader: string, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turnOf(reader);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turnOf(reader: string): Promise<void> {
    const queue = this.#waiting.get(reader) ?? [];
    if (queue.length >= mostWaiting) throw new Refusal('request/too-many', { retryAfterSeconds });
    this.#waiting.set(reader, queue);
    return new Promise((fulfil, reject) => {
      const go = () => {
        clearTimeout(timer);
        fulfil();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(go), 1);
        if (queue.length === 0) this.#waiting.delete(reader);
        reject(new Refusal('server/too-slow', { retryAfterSeconds }));
      }, longestMilliseconds);
      queue.push(go);
    });
  }

  /** Whoever is served goes to the end of the line. */
  #next(): void {
    const [first] = this.#waiting;
    if (!first) {
      this.#free += 1;
      return;
    }
    const [reader, queue] = first;
    this.#waiting.delete(reader);
    const go = queue.shift()!;
    if (queue.length > 0) this.#waiting.set(reader, queue);
    go();
  }
}
