import type { DoorCheck } from '../contract/call-details.ts';
import type { CallId, CallOutId } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

interface DoorRow extends Row, Omit<DoorCheck, 'openedAt' | 'closedAt'> {
  openedAt: Date;
  closedAt: Date | null;
}

const columns = `d.id, d.call_id as "callId", d.state, d.reason, d.people, d.person_id as "personId", coalesce(who.masked_name, '') as "maskedName",
  d.team_id as "teamId", t.name_zh as "teamName", round(d.distance_meters) as "distanceMeters", d.opened_at as "openedAt", d.closed_at as "closedAt"`;
const from = `door_check d left join person who on who.id = d.person_id left join team t on t.id = d.team_id`;

/** `people`: how many refuse or cannot be found; null: nobody has answered. */
export interface NewDoorCheck extends Pick<DoorCheck, 'reason' | 'people'> {
  callId: CallId;
}

/**
 * Sends somebody to the door of each of these calls: the grid worker of the village, unless that is who is silent; else the contact of
 * the nearest team. Where there is neither the door is open all the same: the unroused list shows that nobody goes there.
 *
 * A household lives at its own position; for a post the centre of its area stands in. The nearest team is looked up once for each place.
 *
 * One to which somebody was sent already takes the new reason, and stays open or opens again.
 *
 * @param wall who is on duty is a matter of the real time
 */
export async function openDoorChecks(tx: Tx, doors: readonly NewDoorCheck[], at: { now: Date; wall: Date }): Promise<void> {
  if (doors.length === 0) return;
  await tx.query(
    `with silent as (
       select c.id, c.area_code, c.person_id, coalesce(h.position, a.center) as place, n.reason, n.people
       from unnest($1::uuid[], $4::text[], $5::int[]) as n (id, reason, people) join call c on c.id = n.id
       join area a on a.code = c.area_code left join household h on h.id = c.household_id
     ), worker as (
       select distinct on (silent.id) silent.id, holder.person_id
       from silent
       join post p on p.area_code = silent.area_code and p.kind = 'villageGridWorker'
       join holders_at($3) holder on holder.post_id = p.id
       where holder.person_id <> silent.person_id and not holder.is_away
       order by silent.id, p.id
     ), place as materialized (
       select distinct place from silent where place is not null and not exists (select from worker where worker.id = silent.id)
     ), nearest as materialized (
       select place.place, near.* from place
       cross join lateral teams_near(place.place, 1) near
     )
     insert into door_check (call_id, area_code, person_id, team_id, distance_meters, opened_at, reason, people)
     select silent.id, silent.area_code, coalesce(worker.person_id, nullif(nearest.contact_id, silent.person_id)), case when worker.id is null then nearest.team_id end,
       case when worker.id is null then nearest.meters end, $2, silent.reason, silent.people
     from silent left join worker using (id) left join nearest on nearest.place = silent.place and worker.id is null
     on conflict (call_id) do update set state = 'open', closed_at = null, reason = excluded.reason, people = excluded.people,
       opened_at = case when door_check.state = 'open' then door_check.opened_at else excluded.opened_at end
     where excluded.reason <> 'unroused'`,
    [...[doors.map(({ callId }) => callId), at.now, at.wall], ...[doors.map(({ reason }) => reason), doors.map(({ people }) => people)]],
  );
}

/** People of these calls no longer refuse to leave, and were found. */
export async function settleDoorChecks(tx: Tx, callIds: readonly CallId[], at: Date): Promise<void> {
  await tx.query(
    `update door_check set state = 'done', closed_at = greatest(opened_at, $2)
     where call_id = any($1::uuid[]) and state = 'open' and reason <> 'unroused'`,
    [callIds, at],
  );
}

/** Somebody has answered for these calls: nobody needs to be roused at their doors any more. */
export async function closeAnswered(tx: Tx, callIds: readonly CallId[]): Promise<void> {
  await tx.query(
    `update door_check d set state = 'done', closed_at = greatest(d.opened_at, c.answered_at)
     from call c where d.call_id = any($1::uuid[]) and d.state = 'open' and d.reason = 'unroused' and c.id = d.call_id and c.answered_at is not null`,
    [callIds],
  );
}

/** These calls are over, answered or not. */
export async function withdrawDoorChecks(tx: Tx, callIds: readonly CallId[], at: Date): Promise<void> {
  await tx.query(`update door_check set state = 'withdrawn', closed_at = $2 where call_id = any($1::uuid[]) and state = 'open'`, [
    callIds,
    at,
  ]);
}

export async function doorOf(tx: Tx, callId: CallId): Promise<DoorCheck | null> {
  const row = await tx.one<DoorRow>(`select ${columns} from ${from} where d.call_id = $1`, [callId]);
  return row ? doorFrom(row) : null;
}

/** The door of each call of a call-out that has one. */
export async function doorsOf(tx: Tx, callOutId: CallOutId): Promise<Map<CallId, DoorCheck>> {
  const rows = await tx.query<DoorRow>(`select ${columns} from ${from} join call c on c.id = d.call_id where c.call_out_id = $1`, [
    callOutId,
  ]);
  return new Map(rows.map((row) => [row.callId, doorFrom(row)]));
}

function doorFrom({ openedAt, closedAt, ...row }: DoorRow): DoorCheck {
  return { ...row, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null };
}
