import type { AreaCode } from '#contract/areas.ts';
import type { Incident } from '#contract/incidents.ts';
import type { ForeseenWarning, WarningDraft, WarningWords } from '#contract/warning-drafts.ts';
import type { IssuedWarning, Warning, WarningId, WarningLevel } from '#contract/warnings.ts';
import { api } from '../api/api.ts';
import { ApiRefusal } from '../api/call.ts';
import { callsApi } from '../api/calls-api.ts';
import { issue } from './issue.ts';
import { signal } from '../state/signals.ts';
import { areaTreeOf, toggled, type AreaTree, type Chosen } from './area-tree.view.ts';
import type { Places } from '../state/select.ts';
import type { World } from '#contract/world.ts';
import { draftOf, entryAfter, isTouched, newEntry, type Entry, type Surroundings } from './warning-form.view.ts';
import type { Taken } from './issue-outcome.view.ts';

/** A CAP message that was read, and not yet taken in. */
export interface ForeseenMessage {
  cap: Blob;
  foreseen: ForeseenWarning;
}

/** What the map draws of a warning that is being written. */
export interface Sketch {
  areas: Chosen;
  level: WarningLevel | null;
  /** People who would be called, by area. */
  counts: ReadonlyMap<AreaCode, number>;
  /** A message's own areas: a click changes nothing. */
  isFixed: boolean;
}

/** What it may ask of the desk. */
export interface IssuingDesk {
  incident: () => Incident | null;
  places: () => Places;
  world: () => World;
  /** The incident's time. */
  now: () => Date;
}

const planAfterMilliseconds = 350;
const nobody: Sketch['counts'] = new Map();

/** A warning on its way from an empty form, or from a CAP message, to its issue. */
export class Issuing {
  /** Null: the form is closed. */
  readonly entry = signal<Entry | null>(null);
  readonly message = signal<ForeseenMessage | null>(null);
  readonly step = signal<'content' | 'plan'>('content');
  /** What issuing it would do, as it is entered now; null until that is known. */
  readonly foreseen = signal<ForeseenWarning | null>(null);
  readonly problem = signal<unknown>(null);
  readonly isBusy = signal(false);
  readonly sketch = signal<Sketch | null>(null);
  /** The area of who writes. */
  ownArea: AreaCode | null = null;
  readonly #desk: IssuingDesk;
  /** What was planned is what is issued, however the clock goes on. */
  #planned: WarningDraft | null = null;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tree: { places: Places; own: AreaCode | null; tree: AreaTree } | null = null;

  constructor(desk: IssuingDesk) {
    this.#desk = desk;
  }

  get isOpen(): boolean {
    return this.entry.get() !== null;
  }

  /** Whether closing would lose something. */
  get isTouched(): boolean {
    const entry = this.entry.get();
    return this.message.get() !== null || (entry !== null && isTouched(entry));
  }

