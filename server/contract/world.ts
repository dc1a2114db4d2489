import type { AreaCode } from './areas.ts';
import { isOwing, type Call, type CallId, type CallOut, type CallOutId, type Tally } from './calls.ts';
import type { Batch, Fact } from './facts.ts';
import type { HelpMark, HelpRequestId } from './help.ts';
import type { Incident } from './incidents.ts';
import { MapDraft, NestedMapDraft } from './map-draft.ts';
import type { OrderMark } from './orders.ts';
import { PulseDraft } from './pulse-draft.ts';
import { isReceipt } from './receipt-told.ts';
import { worldFrom } from './snapshot.ts';
import type { LikelyDouble, Warning, WarningId } from './warnings.ts';

/** Slugs. */
export interface LayerRow {
  category?: string;
  state?: string;
}

/** How much the facts of one call-out moved within one minute: the bars of the timeline. */
export interface Pulse {
  /** Of the last of them. */
  at: string;
  callOutId: CallOutId;
  /** By how many the people who have answered grew, or shrank: each counts once, however often they report. */
  people: number;
  /** People newly called. */
  called: number;
  /** Receipts: somebody heard, or went a step further. */
  answered: number;
  /** Silent calls that were redialled or escalated. */
  climbed: number;
}

/** Receipts of one second. */
export interface Beat {
  at: string;
  answered: number;
}

/**
 * What is known of one incident: a fold of facts, nothing else. Never mutated. The server folds the same to hand out snapshots, so that
 * a screen that starts from one knows what a screen knows that has read the whole log.
 */
export interface World {
  readonly incident: Incident | null;
  /** Every fact up to here has been folded. */
  readonly seq: number;
  /** Watched since: calls that changed after it are among `calls`, and of those before only the ones among `recent`. */
  readonly since: number;
  /** Incident time of the newest fact. */
  readonly at: string | null;
  /** The earliest incident time of any fact. */
  readonly startedAt: string | null;
  readonly warnings: ReadonlyMap<WarningId, Warning>;
  readonly callOuts: ReadonlyMap<CallOutId, CallOut>;
  /** By the call-out that is about each. */
  readonly orders: ReadonlyMap<CallOutId, OrderMark>;
  /** Per call-out, how each tally area stands. */
  readonly tallies: ReadonlyMap<CallOutId, ReadonlyMap<AreaCode, Tally>>;
  /** Calls that changed while watching; the rest of a call-out is read over HTTP when its rows are looked at. */
  readonly calls: ReadonlyMap<CallId, Call>;
  /**
   * Newest changes of calls first: of receipts at most {@link recentLimit}, and of other changes as many. A rung of a ladder changes all that
   * are silent, and must not push out what was answered.
   */
  readonly recent: readonly CallChange[];
  readonly pulses: readonly Pulse[];
  /** The beats of the minute before the newest. */
  readonly lately: readonly Beat[];
  /** Calls for help, whatever became of the call-outs by which they were asked. */
  readonly helps: ReadonlyMap<HelpRequestId, HelpMark>;
  /** Rows of registry layers that changed, newest state by id. */
  readonly layerRows: ReadonlyMap<string, ReadonlyMap<number, LayerRow>>;
  /** Replies that nothing could read, by area. */
  readonly unreadReplies: ReadonlyMap<AreaCode, number>;
}

export interface CallChange {
  at: string;
  seq: number;
  call: Call;
  /** Whether somebody has answered; else a ladder has climbed, or a message was delivered. */
  isReceipt: boolean;
}

type LaterWord = 'expired' | 'notes' | 'merge';
type LaterCount = 'cannot' | 'unrousedHouseholds';

export const recentLimit = 200;

export const emptyWorld: World = {
  incident: null,
  seq: 0,
  since: 0,
  at: null,
  startedAt: null,
  warnings: new Map(),
  callOuts: new Map(),
  orders: new Map(),
  tallies: new Map(),
  calls: new Map(),
  recent: [],
  pulses: [],
  lately: [],
  helps: new Map(),
  layerRows: new Map(),
  unreadReplies: new Map(),
};

/**
 * Folds a batch, which may begin with a snapshot that takes the place of what was known; facts at or below the world's seq were folded
 * before and change nothing.
 *
 * Each map is copied at most once per batch, and what did not change keeps its identity, so that whoever draws can compare
 * references.
 */
export function fold(known: World, batch: Pick<Batch, 'facts' | 'seq' | 'snapshot'>): World {
  const world = batch.snapshot && batch.snapshot.seq > known.seq ? worldFrom(batch.snapshot) : known;
  if (batch.seq <= world.seq && (batch.facts.at(-1)?.seq ?? 0) <= world.seq) return world;
  const draft = new WorldDraft(world);
  for (const fact of batch.facts) draft.put(fact);
  return draft.done(batch.seq);
}

class WorldDraft {
  readonly #base: World;
  #incident: Incident | null;
  #seq: number;
  #at: string | null;
  #startedAt: string | null;
  readonly #warnings: MapDraft<WarningId, Warning>;
  readonly #callOuts: MapDraft<CallOutId, CallOut>;
  readonly #orders: MapDraft<CallOutId, OrderMark>;
  readonly #tallies: NestedMapDraft<CallOutId, AreaCode, Tally>;
  readonly #calls: MapDraft<CallId, Call>;
  readonly #helps: MapDraft<HelpRequestId, HelpMark>;
  readonly #layerRows: NestedMapDraft<string, number, LayerRow>;
  readonly #unreadReplies: MapDraft<AreaCode, number>;
  /** Oldest first: turned around once, when the draft is done. */
  readonly #changes: CallChange[] = [];
  readonly #pulses: PulseDraft;

