import { callOutById, lockCallOut, stoppedReason } from '../calls/call-outs.store.ts';
import { cancelCallOuts, haltCallOuts, liftCallOuts } from '../calls/endings.commands.ts';
import type { CallOutId } from '../contract/calls.ts';
import type { EndOrder, StopOrder } from '../contract/endings.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import { noticeIdOf } from '../contract/notices.ts';
import type { Session } from '../contract/session.ts';
import type { Warning, WarningId } from '../contract/warnings.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { callLeftBehind } from '../warnings/doubles.commands.ts';
import { earlierVersions, endByHand, heldWarnings, warningById } from '../warnings/warnings.store.ts';
import { insertEnding } from './endings.store.ts';
import { isHeldByOthers } from './standing.rules.ts';
import { refuseOutside } from '../notices/notices.rules.ts';
import { lockNotices, noticeOfCallOut } from '../notices/notices.store.ts';

/** Who ends something, and from which network address. */
export interface Ender {
  session: Session;
  address?: string;
}

/**
 * Stops a call-out by hand: nothing more leaves for it, nobody climbs, each call stays as it stands. Its warning stays in force. One that
 * was stopped without an all-clear may go on again. The transaction must see the whole server; what the session may touch is checked here.
 */
export async function stopCallOut(tx: Tx, ctx: Ctx, { id, order, by }: { id: CallOutId; order: StopOrder; by: Ender }): Promise<void> {
  const known = await callOutById(tx, id);
  if (!known) throw new Refusal('call-out/unknown');
  const incident = await openIncidentOf(tx, known.incidentId);
  await lockNotices(tx, incident.id);
  const { areas } = (await noticeOfCallOut(tx, id))!;
  refuseOutside(areas, by.session.areaCode);
  const callOut = (await lockCallOut(tx, id))!;
  if (callOut.closeReason === stoppedReason) return;
  if (callOut.state !== 'running' && callOut.state !== 'awaitingRelease') throw new Refusal('call-out/not-running');

  const { userId } = by.session;
  const { allClear } = order;
  const facts = await haltCallOuts(tx, ctx, { incident, callOuts: [callOut], allClear, reason: stoppedReason, userId });
  await ended(tx, ctx, { incident, kind: 'callOut', subjectId: id, ...order, by, facts });
}

/**
 * Ends a warning by hand as a cancellation would: calling for it and for its earlier versions stops, and who has answered is told. Where
 * another version in force stands on the same earlier ones, these ring on outside the areas of this one.
 */
export async function endWarning(tx: Tx, ctx: Ctx, { id, order, by }: { id: WarningId; order: EndOrder; by: Ender }): Promise<Warning> {
  const known = await warningById(tx, id);
  if (!known) throw new Refusal('warning/unknown');
  const incident = await openIncidentOf(tx, known.incidentId);
  await lockNotices(tx, incident.id);
  refuseOutside(known.areas, by.session.areaCode);
  const before = (await warningById(tx, id))!;
  if (before.endedAt) return before;
  if (!(await endByHand(tx, id, incidentNow(incident, ctx.now)))) throw new Refusal('warning/not-in-force');

  const earlier = await earlierVersions(tx, id);
  const noticeIds = [id, ...earlier].map(noticeIdOf);
  const closer = { userId: by.session.userId, noticeId: noticeIdOf(id) };
  const isShared = isHeldByOthers(id, earlier, await heldWarnings(tx, incident.id));
  const facts = isShared
    ? await liftCallOuts(tx, ctx, { incident, noticeIds, closer, areas: before.areas })
    : await cancelCallOuts(tx, ctx, { incident, noticeIds, closer, reason: 'ended' });
  const warning = (await warningById(tx, id))!;
  const put: NewFact = { kind: 'warning.put', areaCode: null, warning };
  await ended(tx, ctx, { incident, kind: 'warning', subjectId: id, ...order, by, facts: [put, ...facts] });
  return warning;
}

async function openIncidentOf(tx: Tx, id: IncidentId): Promise<Incident> {
  const incident = (await incidentById(tx, id))!;
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  return incident;
}

interface Ended {
  incident: Incident;
  kind: 'callOut' | 'warning';
  subjectId: string;
  reason: string;
  allClear?: boolean;
  by: Ender;
  facts: NewFact[];
}

/** The reason is kept beside the log, which holds no word of anybody. What another warning still asks for is called by that one. */
async function ended(tx: Tx, ctx: Ctx, { by, facts, ...ending }: Ended): Promise<void> {
  const { incident, kind, subjectId, reason, allClear } = ending;
  const { userId, username } = by.session;
  const at = incidentNow(incident, ctx.now);
  await insertEnding(tx, { incidentId: incident.id, kind, subjectId, reason, userId, at, ...(allClear !== undefined && { allClear }) });
  await insertAudit(tx, {
    ...{ at: ctx.now, userId, username, areaCode: incident.areaCode },
    ...{ action: kind === 'callOut' ? 'callOut.stopped' : 'warning.ended', subject: `${kind} ${subjectId}`, purpose: reason },
    ...(by.address !== undefined && { address: by.address }),
  });
  const left = await callLeftBehind(tx, ctx, incident);
  await record(tx, { incidentId: incident.id, at, doorbell: ctx.doorbell }, [...facts, ...left]);
}
