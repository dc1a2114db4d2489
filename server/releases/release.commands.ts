import type { CallOut, CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import { noticeIdOf, type NoticeId } from '../contract/notices.ts';
import type { Release } from '../contract/plans.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { callLeftBehind } from '../warnings/doubles.commands.ts';
import { earlierVersions } from '../warnings/warnings.store.ts';
import { callFacts } from '../calls/call-facts.commands.ts';
import { callOutById, lockOpen, policiesOf, saveRelease } from '../calls/call-outs.store.ts';
import { startLadders, type TouchedCall } from '../calls/calls.store.ts';
import { supersedeCallOuts } from '../calls/endings.commands.ts';
import { firstDue } from '../calls/escalation.rules.ts';
import { begunLater } from '../plans/prediction.rules.ts';
import { reachFirst } from '../calls/reach.commands.ts';
import { isReleasedBy, overrideReasonOf } from './release.rules.ts';
import { refuseOutside, type Notice } from '../notices/notices.rules.ts';
import { lockNotices, noticeOfCallOut } from '../notices/notices.store.ts';

export interface ReleaseOrder {
  id: CallOutId;
  release: Release;
  session: Session;
  /** Network address of who releases. */
  address?: string;
}

/**
 * Lets a call-out ring that was made ready: from now on its calls are due, and what they queue leaves. Until then the calls for earlier
 * versions rang on, so that nobody was forgotten while two people looked at the new one; now it takes their place. Again by the same
 * person changes nothing: the first answer may have been lost. The transaction must see the whole server; what the session may touch is
 * checked here.
 */
export async function releaseCallOut(tx: Tx, ctx: Ctx, order: ReleaseOrder): Promise<void> {
  const { incident, warningId } = await known(tx, order.id);
  await lockNotices(tx, incident.id);
  const notice = (await noticeOfCallOut(tx, order.id))!;
  refuseOutside(notice.areas, order.session.areaCode);
  const earlier = warningId ? (await earlierVersions(tx, warningId)).map(noticeIdOf) : [];
  const callOut = (await lockOpen(tx, [notice.id, ...earlier])).find(({ id }) => id === order.id);
  if (!callOut) throw new Refusal('call-out/not-awaiting');
  if (isReleasedBy(callOut, order.session.userId)) return;
  const overrideReason = overrideReasonOf(callOut, { userId: order.session.userId, release: order.release });

  const { released, rung } = await ring(tx, ctx, { callOut, incident, overrideReason, by: order.session.userId });
  await audited(tx, ctx, { order, incident, overrideReason });
  const ended = await endEarlier(tx, ctx, { incident, notice, earlier, userId: order.session.userId });
  const put: NewFact = { kind: 'callOut.put', areaCode: null, callOut: released };
  const left = ended.length > 0 ? await callLeftBehind(tx, ctx, incident) : [];
  const facts = [put, ...ended, ...(await callFacts(tx, incident.id, rung)), ...left];
  await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, facts);
}

interface Replacing {
  incident: Incident;
  notice: Notice;
  /** The notices that it takes the place of. */
  earlier: readonly NoticeId[];
  userId: number;
}

async function endEarlier(tx: Tx, ctx: Ctx, { incident, notice, earlier, userId }: Replacing): Promise<NewFact[]> {
  const { id, areas, level } = notice;
  if (earlier.length === 0) return [];
  return supersedeCallOuts(tx, ctx, { incident, noticeIds: earlier, areas, ...(level && { level }), closer: { userId, noticeId: id } });
}

interface Ringing {
  callOut: CallOut;
  incident: Incident;
  overrideReason: string | null;
  by: number;
}

async function ring(
  tx: Tx,
  ctx: Ctx,
  { callOut, incident, overrideReason, by }: Ringing,
): Promise<{ released: CallOut; rung: TouchedCall[] }> {
  const { id, openedAt } = callOut;
  const at = incidentNow(incident, ctx.now);
  const prediction = callOut.prediction && begunLater(callOut.prediction, at.getTime() - Date.parse(openedAt));
  const released = await saveRelease(tx, { id, by, at, overrideReason, prediction });
  const policy = (await policiesOf(tx, [id])).get(id)!;
  const dueAt = firstDue(policy, { mode: incident.mode, now: at });
  const rung = await startLadders(tx, { callOutId: id, calledAt: at, dueAt });
  await reachFirst(tx, ctx, { callOutId: id, policy, now: at });
  return { released, rung };
}

async function known(tx: Tx, id: CallOutId) {
  const callOut = await callOutById(tx, id);
  const incident = callOut && (await incidentById(tx, callOut.incidentId));
  if (!incident) throw new Refusal('call-out/unknown');
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  return { incident, warningId: callOut.warningId };
}

interface Released {
  order: ReleaseOrder;
  incident: Incident;
  overrideReason: string | null;
}

async function audited(tx: Tx, { now }: Ctx, { order, incident, overrideReason }: Released): Promise<void> {
  const { userId, username } = order.session;
  await insertAudit(tx, {
    ...{ at: now, userId, username },
    action: overrideReason === null ? 'callOut.released' : 'callOut.override',
    subject: `callOut ${order.id}`,
    ...(overrideReason !== null && { purpose: overrideReason }),
    ...(order.address !== undefined && { address: order.address }),
    areaCode: incident.areaCode,
  });
}