  constructor(base: World) {
    this.#base = base;
    this.#incident = base.incident;
    this.#seq = base.seq;
    this.#at = base.at;
    this.#startedAt = base.startedAt;
    this.#warnings = new MapDraft(base.warnings);
    this.#callOuts = new MapDraft(base.callOuts);
    this.#orders = new MapDraft(base.orders);
    this.#tallies = new NestedMapDraft(base.tallies);
    this.#calls = new MapDraft(base.calls);
    this.#helps = new MapDraft(base.helps);
    this.#layerRows = new NestedMapDraft(base.layerRows);
    this.#unreadReplies = new MapDraft(base.unreadReplies);
    this.#pulses = new PulseDraft(base);
  }

  put(fact: Fact): void {
    if (fact.seq <= this.#seq) return;
    this.#seq = fact.seq;
    this.#at = fact.at;
    if (this.#startedAt === null || fact.at < this.#startedAt) this.#startedAt = fact.at;
    switch (fact.kind) {
      case 'incident.put':
        this.#incident = fact.incident;
        return;
      case 'warning.put':
        return this.#warnings.set(fact.warning.id, whole(fact.warning));
      case 'order.put':
        return this.#orders.set(fact.order.callOutId, fact.order);
      case 'callOut.put':
        return this.#callOuts.set(fact.callOut.id, fact.callOut);
      case 'calls.put':
        return this.#putCalls(fact);
      case 'help.put':
        return this.#helps.set(fact.help.id, fact.help);
      case 'replies.put':
        if (fact.areaCode !== null) this.#unreadReplies.set(fact.areaCode, fact.unread);
        return;
      case 'layer.put':
        for (const { id, ...row } of fact.rows) {
          this.#layerRows.set(fact.layerId, id, { ...this.#layerRows.get(fact.layerId, id), ...row });
        }
        return;
    }
  }

  #putCalls(fact: Extract<Fact, { kind: 'calls.put' }>): void {
    const before = this.#tallies.get(fact.callOutId, fact.tallyCode);
    this.#tallies.set(fact.callOutId, fact.tallyCode, counted(fact.tally));
    const changes = fact.calls.map((call) => {
      const change = { at: fact.at, seq: fact.seq, call, isReceipt: this.#isReceipt(fact, call) };
      this.#calls.set(call.id, call);
      return change;
    });
    for (const change of changes) this.#changes.push(change);
    const pulse = pulseOf(fact, before, changes.filter((change) => change.isReceipt).length);
    if (pulse.called + pulse.answered + pulse.climbed > 0 || pulse.people !== 0) this.#pulses.add(pulse);
  }

  /** Facts of older logs do not say, so that it is guessed. */
  #isReceipt({ receipts, at }: Extract<Fact, { kind: 'calls.put' }>, call: Call): boolean {
    return receipts ? receipts.includes(call.id) : isReceipt(call, { before: this.#calls.get(call.id), at });
  }

  done(batchSeq: number): World {
    const base = this.#base;
    return {
      incident: this.#incident,
      seq: Math.max(this.#seq, batchSeq),
      since: base.since,
      at: this.#at,
      startedAt: this.#startedAt,
      warnings: this.#warnings.done(),
      callOuts: this.#callOuts.done(),
      orders: this.#orders.done(),
      tallies: this.#tallies.done(),
      calls: this.#calls.done(),
      helps: this.#helps.done(),
      recent: this.#changes.length > 0 ? newestOf([...this.#changes.toReversed(), ...base.recent]) : base.recent,
      ...this.#pulses.done(),
      layerRows: this.#layerRows.done(),
      unreadReplies: this.#unreadReplies.done(),
    };
  }
}

function newestOf(changes: readonly CallChange[]): CallChange[] {
  const left = { receipts: recentLimit, others: recentLimit };
  return changes.filter(({ isReceipt }) => left[isReceipt ? 'receipts' : 'others']-- > 0);
}

/** Facts of older logs say less. */
function whole(warning: Omit<Warning, LaterWord> & Partial<Warning>): Warning {
  return { ...warning, expired: warning.expired ?? false, notes: warning.notes ?? [], merge: mergeOf(warning.merge) };
}

/** A log of an earlier release does not know that a likely double can be decided. */
function mergeOf(merge: (Omit<LikelyDouble, 'state'> & Partial<LikelyDouble>) | null | undefined): LikelyDouble | null {
  return merge ? { ...merge, state: merge.state ?? 'proposed' } : null;
}

/** Facts of older logs count less. */
function counted(tally: Omit<Tally, LaterCount> & Partial<Tally>): Tally {
  return { ...tally, cannot: tally.cannot ?? 0, unrousedHouseholds: tally.unrousedHouseholds ?? 0 };
}

/** Of an area where very many calls changed at once the fact carries the tally alone: what it grew by counts then. */
function pulseOf(fact: Extract<Fact, { kind: 'calls.put' }>, before: Tally | undefined, receipts: number): Pulse {
  const { tally, calls } = fact;
  const climbed = calls.filter((call) => call.rung > 0 && isOwing(call)).length;
  return {
    at: fact.at,
    callOutId: fact.callOutId,
    people: tally.answered - (before?.answered ?? 0),
    called: Math.max(0, tally.total - (before?.total ?? 0)),
    answered: Math.max(receipts, tally.answered - (before?.answered ?? 0)),
    climbed: Math.max(climbed, tally.escalated + tally.unroused - (before ? before.escalated + before.unroused : 0)),
  };
}
