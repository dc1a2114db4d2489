import type { IncidentId } from '#contract/incidents.ts';
import type { LogMoment } from '#contract/log-moment.ts';
import { worldFrom } from '#contract/snapshot.ts';
import { LogWindow } from './log-window.ts';
import { signal } from './signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';

/** Pieces of the past that are kept: some megabytes in all, however long the log is. */
const mostWindows = 6;
/** Whoever plays on is given the next piece when so much of this one is through. */
const askNextFrom = 0.6;
/** Facts beyond the moment that is asked for. */
const ahead = 500;
const tryAgainMilliseconds = 3_000;

export type ReadMoment = (id: IncidentId, question: { at: string; ahead: number }) => Promise<LogMoment>;

/**
 * The past of the log that is followed, piece by piece as it is looked at. What is not here yet is read, and nothing is said of it until it
 * is here: the figures of another moment must not be taken for those of the one that was asked for.
 */
export class Past {
  readonly #read: ReadMoment;
  readonly #state = signal<{ isFailing: boolean; round: number }>({ isFailing: false, round: 0 });
  /** What was looked at last is at the end. */
  #windows: LogWindow[] = [];
  #asking: number | null = null;
  #waitUntil = 0;

  constructor(read: ReadMoment) {
    this.#read = read;
  }

  /** Whether what was asked for last could not be read; it is tried again. */
  get isFailing(): boolean {
    return this.#state.get().isFailing;
  }

  /** Null while it is being read. Asks again whoever reads it in a drawing when it is here. */
  worldAt(at: Date, live: World): World | null {
    const time = at.getTime();
    const window = this.#windows.findLast((each) => each.holds(time));
    // Read in either case, so that who draws is told.
    this.#state.get();
    if (!window) {
      this.#ask(time, live);
      return null;
    }
    if (window !== this.#windows.at(-1)) this.#windows = [...this.#windows.filter((each) => each !== window), window];
    if (window.share(time) >= askNextFrom) this.#askNext(window.until, live);
    return window.worldAt(time);
  }

  /** Another log is followed, or this one no longer goes on as it did. */
  forget(): void {
    this.#windows = [];
    this.#asking = null;
    this.#waitUntil = 0;
    this.#state.set({ isFailing: false, round: this.#state.get().round + 1 });
  }

  /** What is newer than the newest fact is not the past. */
  #askNext(time: number, live: World): void {
    if (time <= Date.parse(live.at ?? '') && !this.#windows.some((each) => each.holds(time))) this.#ask(time, live);
  }

  /** One question at a time: a finger on the timeline passes many moments, and only where it rests has to be known. */
  #ask(time: number, { incident }: World): void {
    if (incident === null || this.#asking !== null || Date.now() < this.#waitUntil) return;
    this.#asking = time;
    const { round } = this.#state.get();
    const isWanted = () => this.#state.get().round === round;
    // Not while it is drawn: what is told changes what is drawn.
    void Promise.resolve()
      .then(() => this.#read(incident.id, { at: new Date(time).toISOString(), ahead }))
      .then(
        (moment) => isWanted() && this.#put(moment, incident),
        () => isWanted() && this.#fail(),
      );
  }

  #put({ snapshot, facts, until }: LogMoment, incident: World['incident']): void {
    // Before its first fact the incident is known all the same.
    const base = snapshot ? worldFrom(snapshot) : { ...emptyWorld, incident };
    this.#windows = [...this.#windows, new LogWindow(base, facts, until)].slice(-mostWindows);
    this.#asking = null;
    this.#state.set({ ...this.#state.get(), isFailing: false });
  }

  #fail(): void {
    this.#asking = null;
    this.#waitUntil = Date.now() + tryAgainMilliseconds;
    this.#state.set({ ...this.#state.get(), isFailing: true });
    const { round } = this.#state.get();
    setTimeout(() => {
      // Whoever still looks at it is drawn again, and asks again.
      if (this.#state.get().round === round) this.#state.set({ ...this.#state.get() });
    }, tryAgainMilliseconds);
  }
}
