import type { CallOutId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { prospectOf } from '../plans/prospect.commands.ts';
import { callFacts } from './call-facts.commands.ts';
import { callOut, type CalledOut, type CallOutWanted } from './call-out.commands.ts';
import { callOutById, callOutOf, policiesOf } from './call-outs.store.ts';
import { addCalls } from './calls.store.ts';
import { firstDue } from './escalation.rules.ts';
import { reachByHand } from './reach.commands.ts';

/**
 * Calls those of a notice's people for whom no kept call-out stands: by its own call-out where that still runs, else by a new one. One
 * that somebody has stopped stays stopped.
 */
export async function callMore(tx: Tx, ctx: Ctx, wanted: CallOutWanted): Promise<CalledOut> {
  const own = await callOutOf(tx, wanted.notice.id);
  if (!own) return callOut(tx, ctx, wanted);
  const known = (await callOutById(tx, own))!;
  const awaitsRelease = known.state === 'awaitingRelease';
  if (!awaitsRelease && known.state !== 'running') return { callOutId: own, awaitsRelease, facts: [] };
  return { callOutId: own, awaitsRelease, facts: await added(tx, ctx, { ...wanted, callOutId: own, awaitsRelease }) };
}

interface Adding extends CallOutWanted {
  callOutId: CallOutId;
  awaitsRelease: boolean;
}

async function added(tx: Tx, ctx: Ctx, { callOutId, awaitsRelease, incident, notice, kept = [], ...wanted }: Adding): Promise<NewFact[]> {
  const policy = (await policiesOf(tx, [callOutId])).get(callOutId) ?? wanted.policy;
  const { counted, audience, queue } = await prospectOf(tx, ctx, { incident, notice, policy, kept: [...kept, callOutId] });
  if (counted.people === 0) return [];
  const now = incidentNow(incident, ctx.now);
  const dueAt = awaitsRelease ? null : firstDue(policy, { mode: incident.mode, now });
  const calls = await addCalls(tx, { callOutId, incident, audience, queue, calledAt: now, dueAt });
  const ids = calls.map(({ id }) => id);
  if (!awaitsRelease && ids.length > 0) await reachByHand(tx, ctx, { ids, assigneeId: null, policy, now });
  return callFacts(tx, incident.id, calls);
}
