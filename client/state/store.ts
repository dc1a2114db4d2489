import type { Batch, Fact } from '#contract/facts.ts';
import { signal } from './signals.ts';
import { emptyWorld, fold, type World } from './world.ts';

/** How many worlds of the past are kept, at most: to go back is to fold on from the one before. */
const mostFrames = 40;
/** Facts between two of them, at least; folding so many takes a few milliseconds. */
const shortestStep = 250;

/** A world, and how many facts it was folded from. */
interface Frame {
  folded: number;
  world: World;
}

/** The world of the incident on screen, and the facts it was folded from: what was can be folded again. */
export class WorldStore {
  readonly #world = signal<World>(emptyWorld);
  #facts: Fact[] = [];
  #past: Frame = { folded: 0, world: emptyWorld };
  /** Worlds on the way, ascending: they share what did not change between them. */
  #frames: Frame[] = [];

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
    this.#frames = [];
    this.#world.set(emptyWorld);
  }

  /**
   * The world as the log stood at an incident time.
   *
   * Playing forward folds only what was added since the last question; going back folds on from the nearest world that was kept on the
   * way, so that a finger on the timeline is followed in either direction.
   */
  worldAt(at: Date): World {
    const count = this.#countUntil(at.getTime());
    if (count === this.#facts.length) return this.world;
    this.#past = this.#nearest(count);
    while (this.#past.folded < count) this.#advance(count);
    return this.#past.world;
  }

  /** The latest world that is known and not later. Before its first fact the incident is known all the same. */
  #nearest(count: number): Frame {
    const frame = this.#frames.findLast(({ folded }) => folded <= count);
    const isPastNearer = this.#past.folded > 0 && this.#past.folded <= count && this.#past.folded >= (frame?.folded ?? 0);
    return isPastNearer ? this.#past : (frame ?? { folded: 0, world: { ...emptyWorld, incident: this.world.incident } });
  }

  /** Folds up to the next world that is worth keeping, and keeps it. */
  #advance(count: number): void {
    const step = Math.max(shortestStep, Math.ceil(this.#facts.length / mostFrames));
    const stop = step * (Math.floor(this.#past.folded / step) + 1);
    const facts = this.#facts.slice(this.#past.folded, Math.min(stop, count));
    this.#past = { folded: this.#past.folded + facts.length, world: fold(this.#past.world, { facts, seq: facts.at(-1)?.seq ?? 0 }) };
    if (this.#past.folded !== stop || this.#frames.some(({ folded }) => folded === stop)) return;
    this.#frames = [...this.#frames, this.#past].sort((a, b) => a.folded - b.folded);
    if (this.#frames.length > 2 * mostFrames) this.#frames = this.#frames.filter((_, index) => index % 2 === 1);
  }

  /** Up to the last fact that is not later than `time`: after a director set the clock back, the later run is what is shown. */
  #countUntil(time: number): number {
    let count = this.#facts.length;
    while (count > 0 && Date.parse(this.#facts[count - 1]!.at) > time) count--;
    return count;
  }
}
