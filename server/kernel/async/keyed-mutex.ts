/** Runs one piece of work per key at a time, in the order in which it came; other keys are not held up. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(key, mine);
    const leave = () => void (this.#last.get(key) === mine && this.#last.delete(key));
    mine.then(leave, leave);
    return mine;
  }
}
