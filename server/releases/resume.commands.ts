import { callFacts } from '../calls/call-facts.commands.ts';
import {
  callOutById,
  expiredReason,
  incidentClosedReason,
  lockCallOut,
  policiesOf,
  reopenCallOut,
  stoppedReason,
} from '../calls/call-outs.store.ts';
import { resumeLadders } from '../calls/calls.store.ts';
import { firstDue } from '../calls/escalation.rules.ts';
import { reachByHand } from '../calls/reach.commands.ts';
import type { CallOut, CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import type { Warning } from '../contract/warnings.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { warningById } from '../warnings/warnings.store.ts';
import { refuseOutside } from '../notices/notices.rules.ts';
import { lockNotices, noticeOfCallOut } from '../notices/notices.store.ts';

export interface ResumeOrder {
  id: CallOutId;
  session: Session;
  /** Network address of who orders it. */
  address?: string;
}

/**
 * Has a call-out go on by hand that came to rest since the time of its warning has passed, or that was stopped by hand without an
 * all-clear: whoever still owes an answer is rung again and the ladders climb on; one that had not been released yet waits for that again.
 * No expiry stops it any more that has passed. Again changes nothing. The transaction must see the whole server; what the session may
 * touch is checked here.
 */
export async function resumeCallOut(tx: Tx, ctx: Ctx, order: ResumeOrder): Promise<void> {
  const callOut = await callOutById(tx, order.id);
  const incident = callOut && (await incidentById(tx, callOut.incidentId));
  if (!incident) throw new Refusal('call-out/unknown');
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  await lockNotices(tx, incident.id);
  refuseOutside((await noticeOfCallOut(tx, order.id))!.areas, order.session.areaCode);
  const warning = callOut.warningId && (await warningById(tx, callOut.warningId));
  const locked = (await lockCallOut(tx, order.id))!;
  const isOver = warning?.state === 'cancelled' || warning?.state === 'ended';
  const expired = warning?.expired ?? false;
  if (isOver || !mayGoOn(locked, { expired })) throw new Refusal('call-out/not-expired');
  if (locked.byHandAt !== null && locked.state !== 'closed') return;

  const facts = await goOn(tx, ctx, { incident, callOut: locked, isExpired: expired });
  const { userId, username } = order.session;
  await insertAudit(tx, {
    ...{ at: ctx.now, userId, username, action: 'callOut.resumed', subject: `callOut ${order.id}`, areaCode: incident.areaCode },
    ...(order.address !== undefined && { address: order.address }),
  });
  await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, facts);
}

/** One whose people were told that it is over does not ring again: that takes another warning. */
function mayGoOn({ state, closeReason }: CallOut, { expired }: Pick<Warning, 'expired'>): boolean {
  if (state !== 'closed') return expired && state !== 'cancelled';
  return closeReason === stoppedReason || closeReason === incidentClosedReason || (expired && closeReason === expiredReason);
}

interface GoingOn {
  incident: Incident;
  callOut: CallOut;
  isExpired: boolean;
}

async function goOn(tx: Tx, ctx: Ctx, { incident, callOut: { id }, isExpired }: GoingOn): Promise<NewFact[]> {
  const now = incidentNow(incident, ctx.now);
  const callOut = await reopenCallOut(tx, id, isExpired ? now : null);
  const put: NewFact = { kind: 'callOut.put', areaCode: null, callOut };
  if (callOut.state === 'awaitingRelease') return [put];
  const policy = (await policiesOf(tx, [id])).get(id)!;
  const resumed = await resumeLadders(tx, id, firstDue(policy, { mode: incident.mode, now }));
  const ids = resumed.map((call) => call.id);
  if (ids.length > 0) await reachByHand(tx, ctx, { ids, assigneeId: null, policy, now });
  return [put, ...(await callFacts(tx, incident.id, resumed))];
}
