import type { Fact } from '#contract/facts.ts';
import { fold, type World } from '#contract/world.ts';

/** How many worlds on the way are kept, at most: to go back is to fold on from the one before. */
const mostFrames = 20;
/** Facts between two of them, at least; folding so many takes a few milliseconds. */
const shortestStep = 100;

/** A world, and how many facts it was folded from. */
interface Frame {
  folded: number;
  world: World;
}

/** A piece of the past: the world at its beginning, and the facts from there on. */
export class LogWindow {
  readonly #facts: readonly Fact[];
  /** Incident time in milliseconds, itself not included, up to which every fact is here. */
  readonly #until: number;
  readonly #begin: Frame;
  #last: Frame;
  /** Worlds on the way, ascending: they share what did not change between them. */
  #frames: Frame[] = [];

  /** @param base what everything before the facts adds up to */
  constructor(base: World, facts: readonly Fact[], until: string) {
    this.#facts = facts;
    this.#until = Date.parse(until);
    this.#begin = { folded: 0, world: base };
    this.#last = this.#begin;
  }

  /** How much of the piece lies before `time`, 0 to 1: whoever plays on asks for the next one in time. */
  share(time: number): number {
    return this.#facts.length === 0 ? 1 : this.#countUntil(time) / this.#facts.length;
  }

  get until(): number {
    return this.#until;
  }

  holds(time: number): boolean {
    const { at } = this.#begin.world;
    return time < this.#until && (at === null || Date.parse(at) <= time || this.#countUntil(time) > 0);
  }

  /**
   * The world at a time that it holds. Playing forward folds only what was added since the last question; going back folds on from the
   * nearest world that was kept on the way, so that a finger on the timeline is followed in either direction.
   */
  worldAt(time: number): World {
    const count = this.#countUntil(time);
    this.#last = this.#nearest(count);
    while (this.#last.folded < count) this.#advance(count);
    return this.#last.world;
  }

  #nearest(count: number): Frame {
    const frame = this.#frames.findLast(({ folded }) => folded <= count) ?? this.#begin;
    return this.#last.folded <= count && this.#last.folded >= frame.folded ? this.#last : frame;
  }

  /** Folds up to the next world that is worth keeping, and keeps it. */
  #advance(count: number): void {
    const step = Math.max(shortestStep, Math.ceil(this.#facts.length / mostFrames));
    const stop = step * (Math.floor(this.#last.folded / step) + 1);
    const facts = this.#facts.slice(this.#last.folded, Math.min(stop, count));
    this.#last = { folded: this.#last.folded + facts.length, world: fold(this.#last.world, { facts, seq: facts.at(-1)?.seq ?? 0 }) };
    if (this.#last.folded !== stop || this.#frames.some(({ folded }) => folded === stop)) return;
    this.#frames = [...this.#frames, this.#last].sort((a, b) => a.folded - b.folded);
  }

  /** Up to the last fact that is not later than `time`: after a director set the clock back, the later run is what is shown. */
  #countUntil(time: number): number {
    return this.#facts.findLastIndex((fact) => Date.parse(fact.at) <= time) + 1;
  }
}
