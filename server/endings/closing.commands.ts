import { incidentClosedReason, lockAllOpenIn } from '../calls/call-outs.store.ts';
import { haltCallOuts } from '../calls/endings.commands.ts';
import { isWithin } from '../contract/areas.ts';
import type { ClosedIncident, EndOrder } from '../contract/endings.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById, lockIncident, saveClosed, saveReopened, saveReopeningAsked } from '../incidents/incidents.store.ts';
import { lockHead, record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { insertEnding, openMatters } from './endings.store.ts';
import { reopeningStep } from './reopening.rules.ts';
import type { Ender } from './stop.commands.ts';
import { lockNotices } from '../notices/notices.store.ts';

interface Order {
  id: IncidentId;
  order: EndOrder;
  by: Ender;
}

/**
 * Closes an incident: what is open in it is counted and kept, calling stops without an all-clear, and the fact that says so is the last of
 * its log. The transaction must see the whole server; what the session may touch is checked here.
 */
export async function closeIncident(tx: Tx, ctx: Ctx, { id, order, by }: Order): Promise<ClosedIncident> {
  await known(tx, id, by);
  await lockNotices(tx, id);
  const callOuts = await lockAllOpenIn(tx, id);
  const incident = await known(tx, id, by);
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  const matters = await openMatters(tx, id);
  const { userId } = by.session;
  const facts = await haltCallOuts(tx, ctx, { incident, callOuts, allClear: false, reason: incidentClosedReason, userId });

  const at = incidentNow(incident, ctx.now);
  const { seq: before } = await lockHead(tx, id);
  const closed: Incident = { ...incident, state: 'closed', closedAt: at.toISOString(), seq: before + facts.length + 1 };
  await record(tx, { incidentId: id, at, doorbell: ctx.doorbell }, [...facts, { kind: 'incident.put', areaCode: null, incident: closed }]);
  const { seq, hash } = await lockHead(tx, id);
  await saveClosed(tx, id, at);
  await insertEnding(tx, {
    ...{ incidentId: id, kind: 'closing', subjectId: id, reason: order.reason, userId, at },
    closing: { matters, seal: { seq, hash } },
  });
  await audited(tx, ctx, { incident, order, by, action: 'incident.closed' });
  return { ...closed, matters, seal: { seq, hash: hash.toString('hex') } };
}

/**
 * Opens a closed incident again, which takes two people: the first asks, and nothing changes for anybody; the second opens it. What was
 * stopped stays so until somebody has it go on.
 *
 * @returns the incident, and whether it is open now
 */
export async function reopenIncident(tx: Tx, ctx: Ctx, { id, order, by }: Order): Promise<{ incident: Incident; isOpen: boolean }> {
  await known(tx, id, by);
  const incident = (await lockIncident(tx, id))!;
  const { userId } = by.session;
  if (reopeningStep(incident, { userId, now: ctx.now }) === 'ask') {
    await saveReopeningAsked(tx, id, { userId, at: ctx.now, reason: order.reason });
    await audited(tx, ctx, { incident, order, by, action: 'incident.reopeningAsked' });
    return { incident: (await incidentById(tx, id))!, isOpen: false };
  }
  const firstReason = await saveReopened(tx, id);
  const at = incidentNow(incident, ctx.now);
  const open: Incident = { ...incident, state: 'open', closedAt: null, reopening: null, seq: incident.seq + 1 };
  const ending = { incidentId: id, kind: 'reopening', subjectId: id, reason: firstReason, at } as const;
  await insertEnding(tx, { ...ending, userId: incident.reopening!.by, secondUserId: userId });
  await audited(tx, ctx, { incident, order, by, action: 'incident.reopened' });
  await record(tx, { incidentId: id, at, doorbell: ctx.doorbell }, [{ kind: 'incident.put', areaCode: null, incident: open }]);
  return { incident: open, isOpen: true };
}

/** An incident is closed and opened by who has its whole area. */
async function known(tx: Tx, id: IncidentId, { session }: Ender): Promise<Incident> {
  const incident = await incidentById(tx, id);
  if (!incident) throw new Refusal('incident/unknown');
  if (!isWithin(incident.areaCode, session.areaCode)) throw new Refusal('area/outside');
  return incident;
}

interface Deed extends Pick<Order, 'order' | 'by'> {
  incident: Incident;
  action: string;
}

async function audited(tx: Tx, { now }: Ctx, { incident, order, by, action }: Deed): Promise<void> {
  const { userId, username } = by.session;
  await insertAudit(tx, {
    ...{ at: now, userId, username, areaCode: incident.areaCode },
    ...{ action, subject: `incident ${incident.id}`, purpose: order.reason },
    ...(by.address !== undefined && { address: by.address }),
  });
}
