import { callFacts } from '../calls/call-facts.commands.ts';
import { callOutById, expiredReason, lockCallOut, policiesOf, reopenCallOut } from '../calls/call-outs.store.ts';
import { resumeLadders } from '../calls/calls.store.ts';
import { firstDue } from '../calls/escalation.rules.ts';
import { reachByHand } from '../calls/reach.commands.ts';
import type { CallOut, CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
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

export interface ResumeOrder {
  id: CallOutId;
  session: Session;
  /** Network address of who orders it. */
  address?: string;
}

/**
 * Has a call-out go on by hand that came to rest since the time of its warning has passed: whoever still owes an answer is rung again and
 * the ladders climb on; one that had not been released yet waits for that again. No expiry stops it any more. Again changes nothing. The
 * transaction must see the whole server; what the session may touch is checked here.
 */
export async function resumeCallOut(tx: Tx, ctx: Ctx, order: ResumeOrder): Promise<void> {
  const callOut = await callOutById(tx, order.id);
  const incident = callOut && (await incidentById(tx, callOut.incidentId));
  if (!incident) throw new Refusal('call-out/unknown');
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  await lockWarnings(tx, incident.id);
  const warning = (await warningById(tx, callOut.warningId))!;
  refuseOutside(warning.areas, order.session.areaCode);
  if (!warning.expired || warning.state === 'cancelled') throw new Refusal('call-out/not-expired');
  const locked = (await lockCallOut(tx, order.id))!;
  if (locked.byHandAt !== null && locked.state !== 'closed') return;
  if (locked.state === 'closed' && locked.closeReason !== expiredReason) throw new Refusal('call-out/not-expired');
  if (locked.state === 'cancelled') throw new Refusal('call-out/not-expired');

  const facts = await goOn(tx, ctx, { incident, callOut: locked });
  const { userId, username } = order.session;
  await insertAudit(tx, {
    ...{ at: ctx.now, userId, username, action: 'callOut.resumed', subject: `callOut ${order.id}`, areaCode: incident.areaCode },
    ...(order.address !== undefined && { address: order.address }),
  });
  await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, facts);
}

async function goOn(tx: Tx, ctx: Ctx, { incident, callOut: { id } }: { incident: Incident; callOut: CallOut }): Promise<NewFact[]> {
  const now = incidentNow(incident, ctx.now);
  const callOut = await reopenCallOut(tx, id, now);
  const put: NewFact = { kind: 'callOut.put', areaCode: null, callOut };
  if (callOut.state === 'awaitingRelease') return [put];
  const policy = (await policiesOf(tx, [id])).get(id)!;
  const resumed = await resumeLadders(tx, id, firstDue(policy, { mode: incident.mode, now }));
  const ids = resumed.map((call) => call.id);
  if (ids.length > 0) await reachByHand(tx, ctx, { ids, assigneeId: null, policy, now });
  return [put, ...(await callFacts(tx, incident.id, resumed))];
}
