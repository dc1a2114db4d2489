import type { Incident, IncidentId } from '../contract/incidents.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/change-log.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import { queueStep, withdrawReplaced } from './attempts.store.ts';
import { callFacts } from './call-facts.commands.ts';
import { climbDue, climbingIncidents, dueGroups, hurry, type GroupClimb, type TouchedCall } from './calls.store.ts';
import { climb } from './escalation.rules.ts';

/** Open incidents in which some ladder still climbs. */
export function climbing(tx: Tx): Promise<IncidentId[]> {
  return climbingIncidents(tx);
}

/** How many calls one transaction moves at most: receipts of the same incident wait for its log no longer than that takes. */
export const climbLimit = 5_000;

/**
 * Moves every call of an incident that is due by one step of its ladder. Decided once for all calls on the same rung of the same
 * call-out, whose due times differ but not what follows; done in a few statements for each such group.
 *
 * @returns how many calls moved; {@link climbLimit} means that more may be due
 */
export async function escalate(tx: Tx, ctx: Ctx, incidentId: IncidentId): Promise<number> {
  const incident = await incidentById(tx, incidentId);
  if (!incident) return 0;
  const now = incidentNow(incident, ctx.now);
  const groups = await decide(tx, incident, now);
  if (groups.length === 0) return 0;

  const moved = await climbDue(tx, { incidentId, now, limit: climbLimit }, groups);
  const byGroup = groupBy(moved, (call) => `${call.callOutId} ${call.fromRung}`);
  for (const group of groups) await reach(tx, byGroup.get(`${group.callOutId} ${group.rung}`) ?? [], { group, now });
  await record(tx, { incidentId, at: now, doorbell: ctx.doorbell }, await callFacts(tx, incidentId, moved));
  return moved.length;
}

async function decide(tx: Tx, incident: Incident, now: Date): Promise<GroupClimb[]> {
  const due = await dueGroups(tx, incident.id, now);
  return due.flatMap(({ policy, ...group }) => {
    const step = climb(policy, group, now);
    return step ? [{ ...group, climb: step }] : [];
  });
}

/** Queues whom the step reaches. Where it finds nobody the call is due again at once: a window is never waited out for no one. */
async function reach(tx: Tx, calls: readonly TouchedCall[], { group, now }: { group: GroupClimb; now: Date }): Promise<void> {
  const { reaches } = group.climb;
  if (calls.length === 0 || reaches.length === 0) return;
  const ids = calls.map((call) => call.id);
  const reached = new Set(await queueStep(tx, ids, { reaches, queuedAt: now }));
  await withdrawReplaced(tx, ids);
  const alone = ids.filter((id) => !reached.has(id));
  if (alone.length > 0) await hurry(tx, alone, now);
}
