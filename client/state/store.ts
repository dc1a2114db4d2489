import type { Batch } from '#contract/facts.ts';
import { Past, type ReadMoment } from './past.ts';
import { signal } from './signals.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';

/**
 * The world of the incident on screen, as it is now and as it was. It holds what facts add up to, never all of them: a map stays open for
 * days.
 */
export class WorldStore {
  readonly #world = signal<World>(emptyWorld);
  readonly #past: Past;
  /** Nothing but which incident it is, while what was is read. */
  #blank: World = emptyWorld;

  constructor(read: ReadMoment) {
    this.#past = new Past(read);
  }

  get world(): World {
    return this.#world.get();
  }

  /** Whether the past that was asked for last could not be read. */
  get isPastFailing(): boolean {
    return this.#past.isFailing;
  }

  take(batch: Batch): void {
    const known = this.#world.get();
    const next = fold(known, batch);
    // The clock was set back: what was at a time that comes twice is what is said of it now.
    if (known.at !== null && next.at !== null && next.at < known.at) this.#past.forget();
    this.#world.set(next);
  }

  /** Forgets everything: another incident is about to be followed. */
  reset(): void {
    this.#past.forget();
    this.#world.set(emptyWorld);
  }

  /** The world as the log stood at an incident time; null while that is read. */
  worldAt(at: Date): World | null {
    const { world } = this;
    if (world.at === null || Date.parse(world.at) <= at.getTime()) return world;
    return this.#past.worldAt(at, world);
  }

  /** What is shown of a time of which nothing is known yet: no figure of any other time. */
  get blank(): World {
    const { incident } = this.world;
    if (this.#blank.incident !== incident) this.#blank = { ...emptyWorld, incident };
    return this.#blank;
  }
}
