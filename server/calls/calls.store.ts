import type { Call, CallId, CallOutId } from '../contract/calls.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import type { CallPolicy } from '../contract/policies.ts';
import type { Row, Tx } from '../kernel/db.ts';
import type { Climb } from './escalation.rules.ts';

/** A call that was written, and where it is counted. */
export interface TouchedCall {
  id: CallId;
  callOutId: CallOutId;
  tallyCode: string;
}

const touched = `c.id, c.call_out_id as "callOutId", c.tally_code as "tallyCode"`;

/**
 * The posts of $2 that lie in an area whose code begins with one of $1, one for each person: who holds several is called for the
 * highest. A village belongs to its host township even where its own code says otherwise.
 */
const calledPosts = `
  select distinct on (p.person_id) p.id as post_id, p.person_id, p.area_code, a.tally_code
  from post p
  join (select code, case level when 'village' then parent_code else code end as tally_code from area) a on a.code = p.area_code
  where p.kind = any($2::text[])
    and exists (select from unnest($1::text[]) prefix where starts_with(a.code, prefix) or starts_with(a.tally_code, prefix))
  order by p.person_id, array_position(array['city', 'county', 'township', 'village', 'household'], p.level), p.id`;

export async function isAnyoneToCall(tx: Tx, areaPrefixes: readonly string[], postKinds: readonly string[]): Promise<boolean> {
  return (await tx.one(`select from (${calledPosts}) called limit 1`, [areaPrefixes, postKinds])) !== undefined;
}

export interface NewCalls {
  callOutId: CallOutId;
  incident: Incident;
  policy: CallPolicy;
  areaPrefixes: readonly string[];
  calledAt: Date;
  /** Until when the first step waits. */
  dueAt: Date;
}

/** One call for each responsible person within the areas, however many: one statement. */
export async function insertCalls(tx: Tx, { callOutId, incident, policy, areaPrefixes, calledAt, dueAt }: NewCalls): Promise<void> {
  await tx.query(
    `insert into call (id, call_out_id, incident_id, incident_mode, person_id, post_id, area_code, tally_code, state, due_at, called_at)
     select gen_random_uuid(), $3, $4, $5, called.person_id, called.post_id, called.area_code, called.tally_code, 'silent', $6, $7
     from (${calledPosts}) called
     on conflict do nothing`,
    [areaPrefixes, policy.postKinds, callOutId, incident.id, incident.mode, dueAt, calledAt],
  );
}

/** Waits for whoever writes these calls. In order of id, so that two who lock several never wait for each other. */
export async function lockCalls(tx: Tx, ids: readonly CallId[]): Promise<void> {
  await tx.query(`select id from call where id = any($1::uuid[]) order by id for no key update`, [ids]);
}

export async function saveAnswers(tx: Tx, calls: readonly Call[]): Promise<void> {
  await tx.query(
    `update call c set state = n.state, progress = n.progress, need_help = n.need_help, due_at = n.due_at, answered_at = n.answered_at,
       cannot = n.cannot, answered_by = n.answered_by
     from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::timestamptz[], $6::timestamptz[], $7::boolean[], $8::text[])
       as n (id, state, progress, need_help, due_at, answered_at, cannot, answered_by)
     where c.id = n.id`,
    [
      calls.map((call) => call.id),
      calls.map((call) => call.state),
      calls.map((call) => call.progress),
      calls.map((call) => call.needHelp),
      calls.map((call) => call.dueAt),
      calls.map((call) => call.answeredAt),
      calls.map((call) => call.cannot),
      calls.map((call) => call.answeredBy),
    ],
  );
}

/** Shown on a device of the person who is called: delivered, never an answer. The first time counts. */
export async function saveShown(tx: Tx, ids: readonly CallId[], at: Date): Promise<TouchedCall[]> {
  return tx.query<TouchedCall & Row>(
    `update call c set shown_at = $2 where id = any($1::uuid[]) and shown_at is null returning ${touched}`,
    [ids, at],
  );
}

/** Ends the calls of these call-outs that lie within the areas: what was answered is stale, the rest is called again for what comes. */
export async function supersedeCalls(tx: Tx, callOutIds: readonly CallOutId[], areaPrefixes: readonly string[]): Promise<TouchedCall[]> {
  return tx.query<TouchedCall & Row>(
    `with ended as (
       select id from call
       where call_out_id = any($1::uuid[]) and state not in ('stale', 'superseded')
         and exists (select from unnest($2::text[]) prefix where starts_with(area_code, prefix) or starts_with(tally_code, prefix))
       order by id for no key update
     )
     update call c set state = case when answered_at is null then 'superseded' else 'stale' end, due_at = null
     from ended where c.id = ended.id returning ${touched}`,
    [callOutIds, areaPrefixes],
  );
}

