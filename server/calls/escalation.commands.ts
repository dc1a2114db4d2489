import type { CallId } from '../contract/calls.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import { callFacts } from './call-facts.commands.ts';
import { policiesOf } from './call-outs.store.ts';
import { claimReminders, climbDue, type TouchedCall } from './calls.store.ts';
import { climbingIncidents, dueGroups, type GroupClimb } from './due-calls.store.ts';
import { climb } from './escalation.rules.ts';
import { waitsFrom } from '../policies/night.rules.ts';
import { reachDoorCheckers, reachStep, remindOf } from './reach.commands.ts';

/** Open incidents in which some ladder still climbs, or somebody is to be reminded. */
export function climbing(tx: Tx): Promise<IncidentId[]> {
  return climbingIncidents(tx);
}

/** How many calls one transaction moves at most, where it has a session of its own: receipts of the same incident wait for its log no longer. */
export const climbLimit = 5_000;

/** How many such transactions run side by side where the database has sessions for them: each has to look past what the others hold. */
export const climbersSideBySide = 2;

/** Of which incident, and how many calls at most. */
interface Turn {
  incidentId: IncidentId;
  limit: number;
}

/**
 * Moves every call of an incident that is due by one step of its ladder. Decided once for all calls on the same rung of the same
 * call-out, whose due times differ but not what follows; done in a few statements for each such group.
 *
 * @returns how many calls moved; `limit` means that more may be due
 */
export async function escalate(tx: Tx, ctx: Ctx, { incidentId, limit }: Turn): Promise<number> {
  const incident = await incidentById(tx, incidentId);
  if (!incident) return 0;
  const now = incidentNow(incident, ctx.now);
  const moved = await climbAll(tx, ctx, { incident, now, only: null, limit });
  if (moved.length === 0) return 0;
  await record(tx, { incidentId, at: now, doorbell: ctx.doorbell }, await callFacts(tx, incidentId, moved));
  return moved.length;
}

/**
 * The same without the facts: for whoever has more to say before the log is locked.
 *
 * @param only these calls, or null for all that are due
 */
export async function climbAll(
  tx: Tx,
  ctx: Ctx,
  { incident, now, only, limit = climbLimit }: { incident: Incident; now: Date; only: readonly CallId[] | null; limit?: number },
): Promise<TouchedCall[]> {
  const due = { incidentId: incident.id, now, only, limit };
  const groups = (await dueGroups(tx, { ...due, limit: climbersSideBySide * limit })).flatMap((group): GroupClimb[] => {
    const from = waitsFrom(group.policy.night, { mode: incident.mode, now });
    const step = climb(group.policy, group, { now, from });
    return step ? [{ ...group, climb: step }] : [];
  });
  if (groups.length === 0) return [];

  const moved = await climbDue(tx, due, groups);
  const byGroup = groupBy(moved, (call) => `${call.callOutId} ${call.fromRung}`);
  for (const group of groups) await follow(tx, ctx, { calls: byGroup.get(`${group.callOutId} ${group.rung}`) ?? [], group, now });
  return moved;
}

/** Does what the step of a group asks for. */
async function follow(
  tx: Tx,
  ctx: Ctx,
  { calls, group, now }: { calls: readonly TouchedCall[]; group: GroupClimb; now: Date },
): Promise<void> {
  if (calls.length === 0) return;
  const ids = calls.map((call) => call.id);
  const { policy, climb } = group;
  if (climb.step) await reachStep(tx, ctx, { ids, step: climb.step, policy, now });
  else await reachDoorCheckers(tx, ctx, { ids, policy, now });
}

/**
 * Reminds everybody who has answered, has done nothing since and is due for it; the answer is marked as doubtful from then on.
 *
 * @returns how many were reminded; `limit` means that more may be due
 */
export async function remind(tx: Tx, ctx: Ctx, { incidentId, limit }: Turn): Promise<number> {
  const incident = await incidentById(tx, incidentId);
  if (!incident) return 0;
  const now = incidentNow(incident, ctx.now);
  const due = await claimReminders(tx, { incidentId, now, limit });
  if (due.length === 0) return 0;

  const byCallOut = groupBy(due, ({ callOutId }) => callOutId);
  for (const [callOutId, policy] of await policiesOf(tx, [...byCallOut.keys()])) {
    await remindOf(tx, ctx, { ids: byCallOut.get(callOutId)!.map(({ id }) => id), policy, now });
  }
  await record(tx, { incidentId, at: now, doorbell: ctx.doorbell }, await callFacts(tx, incidentId, due));
  return due.length;
}
