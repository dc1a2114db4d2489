import type { AreaCode } from '#contract/areas.ts';
import { isOwing, type CallId, type CallOutId, type CallPage, type CallRow, type Tally } from '#contract/calls.ts';
import type { ChannelId } from '#contract/channels.ts';
import { runningCallOuts } from '../state/select.ts';
import { signal } from '../state/signals.ts';
import type { World } from '#contract/world.ts';
import { addsUp, brought, isOfNow } from './people.view.ts';

/** The calls of one tally area in one call-out: what is read, and read again, together. */
export interface Unit {
  callOutId: CallOutId;
  code: AreaCode;
  /** The posts of a county or of the city itself, without the areas below. */
  isOwn: boolean;
}

export interface PeopleSource {
  page(id: CallOutId, wanted: { area?: AreaCode; cursor?: string; limit?: number; channel?: ChannelId }): Promise<CallPage>;
}

/** What is known of a unit. A failure is the thrown error: whoever shows it words it. */
export interface CachedUnit {
  unit: Unit;
  rows: readonly CallRow[] | null;
  failure: unknown;
}

/** A county or the city has few posts of its own; they come first, so a short page holds them. */
const ownPageLimit = 100;
/** Requests at a time: the server has others to serve. */
const readersAtOnce = 4;
/** From so many missing areas on, a whole call-out is read at once: ten long pages instead of a hundred short ones. */
const wholeFrom = 8;
/** Long enough for a burst of facts to end before the calls are read again; doubled while they still do not add up. */
const settleMilliseconds = 1_500;
const longestSettleMilliseconds = 60_000;

/** The calls that this desk has looked at, unit by unit. Each is read once; facts keep it current, and it is read again when they cannot. */
export class CallRowsCache {
  readonly #source: PeopleSource;
  readonly #cachedUnits = signal<ReadonlyMap<string, CachedUnit>>(new Map());
  /** Units that are read together, all of one call-out. */
  readonly #queue: (readonly Unit[])[] = [];
  readonly #settling = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #patience = new Map<string, number>();
  /** What was last found to add up: counting again what has not changed would cost at every fact. */
  readonly #counted = new Map<string, { tally: Tally; rows: readonly CallRow[] }>();
  #waiting: (() => void)[] = [];
  #readers = 0;
  #history = '';
  #round = 0;

  constructor(source: PeopleSource) {
    this.#source = source;
  }

  get cachedUnits(): ReadonlyMap<string, CachedUnit> {
    return this.#cachedUnits.get();
  }

  of(unit: Unit): CachedUnit | undefined {
    return this.cachedUnits.get(keyOf(unit));
  }

  /** Reads those that were never asked for; what failed is asked for again with {@link again}. */
  want(units: readonly Unit[]): void {
    const fresh = units.filter((unit) => !this.cachedUnits.has(keyOf(unit)));
    if (fresh.length === 0) return;
    const next = new Map(this.cachedUnits);
    for (const unit of fresh) next.set(keyOf(unit), { unit, rows: null, failure: null });
    this.#cachedUnits.set(next);
    this.#enqueue(fresh);
  }

  again(units: readonly Unit[]): void {
    this.#put(units.map((unit) => ({ unit, rows: this.of(unit)?.rows ?? null, failure: null })));
    this.#enqueue(units);
  }

