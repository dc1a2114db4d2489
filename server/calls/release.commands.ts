import type { CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import type { Release } from '../contract/plans.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../identity/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/change-log.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { refuseOutside } from '../warnings/warnings.rules.ts';
import { lockWarnings, warningById } from '../warnings/warnings.store.ts';
import { callFacts } from './call-facts.commands.ts';
import { callOutById, lockCallOut, saveRelease } from './call-outs.store.ts';
import { startLadders } from './calls.store.ts';
import { begunLater } from './prediction.rules.ts';
import { reachFirst } from './reach.commands.ts';
import { overrideReasonOf } from './release.rules.ts';

export interface ReleaseOrder {
  id: CallOutId;
  release: Release;
  session: Session;
  /** Network address of who releases. */
  address?: string;
}

/**
 * Lets a call-out ring that was made ready: from now on its calls are due, and what they queue leaves. The transaction must see the whole
 * server; what the session may touch is checked here.
 */
export async function releaseCallOut(tx: Tx, ctx: Ctx, order: ReleaseOrder): Promise<void> {
  const { incident, warningId } = await known(tx, order.id);
  await lockWarnings(tx, incident.id);
  const warning = await warningById(tx, warningId);
  refuseOutside(warning!.areas, order.session.areaCode);
  const { callOut, policy } = (await lockCallOut(tx, order.id))!;
  const overrideReason = overrideReasonOf(callOut, { userId: order.session.userId, release: order.release });

  const at = incidentNow(incident, ctx.now);
  const prediction = callOut.prediction && begunLater(callOut.prediction, at.getTime() - Date.parse(callOut.openedAt));
  const released = await saveRelease(tx, { id: order.id, by: order.session.userId, at, overrideReason, prediction });
  const dueAt = new Date(at.getTime() + policy.ladder[0]!.waitSeconds * 1000);
  const rung = await startLadders(tx, { callOutId: order.id, calledAt: at, dueAt });
  await reachFirst(tx, ctx, { callOutId: order.id, policy, now: at });
  await audited(tx, ctx, { order, incident, overrideReason });
  const facts: NewFact[] = [{ kind: 'callOut.put', areaCode: null, callOut: released }, ...(await callFacts(tx, incident.id, rung))];
  await record(tx, { incidentId: incident.id, at, doorbell: ctx.doorbell }, facts);
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
