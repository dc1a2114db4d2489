import { callOutById, callOutOf, callOutsShared } from '../calls/call-outs.store.ts';
import { callMore } from '../calls/more-calls.commands.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import { noticeIdOf } from '../contract/notices.ts';
import type { Policy } from '../contract/policies.ts';
import { mayDo, type Session } from '../contract/session.ts';
import type { DoubleChoice, Warning, WarningId } from '../contract/warnings.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { needsRelease } from '../plans/plan.rules.ts';
import { policyFor } from '../policies/policies.commands.ts';
import { stamped } from '../policies/policies.rules.ts';
import { noticeOf } from './notice.rules.ts';
import { saveDoubleChoice, sharingWarnings, warningById, warningsById } from './warnings.store.ts';
import { refuseOutside } from '../notices/notices.rules.ts';
import { lockNotices } from '../notices/notices.store.ts';

/** Who decides what, and from which network address. */
export interface DoubleOrder {
  id: WarningId;
  choice: DoubleChoice;
  session: Session;
  address?: string;
}

/**
 * What the desk makes of two warnings that are likely the same. Merged, nothing changes for anybody who is called: each person had one call
 * already. Kept apart, the second calls by itself whoever it left to the calls of the first; where that takes two people, whoever had the
 * second called out may not be the one. The transaction must see the whole server; what the session may touch is checked here.
 */
export async function decideDouble(tx: Tx, ctx: Ctx, order: DoubleOrder): Promise<Warning> {
  const known = await warningById(tx, order.id);
  const incident = known && (await incidentById(tx, known.incidentId));
  if (!incident) throw new Refusal('warning/unknown');
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  await lockNotices(tx, incident.id);
  const warning = (await warningById(tx, order.id))!;
  refuseOutside(warning.areas, order.session.areaCode);
  const wanted = order.choice.choice === 'merge' ? 'merged' : 'apart';
  if (!warning.merge) throw new Refusal('warning/no-double');
  if (warning.merge.state === wanted) return warning;
  if (warning.merge.state === 'apart') throw new Refusal('warning/double-apart');
  if (warning.state !== 'inForce') throw new Refusal('warning/not-in-force');

  await saveDoubleChoice(tx, order.id, wanted);
  const called = wanted === 'apart' ? await callApart(tx, ctx, { incident, warning, session: order.session }) : [];
  const decided = (await warningById(tx, order.id))!;
  await audited(tx, ctx, { order, incident });
  const facts: NewFact[] = [{ kind: 'warning.put', areaCode: null, warning: decided }, ...called];
  await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, facts);
  return decided;
}

interface Deciding {
  incident: Incident;
  warning: Warning;
  session: Session;
}

async function callApart(tx: Tx, ctx: Ctx, { incident, warning, session }: Deciding): Promise<NewFact[]> {
  const policy = await policyFor(tx, warning);
  if (!policy.callsByItself) return [];
  const id = await callOutOf(tx, noticeIdOf(warning.id));
  const own = id && (await callOutById(tx, id));
  const isSecond = mayDo(session, 'call.release') && own?.requestedBy !== session.userId;
  if (own?.state === 'running' && needsRelease(0, warning.level) && !isSecond) throw new Refusal('call-out/same-person');
  return (await callMore(tx, ctx, { ...wantedBy({ incident, warning, policy }), requestedBy: session.userId })).facts;
}

/**
 * Calls whom warnings in force had left to the calls of their doubles, where those have ended: cancelled, stopped, expired or replaced by
 * a lower level. Who had answered one that came to rest is not rung again; who was told that it is over is.
 */
export async function callLeftBehind(tx: Tx, ctx: Ctx, incident: Incident): Promise<NewFact[]> {
  const facts: NewFact[] = [];
  for (const warning of await warningsById(tx, await sharingWarnings(tx, incident.id))) {
    const { level, merge } = warning;
    const shared = await callOutsShared(tx, { other: merge!.warningId, level });
    // Who has said that both are one, and has stopped one, has stopped both.
    const isStopped = merge!.state === 'merged' && shared.some((callOut) => callOut.isStopped);
    const policy = await policyFor(tx, warning);
    if (isStopped || !policy.callsByItself) continue;
    const called = await callMore(tx, ctx, { ...wantedBy({ incident, warning, policy }), kept: shared.map(({ id }) => id) });
    if (called.facts.length === 0) continue;
    facts.push({ kind: 'warning.put', areaCode: null, warning: { ...warning, callOutId: called.callOutId } }, ...called.facts);
  }
  return facts;
}

function wantedBy({ incident, warning, policy }: { incident: Incident; warning: Warning; policy: Policy }) {
  return { incident, notice: noticeOf(warning), policy: stamped(policy), isByHand: warning.expired };
}

async function audited(tx: Tx, { now }: Ctx, { order, incident }: { order: DoubleOrder; incident: Incident }): Promise<void> {
  const { userId, username } = order.session;
  const { choice } = order;
  await insertAudit(tx, {
    ...{ at: now, userId, username, subject: `warning ${order.id}`, areaCode: incident.areaCode },
    action: choice.choice === 'merge' ? 'warning.merged' : 'warning.keptApart',
    ...(choice.choice === 'apart' && { purpose: choice.reason }),
    ...(order.address !== undefined && { address: order.address }),
  });
}