  /** What was planned says in English; a message of others is shown as it came. */
  get english(): WarningWords | null {
    return this.message.get() ? null : (this.#planned?.en ?? null);
  }

  get tree(): AreaTree {
    const [places, own] = [this.#desk.places(), this.ownArea];
    if (this.#tree?.places !== places || this.#tree.own !== own) this.#tree = { places, own, tree: areaTreeOf(places, own ?? '') };
    return this.#tree.tree;
  }

  get around(): Surroundings {
    return { tree: this.tree, own: this.ownArea ?? '', now: this.#desk.now() };
  }

  /** Opens the form; one that is open already stays as it is. */
  open(): void {
    if (!this.isOpen) this.#begin(newEntry(newId(), this.#desk.incident()));
  }

  close(): void {
    this.#begin(null);
  }

  /** Begins anew as the next version of a warning in force, as its end, or as a warning of its own. */
  follow(warning: Warning | null, msgType: Entry['msgType']): void {
    this.#begin(warning ? entryAfter(warning, { id: newId(), msgType }) : newEntry(newId(), this.#desk.incident()));
  }

  /** What a message says, as a new warning of our own. */
  copy(): void {
    const read = this.message.get();
    if (read) this.#begin({ ...entryAfter(read.foreseen.warning, { id: newId(), msgType: 'Cancel' }), msgType: 'Alert', replaces: null });
  }

  change(change: Partial<Entry>): void {
    const entry = this.entry.get();
    if (!entry || this.message.get()) return;
    this.entry.set({ ...entry, ...change });
    this.#again();
  }

  /** A click on the map or in the tree. */
  toggle(code: AreaCode): void {
    const [entry, node] = [this.entry.get(), this.tree.byCode.get(code)];
    if (entry && node) this.change({ areas: toggled(node, entry.areas) });
  }

  /** Reads a CAP message; nobody is called. */
  async read(cap: Blob): Promise<void> {
    const incident = this.#desk.incident();
    if (!incident) return;
    const foreseen = await this.#while(() => api.readCap(incident.id, cap));
    if (!foreseen || !this.isOpen) return;
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.message.set({ cap, foreseen });
    this.foreseen.set(foreseen);
    this.#draw();
  }

  async goOn(): Promise<void> {
    const entry = this.entry.get();
    if (!entry) return;
    this.step.set('plan');
    if (!this.message.get() && !this.foreseen.get()) await this.#plan();
  }

  back(): void {
    this.step.set('content');
    this.problem.set(null);
  }

  /** The desk looks at another incident, or this one's warnings have changed: what was foreseen no longer holds. */
  reconsider(): void {
    if (this.message.get() || !this.isOpen) return;
    this.#again();
  }

  /** Does what the button says; what came of it is told by what was found afterwards. Undefined: it was refused, and the form says why. */
  async issue(): Promise<Taken | null | undefined> {
    const [incident, foreseen, read] = [this.#desk.incident(), this.foreseen.get(), this.message.get()];
    const planned = this.#planned;
    if (!incident || !foreseen || (!read && !planned)) return undefined;
    const hand = async () =>
      ordered(await (read ? api.issueWarning(incident.id, read.cap) : api.issueDraft(incident.id, planned!)), foreseen);
    const done = await this.#while(async () => ({ taken: await issue(incident.id, this.#desk.world(), hand) }));
    if (!done) return undefined;
    this.close();
    return done.taken;
  }

  #begin(entry: Entry | null): void {
    this.message.set(null);
    this.step.set('content');
    this.problem.set(null);
    this.entry.set(entry);
    this.#again();
  }

  /** Something has changed: the plan is made anew once the hand rests. */
  #again(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#planned = null;
    this.foreseen.set(null);
    this.problem.set(null);
    this.#draw();
    const entry = this.entry.get();
    if (entry && this.#desk.incident() && draftOf(entry, this.around))
      this.#timer = setTimeout(() => void this.#plan(), planAfterMilliseconds);
  }

  async #plan(): Promise<void> {
    clearTimeout(this.#timer);
    const [entry, incident] = [this.entry.get(), this.#desk.incident()];
    const draft = entry && draftOf(entry, this.around);
    if (!draft || !incident) return;
    const asked = (this.#asked += 1);
    const foreseen = await this.#while(
      () => api.planDraft(incident.id, draft),
      () => asked === this.#asked,
    );
    if (!foreseen || asked !== this.#asked) return;
    this.#planned = draft;
    this.foreseen.set(foreseen);
    this.#draw();
  }

  async #while<T>(work: () => Promise<T>, isWanted = () => true): Promise<T | null> {
    this.isBusy.set(true);
    this.problem.set(null);
    try {
      return await work();
    } catch (error) {
      if (isWanted()) this.problem.set(error);
      return null;
    } finally {
      if (isWanted()) this.isBusy.set(false);
    }
  }

  #draw(): void {
    const [entry, read] = [this.entry.get(), this.message.get()];
    if (!entry) return this.sketch.set(null);
    const queue = this.foreseen.get()?.plan?.queue;
    const { areas, level } = read ? { areas: new Set(read.foreseen.warning.areas), level: read.foreseen.warning.level } : entry;
    const counts = queue ? new Map(queue.map(({ areaCode, people }) => [areaCode, people])) : nobody;
    this.sketch.set({ areas, level, counts, isFixed: read !== null });
  }
}

/** A warning whose policy leaves the calling to the desk is called out by the same button. */
async function ordered<T extends { warning: IssuedWarning }>(issued: T, { outcome, plan }: ForeseenWarning): Promise<T> {
  if (outcome !== 'order' || !plan || issued.warning.callOutId) return issued;
  const callOut = await callsApi.callOut({ warningId: issued.warning.id, policyId: plan.policyId });
  return { ...issued, warning: { ...issued.warning, callOutId: callOut.id } };
}

function newId(): WarningId {
  return crypto.randomUUID() as WarningId;
}

/** Whether no answer came, so that nobody knows whether it was done. */
export function isUnclear(problem: unknown): boolean {
  return problem instanceof ApiRefusal && problem.code === 'app/offline';
}
