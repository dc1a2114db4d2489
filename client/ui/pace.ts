/**
 * Runs work at once, and while it is asked for again and again at most every `milliseconds`, the last time always: a thousand
 * receipts a second move the map four times, and none of them is left out.
 */
export class Pace {
  readonly #milliseconds: number;
  #next: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  run(work: () => void): void {
    if (this.#timer !== null) {
      this.#next = work;
      return;
    }
    work();
    this.#timer = setTimeout(() => this.#rest(), this.#milliseconds);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#next = null;
  }

  #rest(): void {
    const work = this.#next;
    this.#timer = null;
    this.#next = null;
    if (work) this.run(work);
  }
}
