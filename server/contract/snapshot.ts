import type { AreaCode } from './areas.ts';
import type { CallOut, CallOutId, Tally } from './calls.ts';
import type { HelpMark } from './help.ts';
import type { Incident } from './incidents.ts';
import type { OrderMark } from './orders.ts';
import type { Warning } from './warnings.ts';
import type { Beat, CallChange, LayerRow, Pulse, World } from './world.ts';

/** A kept one that was folded otherwise is folded anew from the log. Raised whenever {@link World} or what facts add up to changes. */
export const snapshotVersion = 1;

/**
 * What all facts up to `seq` add up to, as it travels and is kept: the newest state of everything, and of calls the newest changes.
 * Which of the other calls stands how is read over HTTP when its row is looked at, as always.
 */
export interface Snapshot {
  seq: number;
  at: string | null;
  startedAt: string | null;
  incident: Incident | null;
  warnings: Warning[];
  callOuts: CallOut[];
  orders: OrderMark[];
  tallies: [CallOutId, [AreaCode, Tally][]][];
  recent: CallChange[];
  pulses: Pulse[];
  lately: Beat[];
  helps: HelpMark[];
  layerRows: [string, [number, LayerRow][]][];
  unreadReplies: [AreaCode, number][];
}

export function snapshotOf(world: World): Snapshot {
  return {
    seq: world.seq,
    at: world.at,
    startedAt: world.startedAt,
    incident: world.incident,
    warnings: [...world.warnings.values()],
    callOuts: [...world.callOuts.values()],
    orders: [...world.orders.values()],
    tallies: [...world.tallies].map(([id, areas]) => [id, [...areas]]),
    recent: [...world.recent],
    pulses: [...world.pulses],
    lately: [...world.lately],
    helps: [...world.helps.values()],
    layerRows: [...world.layerRows].map(([id, rows]) => [id, [...rows]]),
    unreadReplies: [...world.unreadReplies],
  };
}

export function worldFrom(snapshot: Snapshot): World {
  return {
    incident: snapshot.incident,
    seq: snapshot.seq,
    since: snapshot.seq,
    at: snapshot.at,
    startedAt: snapshot.startedAt,
    warnings: new Map(snapshot.warnings.map((warning) => [warning.id, warning])),
    callOuts: new Map(snapshot.callOuts.map((callOut) => [callOut.id, callOut])),
    orders: new Map(snapshot.orders.map((order) => [order.callOutId, order])),
    tallies: new Map(snapshot.tallies.map(([id, areas]) => [id, new Map(areas)])),
    calls: callsOf(snapshot.recent),
    recent: snapshot.recent,
    pulses: snapshot.pulses,
    lately: snapshot.lately,
    helps: new Map(snapshot.helps.map((help) => [help.id, help])),
    layerRows: new Map(snapshot.layerRows.map(([id, rows]) => [id, new Map(rows)])),
    unreadReplies: new Map(snapshot.unreadReplies),
  };
}

/** The world as somebody knows it who starts from its snapshot: whoever keeps one for others need not hold every call. */
export function startingHere(world: World): World {
  return { ...world, since: world.seq, calls: callsOf(world.recent) };
}

/** `recent` begins with the newest: of a call that changed twice the later change counts. */
function callsOf(recent: World['recent']): World['calls'] {
  return new Map(recent.toReversed().map(({ call }) => [call.id, call]));
}
