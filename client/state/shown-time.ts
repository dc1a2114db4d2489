import { readClock } from '#contract/incident-clock.ts';
import type { Incident, IncidentClock } from '#contract/incidents.ts';
import { computed, signal } from './signals.ts';
import type { World } from '#contract/world.ts';

/** Which time the screen shows, and whether that is the incident's own. */
export interface ShownTime {
  /** The time shown. */
  at: Date;
  /** The incident's time. */
  now: Date;
  /** live: they are the same. past: a replay. ahead: a look at what is still to come. */
  tense: 'live' | 'past' | 'ahead';
}

/** A replay is a clock of one's own beside the incident's. */
export function shownTime(incident: Pick<Incident, 'clock'> | null, replay: IncidentClock | null, wall: Date): ShownTime {
  const now = incident?.clock ? readClock(incident.clock, wall) : wall;
  if (!replay) return { at: now, now, tense: 'live' };
  const at = readClock(replay, wall);
  return { at, now, tense: at > now ? 'ahead' : 'past' };
}

/** The clocks of one screen: the server's wall time as last heard, carried on by this device, and the replay if there is one. */
export class Clocks {
  readonly #wall = signal(new Date());
  readonly #replay = signal<IncidentClock | null>(null);
  /** Server time minus time of this device. */
  #skewMilliseconds = 0;
  readonly #world: () => World;

  readonly #shown = computed<ShownTime>(() => shownTime(this.#world().incident, this.#replay.get(), this.#wall.get()));

  constructor(world: () => World) {
    this.#world = world;
  }

  get shown(): ShownTime {
    return this.#shown.get();
  }

  get wall(): Date {
    return this.#wall.get();
  }

  get replay(): IncidentClock | null {
    return this.#replay.get();
  }

  /** A heartbeat: a device whose own clock is wrong still counts down to the right second. */
  heard(wallAt: string, deviceNow: number): void {
    this.#skewMilliseconds = Date.parse(wallAt) - deviceNow;
  }

  /** Moves the hands when what is shown changes by a second or more; call it a few times a second. */
  tick(deviceNow: number): void {
    const wall = new Date(deviceNow + this.#skewMilliseconds);
    const next = shownTime(this.#world().incident, this.#replay.get(), wall);
    const { at, now } = this.shown;
    const isSameSecond = seconds(at) === seconds(next.at) && seconds(now) === seconds(next.now) && seconds(this.wall) === seconds(wall);
    if (!isSameSecond) this.#wall.set(wall);
  }

  /** Shows `at`, standing still or running at `rate` incident seconds per second. */
  playFrom(at: Date, pace: { rate: number; paused: boolean }): void {
    const setAt = new Date(Date.now() + this.#skewMilliseconds);
    this.#replay.set({ at: at.toISOString(), setAt: setAt.toISOString(), ...pace });
    this.#wall.set(setAt);
  }

  backToLive(): void {
    this.#replay.set(null);
  }
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
