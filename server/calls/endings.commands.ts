import { areaPrefix, type AreaCode } from '../contract/areas.ts';
import type { CallId, CallOut } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import type { NoticeId } from '../contract/notices.ts';
import type { WarningLevel } from '../contract/warnings.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { noticesById } from '../notices/notices.store.ts';
import { withdraw } from './attempts.store.ts';
import { callFacts } from './call-facts.commands.ts';
import {
  lockOpen,
  policiesOf,
  stopCallOuts,
  uncancelledPolicies,
  type Closer,
  type incidentClosedReason,
  type stoppedReason,
} from './call-outs.store.ts';
import { stopLadders, supersedeCalls, wholeSuperseded } from './calls.store.ts';
import { withdrawDoorChecks } from './doors.store.ts';
import { tellAllClear } from './reach.commands.ts';

/** The call-outs of earlier versions of a notice. */
interface Earlier {
  incident: Incident;
  noticeIds: readonly NoticeId[];
  closer?: Closer;
}

interface Update {
  areas: readonly AreaCode[];
  /** Of the new version: where it was the same before, nothing has changed, those calls ring on and their answers hold. Absent: all end. */
  level?: WarningLevel;
}

/**
 * An update has come: calls within its areas end where the level was another, since they are made again for the new version. Answered
 * ones are stale, silent ones superseded. Calls elsewhere ring on; a call-out of which nothing is left is closed.
 *
 * So do calls where one of the earlier versions stands for the new one and still awaits its release: that ends them when it comes. Else
 * nobody would ring there any more.
 */
export async function supersedeCallOuts(
  tx: Tx,
  ctx: Ctx,
  { incident, noticeIds, areas, level, closer }: Earlier & Update,
): Promise<NewFact[]> {
  const now = incidentNow(incident, ctx.now);
  const open = await lockOpen(tx, noticeIds);
  const changed = open.filter((callOut) => callOut.level !== level);
  const ids = changed.map((callOut) => callOut.id);
  const awaiting = open.filter((callOut) => callOut.level === level && callOut.state === 'awaitingRelease');
  const awaited = await noticesById(
    tx,
    awaiting.flatMap(({ noticeId }) => noticeId ?? []),
  );
  const ended = await supersedeCalls(tx, ids, { within: prefixesOf({ areas }), outside: awaited.flatMap(prefixesOf) });
  if (ended.length === 0) return [];

  await endReaching(
    tx,
    ended.map((call) => call.id),
    now,
  );
  const empty = await wholeSuperseded(tx, ids);
  const closed = await stopCallOuts(tx, { ids: empty, state: 'closed', at: now, reason: 'superseded', closer });
  const touched = new Set(ended.map((call) => call.callOutId));
  const callOuts = changed.filter(({ id }) => touched.has(id)).map((callOut) => closed.find(({ id }) => id === callOut.id) ?? callOut);
  return [
    ...callOuts.map((callOut): NewFact => ({ kind: 'callOut.put', areaCode: null, callOut })),
    ...(await callFacts(tx, incident.id, ended)),
  ];
}

/**
 * A cancel has come: all calling stops, and who has answered is told so, also who did so for an earlier version and was not called again.
 * How each call stood is kept as the record.
 */
export async function cancelCallOuts(
  tx: Tx,
  ctx: Ctx,
  { incident, noticeIds, reason, closer }: Earlier & { reason: string },
): Promise<NewFact[]> {
  const now = incidentNow(incident, ctx.now);
  const ids = (await lockOpen(tx, noticeIds)).map((callOut) => callOut.id);
  await endReaching(tx, await stopLadders(tx, ids), now);
  for (const [callOutId, policy] of await uncancelledPolicies(tx, noticeIds)) await tellAllClear(tx, ctx, { callOutId, policy, now });
  const cancelled = await stopCallOuts(tx, { ids, state: 'cancelled', at: now, reason, closer });
  return cancelled.map((callOut) => ({ kind: 'callOut.put', areaCode: null, callOut }));
}

/** Somebody stops these call-outs by hand, which are open and locked. */
export interface Halt {
  incident: Incident;
  callOuts: readonly CallOut[];
  /** Who has answered is told that it is over; else nobody is told anything. */
  allClear: boolean;
  reason: typeof stoppedReason | typeof incidentClosedReason;
  userId: number;
}

/** Nothing more leaves for these call-outs, and each call stays as it stands. */
export async function haltCallOuts(tx: Tx, ctx: Ctx, { incident, callOuts, allClear, reason, userId }: Halt): Promise<NewFact[]> {
  const now = incidentNow(incident, ctx.now);
  const ids = callOuts.map(({ id }) => id);
  await endReaching(tx, await stopLadders(tx, ids), now);
  for (const [callOutId, policy] of allClear ? await policiesOf(tx, ids) : []) await tellAllClear(tx, ctx, { callOutId, policy, now });
  // Who was told that it is over is not told so again by a cancellation that comes later.
  const state = allClear ? 'cancelled' : 'closed';
  const halted = await stopCallOuts(tx, { ids, state, at: now, reason, closer: { userId, noticeId: null } });
  return halted.map((callOut): NewFact => ({ kind: 'callOut.put', areaCode: null, callOut }));
}

/**
 * It is over in some areas: calls there end as they do for an update, but nobody is called anew, and who has answered there is told.
 * Elsewhere they ring on.
 */
export async function liftCallOuts(tx: Tx, ctx: Ctx, { areas, ...earlier }: Earlier & Pick<Update, 'areas'>): Promise<NewFact[]> {
  const { incident, noticeIds } = earlier;
  const now = incidentNow(incident, ctx.now);
  const facts = await supersedeCallOuts(tx, ctx, { ...earlier, areas });
  for (const [callOutId, policy] of await uncancelledPolicies(tx, noticeIds)) {
    await tellAllClear(tx, ctx, { callOutId, within: prefixesOf({ areas }), policy, now });
  }
  return facts;
}

function prefixesOf({ areas }: Pick<Update, 'areas'>): string[] {
  return areas.map(areaPrefix);
}

/** Nothing more leaves for these calls, and nobody needs to go to their doors. */
async function endReaching(tx: Tx, callIds: readonly CallId[], now: Date): Promise<void> {
  await withdrawDoorChecks(tx, callIds, now);
  await withdraw(tx, callIds);
}