  /** Reads what was never read, and resolves once nothing is on its way any more. Units that failed have no rows then. */
  async whole(units: readonly Unit[]): Promise<void> {
    this.want(units);
    if (this.#readers > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Ids of the calls of some call-outs that were tried over a channel. */
  async triedOver(channel: ChannelId, callOutIds: readonly CallOutId[]): Promise<Set<CallId>> {
    const ids = new Set<CallId>();
    for (const id of callOutIds) {
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: CallPage = await this.#source.page(id, { channel, ...(cursor && { cursor }) });
        for (const call of page.calls) ids.add(call.id);
        cursor = page.next;
      }
    }
    return ids;
  }

  /** Notices what the facts have not told: units whose calls do not add up to the world's tally are read again, when things have settled. */
  check(world: World): void {
    for (const [key, { unit, rows, failure }] of this.cachedUnits) {
      const tally = world.tallies.get(unit.callOutId)?.get(unit.code);
      if (!rows || failure || !tally || this.#settling.has(key)) continue;
      const counted = this.#counted.get(key);
      if (counted?.tally === tally && counted.rows === rows) continue;
      this.#counted.set(key, { tally, rows });
      if (
        !addsUp(
          rows.map((row) => brought(row, world)),
          tally,
        )
      )
        this.#settle(key, unit);
      else this.#patience.delete(key);
    }
  }

  /** Forgets everything when another incident is on the screen, or the same one was begun anew: calls may have changed of which nothing was told. */
  keepTo({ incident, since }: Pick<World, 'incident' | 'since'>): void {
    const history = `${incident?.id ?? ''} ${since}`;
    if (history !== this.#history) this.#clear();
    this.#history = history;
  }

  #clear(): void {
    this.#round++;
    this.#queue.length = 0;
    for (const timer of this.#settling.values()) clearTimeout(timer);
    this.#settling.clear();
    this.#patience.clear();
    this.#counted.clear();
    if (this.cachedUnits.size > 0) this.#cachedUnits.set(new Map());
  }

  #settle(key: string, unit: Unit): void {
    const wait = this.#patience.get(key) ?? settleMilliseconds;
    this.#patience.set(key, Math.min(2 * wait, longestSettleMilliseconds));
    const read = () => {
      this.#settling.delete(key);
      this.#enqueue([unit]);
    };
    this.#settling.set(key, setTimeout(read, wait));
  }

  #enqueue(units: readonly Unit[]): void {
    for (const id of new Set(units.map(({ callOutId }) => callOutId))) {
      const its = units.filter(({ callOutId }) => callOutId === id);
      this.#queue.push(...(its.length >= wholeFrom ? [its] : its.map((unit) => [unit])));
    }
    this.#read();
  }

  #read(): void {
    while (this.#readers < readersAtOnce) {
      const units = this.#queue.shift();
      if (!units) return this.#rest();
      this.#readers++;
      void this.#readOne(units, this.#round).finally(() => {
        this.#readers--;
        this.#read();
      });
    }
  }

  #rest(): void {
    if (this.#readers > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  async #readOne(units: readonly Unit[], round: number): Promise<void> {
    const missing = new Map(units.map((unit) => [unit.code, unit]));
    try {
      for await (const part of partsOf(this.#source, units)) {
        if (round !== this.#round) return;
        // Units without a single call are nowhere among the pages: they are empty once the last has come.
        const codes = part.isLast ? [...missing.keys()] : [...part.rows.keys()];
        const here = codes.flatMap((code) => missing.get(code) ?? []);
        this.#put(here.map((unit) => ({ unit, rows: part.rows.get(unit.code) ?? [], failure: null })));
        for (const code of codes) missing.delete(code);
      }
    } catch (failure) {
      // A list that cannot be read must not close the board: its place says so, and offers to try again.
      if (round === this.#round) this.#put([...missing.values()].map((unit) => ({ unit, rows: this.of(unit)?.rows ?? null, failure })));
    }
  }

  #put(cachedUnits: readonly CachedUnit[]): void {
    if (cachedUnits.length === 0) return;
    this.#cachedUnits.set(new Map([...this.cachedUnits, ...cachedUnits.map((cached) => [keyOf(cached.unit), cached] as const)]));
  }
}

export function keyOf({ callOutId, code }: Unit): string {
  return `${callOutId} ${code}`;
}

/** Everybody who was read, as they stand in this world; without those whose calls a later version has taken over. */
export function everybodyRead({ cachedUnits }: CallRowsCache, live: World): CallRow[] {
  const rows = [...cachedUnits.values()].flatMap((cached) => cached.rows ?? []);
  return rows.map((row) => brought(row, live)).filter(isOfNow);
}

/** Of those, who owes an answer to a call-out that runs. */
export function silentNow(cache: CallRowsCache, live: World): CallRow[] {
  const running = new Set<CallOutId>(runningCallOuts(live).map(({ id }) => id));
  return everybodyRead(cache, live).filter((call) => isOwing(call) && running.has(call.callOutId));
}

/** The calls of some areas, complete for each area that is named; `isLast`: nothing more comes. */
interface Part {
  rows: ReadonlyMap<AreaCode, CallRow[]>;
  isLast: boolean;
}

/** Calls come in the order of the areas that count them, so that an area is complete as soon as a later one begins. */
async function* partsOf(source: PeopleSource, [unit, ...others]: readonly Unit[]): AsyncGenerator<Part> {
  if (!unit) return;
  // Own posts of a county come before those of the townships below it: a short page holds them, and ends the reading.
  const wanted = others.length > 0 ? {} : { area: unit.code, ...(unit.isOwn && { limit: ownPageLimit }) };
  let rows = new Map<AreaCode, CallRow[]>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: CallPage = await source.page(unit.callOutId, { ...wanted, ...(cursor && { cursor }) });
    for (const call of page.calls) {
      const its = rows.get(call.tallyCode);
      if (its) its.push(call);
      else rows.set(call.tallyCode, [call]);
    }
    const open = page.calls.at(-1)?.tallyCode;
    const isPast = others.length === 0 && unit.isOwn && open !== undefined && open > unit.code;
    cursor = isPast ? null : page.next;
    const begun = cursor !== null && open !== undefined ? (rows.get(open) ?? []) : null;
    if (begun) rows.delete(open!);
    yield { rows, isLast: cursor === null };
    rows = new Map(begun ? [[open!, begun]] : []);
  }
}
