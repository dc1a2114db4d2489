import type { Ending } from '#contract/endings.ts';
import type { Order } from '#contract/orders.ts';
import type { Figures } from '#contract/figures.ts';
import type { ClockChange, Incident, IncidentId } from '#contract/incidents.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import type { WaitingIncident } from '#contract/waiting.ts';
import type { ServerHealth } from '#contract/watchdog.ts';
import type { Typhoon, TyphoonSummary } from '#contract/typhoons.ts';
import { brokenLinksOf, type BrokenLinks } from '../layers/broken-links.layer.ts';
import { endingsApi } from '../api/endings-api.ts';
import { ordersApi } from '../api/orders-api.ts';
import { Register } from '../layers/register.ts';
import { Link } from '../state/link.ts';
import { nowhere } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import { Clocks } from '../state/shown-time.ts';
import { signal } from '../state/signals.ts';
import { openSocket } from '../state/socket.ts';
import { WorldStore } from '../state/store.ts';
import { Issuing } from '../warnings/issuing.ts';
import { api } from '../api/api.ts';
import { readAddress, writeAddress } from '../shell/routes.ts';

/** Often enough for a clock that runs at many times the pace of the wall. */
const tickMilliseconds = 250;

/** What one open desk holds and runs: the followed world, its clocks and link, and the registers' names and sums. */
export class Desk {
  readonly store = new WorldStore(api.logMoment);
  readonly clocks = new Clocks(() => this.store.world);
  readonly incidents = signal<readonly Incident[] | null>(null);
  readonly chosenId = signal<IncidentId | null>(null);
  readonly places = signal<Places>(nowhere);
  readonly figures = signal<Figures | null>(null);
  /** Dead ends of the tree of posts by area; null until they were looked at. */
  readonly brokenLinks = signal<BrokenLinks | null>(null);
  readonly typhoonNames = signal<readonly TyphoonSummary[]>([]);
  readonly typhoon = signal<Typhoon | null>(null);
  /** Whether calls go through; null before the first heartbeat. The same object while it says the same. */
  readonly health = signal<ServerHealth | null>(null);
  /** People who owe an answer to any running call-out, each once; null where nobody has asked, or that is not known. */
  readonly silentPeople = signal<number | null>(null);
  /** The orders of the incident that is followed, in their own words. */
  readonly orders = signal<readonly Order[]>([]);
  /** What was ended by hand in the incident that is followed. */
  readonly endings = signal<readonly Ending[]>([]);
  /** When the server was found to have an earlier copy of its data, until somebody has read that. */
  readonly putBackAt = signal<Date | null>(null);
  /** In which incidents something waits for this desk. */
  readonly waiting = signal<readonly WaitingIncident[]>([]);
  readonly register = new Register(api);
  /** The warning that is being written. */
  readonly issuing = new Issuing({
    incident: () => this.incident,
    places: () => this.places.get(),
    world: () => this.store.world,
    now: () => this.clocks.shown.now,
  });
  readonly link: Link;
  #ticking: ReturnType<typeof setInterval> | undefined;

  readonly #onRefusal: (code: RefusalCode) => void;

  constructor(onRefusal: (code: RefusalCode) => void) {
    this.#onRefusal = onRefusal;
    this.link = new Link(openSocket(), {
      seq: () => this.store.world.seq,
      onBatch: (batch) => this.store.take(batch),
      onHeartbeat: (wallAt, health) => this.#heard(wallAt, health),
      onWaiting: (waiting) => this.waiting.set(waiting),
      onRefusal,
      onPutBack: () => this.#forget(),
      now: () => Date.now(),
    });
  }

  /** Reads the newest proof of the tree, which is made anew when it is older than a minute. */
  async readBrokenLinks(): Promise<void> {
    this.brokenLinks.set(brokenLinksOf((await api.treeProof()).deadEnds));
  }

  /** Loads the names, then follows the incident of the address, else the newest that is open: an actual one before somebody's exercise. */
  async open(): Promise<void> {
    this.#ticking = setInterval(() => this.#tick(), tickMilliseconds);
    const [places, figures, typhoons] = await Promise.all([
      api.areas(),
      api.figures(),
      api.typhoons(),
      this.listIncidents(),
      this.register.open(),
    ]);
    this.places.set(new Map(places.map((area) => [area.code, area])));
    this.figures.set(figures);
    this.typhoonNames.set(typhoons);
    await this.follow(this.#firstChoice());
  }

  close(): void {
    clearInterval(this.#ticking);
    this.link.close();
  }

  async readEndings(): Promise<void> {
    const id = this.chosenId.get();
    const endings = id ? await endingsApi.ofIncident(id) : [];
    if (this.chosenId.get() === id) this.endings.set(endings);
  }

  async readSilentPeople(): Promise<void> {
    const id = this.chosenId.get();
    const people = id ? (await endingsApi.matters(id)).silent : null;
    if (this.chosenId.get() === id) this.silentPeople.set(people);
  }

  async readOrders(): Promise<void> {
    const id = this.chosenId.get();
    const orders = id ? await ordersApi.ofIncident(id) : [];
    if (this.chosenId.get() === id) this.orders.set(orders);
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
    this.endings.set([]);
    this.orders.set([]);
    this.silentPeople.set(null);
    this.chosenId.set(incident?.id ?? null);
    history.replaceState(null, '', location.pathname + writeAddress(location.search, { incidentId: incident?.id ?? null }));
    this.link.follow(incident?.id ?? null);
    await this.showTyphoon(incident?.typhoonId ?? null);
  }

  async showTyphoon(id: string | null): Promise<void> {
    if (id === (this.typhoon.get()?.id ?? null)) return;
    this.typhoon.set(id === null ? null : await api.typhoon(id));
  }

  async setClock(change: ClockChange): Promise<void> {
    const id = this.chosenId.get();
    if (id) await api.setClock(id, change);
  }

  /** The incident that is followed: as the log tells it, or as it was listed until the log has arrived. */
  get incident(): Incident | null {
    return this.store.world.incident ?? this.incidents.get()?.find(({ id }) => id === this.chosenId.get()) ?? null;
  }

  /** Another history is read from its beginning; the incident itself may be gone with what is forgotten. */
  #forget(): void {
    this.clocks.backToLive();
    this.store.reset();
    this.endings.set([]);
    this.silentPeople.set(null);
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
