import type { AreaCode } from '#contract/areas.ts';
import type { Call, CallId, CallOut, CallOutId, Tally } from '#contract/calls.ts';
import type { Batch, Fact } from '#contract/facts.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Warning, WarningId } from '#contract/warnings.ts';

/** What one screen knows of one incident: a fold of the facts it was sent, nothing else. Never mutated. */
export interface World {
  readonly incident: Incident | null;
  /** Every fact up to here has been folded. */
  readonly seq: number;
  /** Incident time of the newest fact. */
  readonly at: string | null;
  readonly warnings: ReadonlyMap<WarningId, Warning>;
  readonly callOuts: ReadonlyMap<CallOutId, CallOut>;
  /** Per call-out, how each tally area stands. */
  readonly tallies: ReadonlyMap<CallOutId, ReadonlyMap<AreaCode, Tally>>;
  /** Calls that changed while watching; the rest of a call-out is read over HTTP when its rows are looked at. */
  readonly calls: ReadonlyMap<CallId, Call>;
  /** Newest changes of calls first, at most {@link recentLimit}. */
  readonly recent: readonly { at: string; seq: number; call: Call }[];
  /** Rows of registry layers that changed, newest state by id. */
  readonly layerRows: ReadonlyMap<string, ReadonlyMap<number, { category?: number; state?: number }>>;
}

const recentLimit = 200;

export const emptyWorld: World = {
  incident: null,
  seq: 0,
  at: null,
  warnings: new Map(),
  callOuts: new Map(),
  tallies: new Map(),
  calls: new Map(),
  recent: [],
  layerRows: new Map(),
};

/** Folds a batch; facts at or below the world's seq were folded before and change nothing. */
export function fold(world: World, batch: Batch): World {
  const fresh = batch.facts.filter((fact) => fact.seq > world.seq);
  const folded = fresh.reduce(foldFact, world);
  return batch.seq > folded.seq ? { ...folded, seq: batch.seq } : folded;
}

function foldFact(world: World, fact: Fact): World {
  return { ...world, ...change(world, fact), seq: fact.seq, at: fact.at };
}

function change(world: World, fact: Fact): Partial<World> {
  switch (fact.kind) {
    case 'incident.put':
      return { incident: fact.incident };
    case 'warning.put':
      return { warnings: put(world.warnings, fact.warning.id, fact.warning) };
    case 'callOut.put':
      return { callOuts: put(world.callOuts, fact.callOut.id, fact.callOut) };
    case 'calls.put':
      return {
        tallies: put(world.tallies, fact.callOutId, put(world.tallies.get(fact.callOutId) ?? new Map(), fact.tallyCode, fact.tally)),
        calls: putAll(world.calls, fact.calls),
        recent: [...fact.calls.map((call) => ({ at: fact.at, seq: fact.seq, call })).reverse(), ...world.recent].slice(0, recentLimit),
      };
    case 'layer.put':
      return { layerRows: put(world.layerRows, fact.layerId, putRows(world.layerRows.get(fact.layerId), fact.rows)) };
  }
}

function put<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

function putAll(calls: World['calls'], changed: readonly Call[]): World['calls'] {
  if (changed.length === 0) return calls;
  const next = new Map(calls);
  for (const call of changed) next.set(call.id, call);
  return next;
}

function putRows(rows: ReadonlyMap<number, { category?: number; state?: number }> | undefined, changed: readonly { id: number; category?: number; state?: number }[]) {
  const next = new Map(rows ?? []);
  for (const { id, ...row } of changed) next.set(id, { ...next.get(id), ...row });
  return next;
}
