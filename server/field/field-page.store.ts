import type { Call, CallId } from '../contract/calls.ts';
import { fieldLimits, type FieldHousehold, type FieldPage, type ReachedCall } from '../contract/field.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

/** Which calls are asked for: all of this person, or of those only the one that the link is bound to. */
export interface Whose {
  personId: number;
  callId: CallId | null;
}

export function holderOf(tx: Tx, personId: number): Promise<FieldPage['me'] | undefined> {
  return tx.one<FieldPage['me'] & Row>(
    `select p.id as "personId", p.masked_name as "maskedName", p.area_code as "areaCode", a.name_zh as "areaNameZh", a.name_en as "areaNameEn", p.synthetic
     from person p join area a on a.code = p.area_code where p.id = $1`,
    [personId],
  );
}

interface Counted {
  total: number;
}

/** Nobody is called before the call-out is released: a list does not tell earlier, though the link of such a call may. */
const isToBeSeen = `i.state = 'open' and (o.state <> 'awaitingRelease' or c.id = $2)`;

/** The person's own calls of open incidents, newest first. */
export async function ownCalls(tx: Tx, { personId, callId }: Whose): Promise<{ ids: CallId[]; total: number }> {
  const rows = await tx.query<Counted & { id: CallId } & Row>(
    `select c.id, count(*) over ()::int as total
     from call c join call_out o on o.id = c.call_out_id join incident i on i.id = c.incident_id
     where c.person_id = $1 and ($2::uuid is null or c.id = $2) and ${isToBeSeen}
     order by c.called_at desc, c.id limit $3`,
    [personId, callId, fieldLimits.calls],
  );
  return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
}

/** What the list says of somebody else's call besides the call itself and the time. */
export type Reaching = Omit<ReachedCall, 'call' | 'door' | 'now' | 'clockRate'> & { callId: CallId; incidentId: IncidentId };

/** Calls of others for which the person was reached, those still unanswered first, then newest first. */
export async function reachedCalls(tx: Tx, { personId, callId }: Whose): Promise<{ reachings: Reaching[]; total: number }> {
  const rows = await tx.query<Row & Counted & Omit<Reaching, 'reachedAt'> & { reachedAt: Date }>(
    `with reached as (
       select distinct on (call_id) call_id, reach, min(queued_at) over (partition by call_id) as reached_at
       from attempt where person_id = $1 and reach <> 'self' and ($2::uuid is null or call_id = $2)
       order by call_id, array_position(array['deputy', 'superior', 'door', 'assignee'], reach)
     )
     select c.id as "callId", c.incident_id as "incidentId", c.incident_mode as "incidentMode", a.name_zh as "areaNameZh", a.name_en as "areaNameEn",
       p.synthetic, p.masked_name as "maskedName", n.level, n.version, n.words -> 'zh' ->> 'headline' as headline, n.kind as "noticeKind", n.words, o.state as "callOutState", r.reach,
       r.reached_at as "reachedAt", count(*) over ()::int as total
     from reached r
     join call c on c.id = r.call_id
     join call_out o on o.id = c.call_out_id
     join notice n on n.id = o.notice_id
     join incident i on i.id = c.incident_id
     join person p on p.id = c.person_id
     join area a on a.code = c.area_code
     where c.person_id <> $1 and ${isToBeSeen}
     order by c.state in ('silent', 'escalated', 'unroused') desc, r.reached_at desc, c.id limit $3`,
    [personId, callId, fieldLimits.answersFor],
  );
  return {
    reachings: rows.map(({ total: _, reachedAt, ...row }) => ({ ...row, reachedAt: reachedAt.toISOString() })),
    total: rows[0]?.total ?? 0,
  };
}

/** A call that the page of this person shows. */
export interface CallOnPage extends Pick<Call, 'callOutId' | 'areaCode'> {
  callId: CallId;
  incidentId: IncidentId;
  /** False for the call of somebody else, for whom the person was reached. */
  isOwn: boolean;
}

/** Calls that these people's pages show and that may still change, as many as a page lists: their own, and those of whom they answer for. */
export async function callsOnPages(tx: Tx, personIds: readonly number[]): Promise<(CallOnPage & { personId: number })[]> {
  const columns = `c.id as "callId", c.call_out_id as "callOutId", c.incident_id as "incidentId", c.area_code as "areaCode"`;
  return tx.query<CallOnPage & Row & { personId: number }>(
    `select asking.person_id as "personId", shown.*
     from unnest($1::bigint[]) asking (person_id)
     cross join lateral (
       (select ${columns}, true as "isOwn" from call c join call_out o on o.id = c.call_out_id
        where c.person_id = asking.person_id and o.state = 'running' order by c.called_at desc limit $2)
       union all
       (select ${columns}, false
        from (select call_id, max(id) as latest from attempt where person_id = asking.person_id and reach <> 'self' group by call_id) a
        join call c on c.id = a.call_id join call_out o on o.id = c.call_out_id
        where c.person_id <> asking.person_id and o.state = 'running' order by a.latest desc limit $3)
     ) shown`,
    [personIds, fieldLimits.calls, fieldLimits.answersFor],
  );
}

/** Households that the person keeps, leads to safety or belongs to, by village; their people counted by need and by reason. */
export async function householdsOf(tx: Tx, personId: number): Promise<{ households: FieldHousehold[]; total: number }> {
  const rows = await tx.query<Row & Counted & Omit<FieldHousehold, 'position'> & { lng: number; lat: number }>(
    `with mine as (
       select h.id, array_remove(array[case when h.guardian_id = $1 then 'guardian' end, case when h.lead_id = $1 then 'lead' end,
           case when exists (select from evacuee e where e.household_id = h.id and e.person_id = $1) then 'member' end], null) as duties
       from household h
       where h.guardian_id = $1 or h.lead_id = $1 or h.id = (select household_id from evacuee where person_id = $1)
     )
     select h.id as "householdId", h.area_code as "areaCode", a.name_zh as "areaNameZh", a.name_en as "areaNameEn", mine.duties,
       coalesce((select p.masked_name from evacuee e join person p on p.id = e.person_id where e.household_id = h.id order by e.person_id limit 1), '') as "maskedName",
       (select count(*)::int from evacuee e where e.household_id = h.id) as people,
       coalesce((select jsonb_object_agg(need, people) from (
         select need, count(*)::int as people from evacuee e cross join unnest(e.needs) need where e.household_id = h.id group by need) n), '{}') as needs,
       coalesce((select jsonb_object_agg(category, people) from (
         select category, count(*)::int as people from evacuee e where e.household_id = h.id group by category) n), '{}') as categories,
       s.name_zh as "shelterNameZh", s.name_en as "shelterNameEn", st_x(h.position) as lng, st_y(h.position) as lat, count(*) over ()::int as total
     from mine join household h on h.id = mine.id join area a on a.code = h.area_code join shelter s on s.id = h.shelter_id
     order by h.area_code, h.id limit $2`,
    [personId, fieldLimits.households],
  );
  return {
    households: rows.map(({ total: _, lng, lat, ...row }) => ({ ...row, position: { lng, lat } })),
    total: rows[0]?.total ?? 0,
  };
}
