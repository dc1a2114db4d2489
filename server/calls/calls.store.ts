import type { Call, CallId, CallOutId } from '../contract/calls.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Due, GroupClimb } from './due-calls.store.ts';
import type { AudienceWanted } from '../plans/plan.rules.ts';

/** A call that was written, and where it is counted. */
export interface TouchedCall {
  id: CallId;
  callOutId: CallOutId;
  tallyCode: string;
}

const touched = `c.id, c.call_out_id as "callOutId", c.tally_code as "tallyCode"`;

/** How many places of the queue an area takes: who comes first within it. */
const placesWithin = 4;

export interface NewCalls {
  callOutId: CallOutId;
  incident: Incident;
  audience: AudienceWanted;
  /** Areas in the order in which they are called. */
  queue: readonly { areaCode: string }[];
  calledAt: Date;
  /** Until when the first step waits; null while the call-out awaits its release. */
  dueAt: Date | null;
}

/**
 * One call for each person of the audience, however many: one statement. Within an area posts come first, then households with special
 * needs and those who keep them, then the rest.
 */
export async function insertCalls(tx: Tx, calls: NewCalls): Promise<void> {
  await tx.query(inserting, valuesOf(calls));
}

/** The same for a call-out that is there already: its numbers go on, and who has a call in it gets none. */
export function addCalls(tx: Tx, calls: NewCalls): Promise<TouchedCall[]> {
  return tx.query<TouchedCall & Row>(
    `${inserting} on conflict (call_out_id, person_id) do nothing returning id, call_out_id as "callOutId", tally_code as "tallyCode"`,
    valuesOf(calls),
  );
}

const inserting = `insert into call (id, call_out_id, incident_id, incident_mode, person_id, post_id, household_id, area_code, tally_code, state, due_at,
       called_at, priority, number)
     select gen_random_uuid(), $6, $7, $8, called.person_id, called.post_id, called.household_id, called.area_code, called.tally_code,
       'silent', $9, $10, queue.place * $12 + case when called.level <> 'household' then 0 when called.is_vulnerable then 1 else 2 end,
       (select coalesce(max(number), 0) from call where call_out_id = $6) + row_number() over (order by called.tally_code, called.area_code, called.person_id)
     from audience($1::text[], $2::text[], $3, $4::uuid[], $5, $13::bigint[]) called
     join unnest($11::text[]) with ordinality as queue (tally_code, place) on queue.tally_code = called.tally_code`;

function valuesOf({ callOutId, incident, audience, queue, calledAt, dueAt }: NewCalls): unknown[] {
  return [
    ...[audience.prefixes, audience.postKinds, audience.callsHouseholds, audience.kept, audience.now],
    ...[callOutId, incident.id, incident.mode, dueAt, calledAt, queue.map(({ areaCode }) => areaCode), placesWithin],
    audience.posts,
  ];
}

/** Sets the calls of a released call-out ringing that have not been answered while it waited. */
export async function startLadders(
  tx: Tx,
  { callOutId, calledAt, dueAt }: Pick<NewCalls, 'callOutId' | 'calledAt'> & { dueAt: Date },
): Promise<TouchedCall[]> {
  return tx.query<TouchedCall & Row>(
    `with waiting as (select id from call where call_out_id = $1 and state = 'silent' order by id for no key update)
     update call c set called_at = $2, due_at = $3 from waiting where c.id = waiting.id returning ${touched}`,
    [callOutId, calledAt, dueAt],
  );
}

/** Waits for whoever writes these calls. In order of id, so that two who lock several never wait for each other. */
export async function lockCalls(tx: Tx, ids: readonly CallId[]): Promise<void> {
  await tx.query(`select id from call where id = any($1::uuid[]) order by id for no key update`, [ids]);
}

/**
 * Writes answers. Who has only heard is to be reminded in the time that the policy gives, counted from the first answer; whoever acts,
 * cannot act or calls for help is not.
 */