/**
 * Stops every ladder of these call-outs and leaves each call as it stood.
 *
 * @returns all calls of the call-outs, those that were at rest included
 */
export async function stopLadders(tx: Tx, callOutIds: readonly CallOutId[]): Promise<CallId[]> {
  const rows = await tx.query<{ id: CallId }>(`select id from call where call_out_id = any($1::uuid[]) order by id for no key update`, [
    callOutIds,
  ]);
  await tx.query(`update call set due_at = null where call_out_id = any($1::uuid[]) and due_at is not null`, [callOutIds]);
  return rows.map(({ id }) => id);
}

/** Of these call-outs, those in which no call is left for their own version of the warning. */
export async function wholeSuperseded(tx: Tx, callOutIds: readonly CallOutId[]): Promise<CallOutId[]> {
  const rows = await tx.query<{ id: CallOutId }>(
    `select id from unnest($1::uuid[]) as o (id)
     where not exists (select from call c where c.call_out_id = o.id and c.state not in ('stale', 'superseded'))`,
    [callOutIds],
  );
  return rows.map(({ id }) => id);
}

/** Calls that are due, as many as stand on the same rung of the same call-out taken together. */
export interface DueGroup {
  callOutId: CallOutId;
  rung: number;
  dueAt: Date;
  policy: CallPolicy;
}

export async function dueGroups(tx: Tx, incidentId: IncidentId, now: Date): Promise<DueGroup[]> {
  return tx.query<DueGroup & Row>(
    `select due.*, o.policy
     from (select call_out_id as "callOutId", rung, min(due_at) as "dueAt" from call
           where incident_id = $1 and due_at <= $2 group by call_out_id, rung) due
     join call_out o on o.id = due."callOutId"`,
    [incidentId, now],
  );
}

/** Incidents in which some ladder still climbs, due or not. */
export async function climbingIncidents(tx: Tx): Promise<IncidentId[]> {
  const rows = await tx.query<{ id: IncidentId }>(
    `select id from incident i where state = 'open' and exists (select from call c where c.incident_id = i.id and c.due_at is not null)`,
  );
  return rows.map(({ id }) => id);
}

/** What each group of due calls does next. */
export type GroupClimb = Pick<DueGroup, 'callOutId' | 'rung'> & { climb: Climb };

/**
 * Takes the step for every call that is due and still stands where its group stood, at most `limit` of them.
 *
 * Claimed and moved in one statement: of two servers that run this at once each takes what the other has not locked.
 */
export async function climbDue(
  tx: Tx,
  due: { incidentId: IncidentId; now: Date; limit: number },
  groups: readonly GroupClimb[],
): Promise<(TouchedCall & { fromRung: number })[]> {
  return tx.query<TouchedCall & { fromRung: number } & Row>(
    `with due as (
       select c.id, c.rung as from_rung, g.rung, g.state, g.due_at
       from call c
       join unnest($4::uuid[], $5::int[], $6::int[], $7::text[], $8::timestamptz[]) as g (call_out_id, from_rung, rung, state, due_at)
         on g.call_out_id = c.call_out_id and g.from_rung = c.rung
       where c.incident_id = $1 and c.due_at <= $2
       order by c.due_at limit $3 for no key update of c skip locked
     )
     update call c set rung = due.rung, state = due.state, due_at = due.due_at
     from due where c.id = due.id returning ${touched}, due.from_rung as "fromRung"`,
    [
      due.incidentId,
      due.now,
      due.limit,
      groups.map((group) => group.callOutId),
      groups.map((group) => group.rung),
      groups.map(({ climb }) => climb.rung),
      groups.map(({ climb }) => climb.state),
      groups.map(({ climb }) => climb.dueAt),
    ],
  );
}

/** A step that found nobody (no deputy, no superior) is not waited for. */
export async function hurry(tx: Tx, ids: readonly CallId[], now: Date): Promise<void> {
  await tx.query(`update call set due_at = $2 where id = any($1::uuid[]) and due_at is not null`, [ids, now]);
}
