/** Says of each key, at most once in each span of time, that it is its turn. Forgets keys whose span is over. */
export class OncePer {
  readonly #spanMs: number;
  readonly #last = new Map<string, number>();

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  isDue(key: string, now: Date): boolean {
    const at = now.getTime();
    if (at - (this.#last.get(key) ?? -Infinity) < this.#spanMs) return false;
    this.#last.delete(key);
    this.#last.set(key, at);
    this.#forget(at - this.#spanMs);
    return true;
  }

  /** A map keeps the order of insertion, so the oldest come first. */
  #forget(before: number): void {
    for (const [key, at] of this.#last) {
      if (at > before) return;
      this.#last.delete(key);
    }
  }
}
