import type { ClockChange, Incident, IncidentId } from '#contract/incidents.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import type { WaitingIncident } from '#contract/waiting.ts';
import type { ServerHealth } from '#contract/watchdog.ts';
import { Register } from '../cartography/register.ts';
import { Link } from '../state/link.ts';
import { nowhere } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import { Clocks } from '../state/shown-time.ts';
import { signal } from '../state/signals.ts';
import { openSocket } from '../state/socket.ts';
import { WorldStore } from '../state/store.ts';
import { api } from '../api/api.ts';
import { readAddress, writeAddress } from '../shell/routes.ts';
import type { DeskPart, Feature } from './feature.ts';

/** Often enough for a clock that runs at many times the pace of the wall. */
const tickMilliseconds = 250;

/** What one open desk holds and runs: the followed world, its clocks and link, and the registers' names and sums. */
export class Desk {
  readonly store = new WorldStore(api.logMoment);
  readonly clocks = new Clocks(() => this.store.world);
  readonly incidents = signal<readonly Incident[] | null>(null);
  readonly chosenId = signal<IncidentId | null>(null);
  readonly places = signal<Places>(nowhere);
  /** Whether calls go through; null before the first heartbeat. The same object while it says the same. */
  readonly health = signal<ServerHealth | null>(null);
  /** When the server was found to have an earlier copy of its data, until somebody has read that. */
  readonly putBackAt = signal<Date | null>(null);
  /** In which incidents something waits for this desk. */
  readonly waiting = signal<readonly WaitingIncident[]>([]);
  readonly register = new Register(api);
  readonly link: Link;
  #ticking: ReturnType<typeof setInterval> | undefined;

  readonly #onRefusal: (code: RefusalCode) => void;
  readonly #parts: ReadonlyMap<Feature['part'], DeskPart>;

  constructor(features: readonly Feature[], onRefusal: (code: RefusalCode) => void) {
    this.#onRefusal = onRefusal;
    this.#parts = new Map(features.flatMap(({ part }) => (part ? [[part, part(this)]] : [])));
    this.link = new Link(openSocket(), {
      seq: () => this.store.world.seq,
      onBatch: (batch) => {
        this.store.take(batch);
        for (const part of this.#parts.values()) part.worldChanged?.();
      },
      onHeartbeat: (wallAt, health) => this.#heard(wallAt, health),
      onWaiting: (waiting) => this.waiting.set(waiting),
      onRefusal,
      onPutBack: () => this.#forget(),
      now: () => Date.now(),
    });
  }

  /** What a noun holds for this desk. Throws where its feature is not among those of the desk. */
  part<P extends object>({ part }: Feature<P>): P {
    const held = this.#parts.get(part);
    if (!held) throw new Error('the desk was opened without this feature');
    // Made by the very function under which it is kept.
    return held as P;
  }

  /** Loads the names, then follows the incident of the address, else the newest that is open: an actual one before somebody's exercise. */
  async open(): Promise<void> {
    this.#ticking = setInterval(() => this.#tick(), tickMilliseconds);
    const parts = [...this.#parts.values()].map(async (part) => part.deskOpened?.());
    const [places] = await Promise.all([api.areas(), this.listIncidents(), this.register.open(), ...parts]);
    this.places.set(new Map(places.map((area) => [area.code, area])));
    await this.follow(this.#firstChoice());
  }

  close(): void {
    clearInterval(this.#ticking);
    this.link.close();
    for (const part of this.#parts.values()) part.deskClosed?.();
  }

  /** What is asked about the incident that is followed; `none` where there is none, undefined when another one was chosen meanwhile. */
  async ask<T>(of: (id: IncidentId) => Promise<T>, none: T): Promise<T | undefined> {
    const id = this.chosenId.get();
    const answer = id ? await of(id) : none;
    return this.chosenId.get() === id ? answer : undefined;
  }

  async listIncidents(): Promise<void> {
    this.incidents.set(await api.incidents());
  }

  /** Also one that somebody has opened since the list was read. */
  async followById(id: IncidentId): Promise<void> {
    const known = () => this.incidents.get()?.find((each) => each.id === id);
    if (!known()) await this.listIncidents();
    const incident = known();
    if (incident) await this.follow(incident);
  }

  async follow(incident: Incident | null): Promise<void> {
    this.clocks.backToLive();
    this.store.reset();
    this.chosenId.set(incident?.id ?? null);
    history.replaceState(null, '', location.pathname + writeAddress(location.search, { incidentId: incident?.id ?? null }));
    this.link.follow(incident?.id ?? null);
    await this.#tellParts(incident);
  }

  async #tellParts(incident: Incident | null): Promise<void> {
    await Promise.all([...this.#parts.values()].map(async (part) => part.incidentChosen?.(incident)));
  }

  async setClock(change: ClockChange): Promise<void> {
    const id = this.chosenId.get();
    if (id) await api.setClock(id, change);
  }

  /** The incident that is followed: as the log tells it, or as it was listed until the log has arrived. */
  get incident(): Incident | null {
    return this.store.world.incident ?? this.incidents.get()?.find(({ id }) => id === this.chosenId.get()) ?? null;
  }

  /** The same as the list has it: a sealed log does not tell that somebody wants it open again. */
  get listed(): Incident | null {
    const { incident } = this;
    return this.incidents.get()?.find(({ id, state }) => id === incident?.id && state === incident.state) ?? incident;
  }

  /** Another history is read from its beginning; the incident itself may be gone with what is forgotten. */
  #forget(): void {
    this.clocks.backToLive();
    this.store.reset();
    void this.#tellParts(this.incident).catch(() => undefined);
    this.putBackAt.set(new Date());
    void this.#listAnew().catch(() => undefined);
  }

  async #listAnew(): Promise<void> {
    await Promise.all([this.listIncidents(), this.register.open()]);
    const id = this.chosenId.get();
    if (id === null || this.incidents.get()?.some((each) => each.id === id)) return;
    this.#onRefusal('incident/unknown');
    await this.follow(this.#firstChoice());
  }

  #heard(wallAt: string, health: ServerHealth): void {
    this.clocks.heard(wallAt, Date.now());
    if (JSON.stringify(health) !== JSON.stringify(this.health.get())) this.health.set(health);
  }

  #firstChoice(): Incident | null {
    const incidents = this.incidents.get() ?? [];
    const asked = readAddress(location.search).incidentId;
    const found = incidents.find(({ id }) => id === asked);
    // Another one in its place, without a word, would be taken for the one that was asked for.
    if (asked !== null && !found) this.#onRefusal('incident/unknown');
    const open = incidents.filter(({ state }) => state === 'open');
    return found ?? open.find(({ mode }) => mode === 'actual') ?? open[0] ?? null;
  }

  #tick(): void {
    this.link.tick();
    this.clocks.tick(Date.now());
  }
}
