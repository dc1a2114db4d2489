import type { CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident } from '../contract/incidents.ts';
import type { CallOutOrder, CallOutPlan } from '../contract/plans.ts';
import { noticeIdOf } from '../contract/notices.ts';
import type { Session } from '../contract/session.ts';
import type { Warning } from '../contract/warnings.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { callLeftBehind } from './doubles.commands.ts';
import { noticeOf } from './notice.rules.ts';
import { earlierVersions, warningById } from './warnings.store.ts';
import { callOut } from '../calls/call-out.commands.ts';
import { callOutOf, keptCallOuts, type Closer } from '../calls/call-outs.store.ts';
import { supersedeCallOuts } from '../calls/endings.commands.ts';
import { policyFor } from '../policies/policies.commands.ts';
import { stamped } from '../policies/policies.rules.ts';
import { planOf, prospectOf } from '../plans/prospect.commands.ts';
import { refuseOutside } from '../notices/notices.rules.ts';
import { lockNotices } from '../notices/notices.store.ts';

interface Asked {
  order: CallOutOrder;
  session: Session;
}

/**
 * What calling out a warning would do, before the button. The transaction must see the whole server; what the session may touch is
 * checked here.
 */
export async function planCallOut(tx: Tx, ctx: Ctx, { order, session }: Asked): Promise<CallOutPlan> {
  const { incident, warning } = await asked(tx, { order, session });
  refuseOver(warning);
  const policy = stamped(await policyFor(tx, warning, order.policyId));
  const prospect = await prospectOf(tx, ctx, { incident, notice: noticeOf(warning), policy, kept: await keptCallOuts(tx, warning.id) });
  if (prospect.counted.people === 0) throw new Refusal('call-out/nobody');
  return { warningId: warning.id, ...(await planOf(tx, { prospect, policy })) };
}

/**
 * Calls out a warning at the word of the desk, also one whose time has passed. One that was called out already, by itself or by somebody a moment ago, is not called
 * again; neither is one for whose areas the call-out of an earlier version stands. Calls for earlier versions of another level rang on
 * until now; they end when these ring, so later where a second person has to release them.
 *
 * @returns the call-out that is the warning's
 */
export async function orderCallOut(tx: Tx, ctx: Ctx, { order, session }: Asked): Promise<CallOutId> {
  const { incident } = await asked(tx, { order, session });
  await lockNotices(tx, incident.id);
  const { warning } = await asked(tx, { order, session });
  if (warning.msgType === 'Cancel') throw new Refusal('warning/not-in-force');
  const before = await callOutOf(tx, noticeIdOf(warning.id));
  if (before) return before;
  refuseOver(warning);

  const policy = stamped(await policyFor(tx, warning, order.policyId));
  const kept = await keptCallOuts(tx, warning.id);
  const called = await callOut(tx, ctx, {
    ...{ incident, notice: noticeOf(warning), policy, requestedBy: session.userId, kept },
    isByHand: warning.expired,
  });
  if (!called.callOutId && kept[0]) return kept[0];
  if (!called.callOutId) throw new Refusal('call-out/nobody');
  const ended = called.awaitsRelease
    ? []
    : await endEarlier(tx, ctx, { incident, warning, closer: { userId: session.userId, noticeId: noticeIdOf(warning.id) } });
  const put: NewFact = { kind: 'warning.put', areaCode: null, warning: { ...warning, callOutId: called.callOutId } };
  const left = ended.length > 0 ? await callLeftBehind(tx, ctx, incident) : [];
  const facts = [put, ...ended, ...called.facts, ...left];
  await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, facts);
  return called.callOutId;
}

/** One whose time has passed may still be called out: whoever orders it has seen that. */
function refuseOver({ state }: Warning): void {
  if (state !== 'inForce' && state !== 'expired') throw new Refusal('warning/not-in-force');
}

interface Replacing {
  incident: Incident;
  warning: Warning;
  closer: Closer;
}

async function endEarlier(tx: Tx, ctx: Ctx, { incident, warning, closer }: Replacing): Promise<NewFact[]> {
  const { areas, level } = warning;
  return supersedeCallOuts(tx, ctx, { incident, noticeIds: (await earlierVersions(tx, warning.id)).map(noticeIdOf), areas, level, closer });
}

async function asked(tx: Tx, { order, session }: Asked): Promise<{ incident: Incident; warning: Warning }> {
  const warning = await warningById(tx, order.warningId);
  const incident = warning && (await incidentById(tx, warning.incidentId));
  if (!incident) throw new Refusal('warning/unknown');
  refuseOutside(warning.areas, session.areaCode);
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  return { incident, warning };
}