export async function saveAnswers(tx: Tx, calls: readonly Call[]): Promise<void> {
  await tx.query(
    `update call c set state = n.state, progress = n.progress, need_help = n.need_help, due_at = n.due_at, answered_at = n.answered_at,
       cannot = n.cannot, answered_by = n.answered_by, flags = string_to_array(n.flags, ','),
       remind_at = case when n.state = 'answered' and n.progress = 'heard' and not n.cannot and not n.need_help then
         coalesce(c.remind_at, n.answered_at + make_interval(secs => 60 * (o.policy ->> 'reminderMinutes')::float8)) end
     from call_out o, unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::timestamptz[], $6::timestamptz[], $7::boolean[], $8::text[], $9::text[])
       as n (id, state, progress, need_help, due_at, answered_at, cannot, answered_by, flags)
     where c.id = n.id and o.id = c.call_out_id`,
    [
      calls.map((call) => call.id),
      calls.map((call) => call.state),
      calls.map((call) => call.progress),
      calls.map((call) => call.needHelp),
      calls.map((call) => call.dueAt),
      calls.map((call) => call.answeredAt),
      calls.map((call) => call.cannot),
      calls.map((call) => call.answeredBy),
      // Lists of different lengths do not fit into one array of arrays.
      calls.map((call) => call.flags.join(',')),
    ],
  );
}

/** Whether somebody asks for help by these calls, now that something was done about it; those that are over stay as the record. */
export async function saveNeed(tx: Tx, ids: readonly CallId[], needHelp: boolean): Promise<TouchedCall[]> {
  return tx.query<TouchedCall & Row>(
    `update call c set need_help = $2 from call_out o
     where c.id = any($1::uuid[]) and c.need_help <> $2 and o.id = c.call_out_id and o.state in ('awaitingRelease', 'running')
       and c.state not in ('stale', 'superseded') returning ${touched}`,
    [ids, needHelp],
  );
}

/** Shown on a device of the person who is called: delivered, never an answer. The first time counts. */
export async function saveShown(tx: Tx, ids: readonly CallId[], at: Date): Promise<TouchedCall[]> {
  return tx.query<TouchedCall & Row>(
    `update call c set shown_at = $2 where id = any($1::uuid[]) and shown_at is null returning ${touched}`,
    [ids, at],
  );
}

/**
 * Ends the calls of these call-outs that lie within some areas and outside others: what was answered is stale, the rest is called again
 * for what comes.
 */
