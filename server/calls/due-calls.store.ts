import type { CallId, CallOutId } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { CallPolicy } from '../contract/policies.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Climb } from './escalation.rules.ts';

/** Calls that are due, as many as stand on the same rung of the same call-out taken together. */
export interface DueGroup {
  callOutId: CallOutId;
  rung: number;
  dueAt: Date;
  policy: CallPolicy;
}

/** What is looked for: calls of an incident that are due by now, of these alone where some are named. */
export interface Due {
  incidentId: IncidentId;
  now: Date;
  only: readonly CallId[] | null;
  limit: number;
}

/** The groups of the calls that have been due longest: looking at many more than one go moves would make every go as slow as all. */
export async function dueGroups(tx: Tx, { incidentId, now, only, limit }: Due): Promise<DueGroup[]> {
  return tx.query<DueGroup & Row>(
    `select due.*, o.policy
     from (select call_out_id as "callOutId", rung, min(due_at) as "dueAt"
           from (select call_out_id, rung, due_at from call
                 where incident_id = $1 and due_at <= $2 and ($3::uuid[] is null or id = any($3)) order by due_at limit $4) first
           group by call_out_id, rung) due
     join call_out o on o.id = due."callOutId"`,
    [incidentId, now, only, limit],
  );
}

/** Incidents in which some ladder still climbs or somebody is still to be reminded, due or not. */
export async function climbingIncidents(tx: Tx): Promise<IncidentId[]> {
  const rows = await tx.query<{ id: IncidentId }>(
    `select id from incident i where state = 'open' and (
       exists (select from call c where c.incident_id = i.id and c.due_at is not null)
       or exists (select from call c where c.incident_id = i.id and c.remind_at is not null))`,
  );
  return rows.map(({ id }) => id);
}

/** What each group of due calls does next. */
export type GroupClimb = DueGroup & { climb: Climb };
