import type { Batch, Fact } from '#contract/facts.ts';
import { signal } from './signals.ts';
import { emptyWorld, fold, type World } from './world.ts';

/** The world of the incident on screen, and the facts it was folded from: what was can be folded again. */
export class WorldStore {
  readonly #world = signal<World>(emptyWorld);
  #facts: Fact[] = [];
  #past: { folded: number; world: World } = { folded: 0, world: emptyWorld };

  get world(): World {
    return this.#world.get();
  }

  take(batch: Batch): void {
    const known = this.#world.get().seq;
    for (const fact of batch.facts) if (fact.seq > known) this.#facts.push(fact);
    this.#world.set(fold(this.#world.get(), batch));
  }

  /** Forgets everything: another incident is about to be followed. */
  reset(): void {
    this.#facts = [];
    this.#past = { folded: 0, world: emptyWorld };
    this.#world.set(emptyWorld);
  }

  /**
   * The world as the log stood at an incident time.
   *
   * Playing forward folds only what was added since the last question; going back folds from the start (15,000 calls: tens of
   * milliseconds).
   */
  worldAt(at: Date): World {
    const count = this.#countUntil(at.getTime());
    if (count === this.#facts.length) return this.world;
    // Before its first fact the incident is known all the same: the screen is not one without an incident.
    if (count < this.#past.folded || this.#past.folded === 0) {
      this.#past = { folded: 0, world: { ...emptyWorld, incident: this.world.incident } };
    }
    const facts = this.#facts.slice(this.#past.folded, count);
    this.#past = { folded: count, world: fold(this.#past.world, { facts, seq: facts.at(-1)?.seq ?? 0 }) };
    return this.#past.world;
  }

  /** Up to the last fact that is not later than `time`: after a director set the clock back, the later run is what is shown. */
  #countUntil(time: number): number {
    let count = this.#facts.length;
    while (count > 0 && Date.parse(this.#facts[count - 1]!.at) > time) count--;
    return count;
  }
}