export async function supersedeCalls(
  tx: Tx,
  callOutIds: readonly CallOutId[],
  areas: { within: readonly string[]; outside: readonly string[] },
): Promise<TouchedCall[]> {
  const liesIn = (prefixes: string) =>
    `exists (select from unnest(${prefixes}::text[]) prefix where starts_with(area_code, prefix) or starts_with(tally_code, prefix))`;
  return tx.query<TouchedCall & Row>(
    `with ended as (
       select id from call
       where call_out_id = any($1::uuid[]) and state not in ('stale', 'superseded') and ${liesIn('$2')} and not ${liesIn('$3')}
       order by id for no key update
     )
     update call c set state = case when answered_at is null then 'superseded' else 'stale' end, due_at = null, remind_at = null
     from ended where c.id = ended.id returning ${touched}`,
    [callOutIds, areas.within, areas.outside],
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
  await tx.query(
    `update call set due_at = null, remind_at = null where call_out_id = any($1::uuid[]) and (due_at is not null or remind_at is not null)`,
    [callOutIds],
  );
  return rows.map(({ id }) => id);
}

/** Where calls of a call-out come to rest: within an area, outside others. */
export interface RestingPlace {
  callOutId: CallOutId;
  within: string;
  outside: readonly string[];
}

/**
 * Stops the ladders of calls that have outlived what they are about, and leaves each call as it stood.
 *
 * @returns all calls that rest now, and those of them whose ladder was climbing or that were to be reminded
 */
export async function restCalls(tx: Tx, places: readonly RestingPlace[]): Promise<{ resting: CallId[]; stopped: TouchedCall[] }> {
  const rows = await tx.query<{ id: CallId }>(
    `select c.id from call c
     where c.state not in ('stale', 'superseded') and exists (
       select from unnest($1::uuid[], $2::text[], $3::text[]) place (call_out_id, within, outside)
       where place.call_out_id = c.call_out_id
         and (starts_with(c.area_code, place.within) or starts_with(c.tally_code, place.within))
         and not exists (select from unnest(string_to_array(place.outside, ',')) prefix
           where starts_with(c.area_code, prefix) or starts_with(c.tally_code, prefix)))
     order by id for no key update`,
    [places.map(({ callOutId }) => callOutId), places.map(({ within }) => within), places.map(({ outside }) => outside.join(','))],
  );
  const resting = rows.map(({ id }) => id);
  const stopped = await tx.query<TouchedCall & Row>(
    `update call c set due_at = null, remind_at = null
     where id = any($1::uuid[]) and (due_at is not null or remind_at is not null) returning ${touched}`,
    [resting],
  );
  return { resting, stopped };
}

/** Of these call-outs, those in which nothing but resting calls is left. */
export async function wholeResting(tx: Tx, callOutIds: readonly CallOutId[], resting: readonly CallId[]): Promise<CallOutId[]> {
  const rows = await tx.query<{ id: CallOutId }>(
    `select id from unnest($1::uuid[]) as o (id)
     where not exists (select from call c left join unnest($2::uuid[]) rest (id) on rest.id = c.id
       where c.call_out_id = o.id and rest.id is null and c.state not in ('stale', 'superseded'))`,
    [callOutIds, resting],
  );
  return rows.map(({ id }) => id);
}

/** Lets the ladders of a call-out climb again that rest before their end. */
export async function resumeLadders(tx: Tx, callOutId: CallOutId, dueAt: Date): Promise<TouchedCall[]> {
  return tx.query<TouchedCall & Row>(
    `with resting as (
       select id from call where call_out_id = $1 and state in ('silent', 'escalated') and due_at is null order by id for no key update
     )
     update call c set due_at = $2 from resting where c.id = resting.id returning ${touched}`,
    [callOutId, dueAt],
  );
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

/**
 * Takes the step for every call that is due and still stands where its group stood, at most `limit` of them.
 *
 * Claimed and moved in one statement: of two servers that run this at once each takes what the other has not locked.
 */
export async function climbDue(tx: Tx, due: Due, groups: readonly GroupClimb[]): Promise<(TouchedCall & { fromRung: number })[]> {
  return tx.query<TouchedCall & { fromRung: number } & Row>(
    `with due as (
       select c.id, c.rung as from_rung, g.rung, g.state, g.due_at
       from call c
       join unnest($4::uuid[], $5::int[], $6::int[], $7::text[], $8::timestamptz[]) as g (call_out_id, from_rung, rung, state, due_at)
         on g.call_out_id = c.call_out_id and g.from_rung = c.rung
       where c.incident_id = $1 and c.due_at <= $2 and ($9::uuid[] is null or c.id = any($9))
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
      due.only,
    ],
  );
}

/** A step that found nobody (no deputy, no superior, no way to reach them) is not waited for. */
export async function makeDue(tx: Tx, ids: readonly CallId[], now: Date): Promise<void> {
  await tx.query(`update call set due_at = $2 where id = any($1::uuid[]) and due_at is not null`, [ids, now]);
}

/** The same for calls of a call-out for which nothing at all could be queued. */
export async function makeUnreachedDue(tx: Tx, callOutId: CallOutId, now: Date): Promise<void> {
  await tx.query(
    `update call c set due_at = $2
     where call_out_id = $1 and state = 'silent' and due_at > $2 and not exists (select from attempt a where a.call_id = c.id)`,
    [callOutId, now],
  );
}

/**
 * Takes the answered calls that are due to be reminded, at most `limit`, marks their answers as doubtful and sets the next time. Of two
 * servers each takes what the other has not locked.
 */
export async function claimReminders(tx: Tx, due: { incidentId: IncidentId; now: Date; limit: number }): Promise<TouchedCall[]> {
  return tx.query<TouchedCall & Row>(
    `with due as (
       select c.id, make_interval(secs => 60 * (o.policy ->> 'reminderMinutes')::float8) as pause
       from call c join call_out o on o.id = c.call_out_id
       where c.incident_id = $1 and c.remind_at <= $2 and o.state = 'running'
       order by c.remind_at limit $3 for no key update of c skip locked
     )
     update call c set remind_at = $2 + due.pause,
       flags = case when 'noLaterAction' = any(c.flags) then c.flags else c.flags || array['noLaterAction'] end
     from due where c.id = due.id returning ${touched}`,
    [due.incidentId, due.now, due.limit],
  );
}
