import type { CallId, CallOutId } from '../contract/calls.ts';
import type { FieldCall, FieldDoorCheck } from '../contract/field.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Message } from './field.rules.ts';

/** What all calls of a call-out are told. */
type Said = Pick<Message, 'noticeKind' | 'level' | 'version' | 'sent' | 'words' | 'answers' | 'dueAt' | 'callOutState' | 'template'>;
interface MessageRow extends Row, Omit<Message, keyof Said | 'keeps'>, Omit<FieldCall['keeps'], 'needs'> {
  callOutId: CallOutId;
  /** Each as often as there are people who have it; null where no household is kept. */
  needs: string[] | null;
}

export async function messages(tx: Tx, callIds: readonly CallId[]): Promise<Message[]> {
  const rows = await tx.query<MessageRow>(
    `select c.id as "callId", c.call_out_id as "callOutId", c.incident_id as "incidentId", c.incident_mode as "incidentMode", a.name_zh as "areaNameZh", a.name_en as "areaNameEn",
       p.synthetic, kept.households, kept.people, kept.needs
     from call c
     join area a on a.code = c.area_code
     join person p on p.id = c.person_id
     cross join lateral (
       select count(distinct h.id)::int as households, count(distinct e.person_id)::int as people,
         array_remove(array_agg(need), null) as needs
       from household h left join evacuee e on e.household_id = h.id left join unnest(e.needs) need on true
       where h.guardian_id = c.person_id or h.lead_id = c.person_id
     ) kept
     where c.id = any($1::uuid[])`,
    [callIds],
  );
  const said = await saidBy(
    tx,
    rows.map(({ callOutId }) => callOutId),
  );
  // What is spread comes first and nothing is taken by what is left of a row: ten thousand of these are made while people wait.
  return rows.map((row) => ({
    ...said.get(row.callOutId)!,
    callId: row.callId,
    incidentId: row.incidentId,
    incidentMode: row.incidentMode,
    areaNameZh: row.areaNameZh,
    areaNameEn: row.areaNameEn,
    synthetic: row.synthetic,
    keeps: { households: row.households, people: row.people, needs: counted(row.needs ?? []) },
  }));
}

function counted(needs: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const need of needs) counts[need] = (counts[need] ?? 0) + 1;
  return counts;
}

/** A door, and who is on the way to it. */
export interface DoorOf {
  personId: number;
  door: FieldDoorCheck;
}

interface DoorRow extends Row, Omit<FieldDoorCheck, 'position'> {
  callId: CallId;
  personId: number;
  lng: number | null;
  lat: number | null;
}

/** The doors that these people are still on the way to for these calls: of the household called, else of the one the person lives in. */
export async function openDoorChecksOf(tx: Tx, sent: readonly { callId: CallId; personId: number }[]): Promise<Map<CallId, DoorOf>> {
  const rows = await tx.query<DoorRow>(
    `select d.call_id as "callId", d.person_id as "personId", d.reason, d.people as refusing, h.id as "householdId", p.masked_name as "maskedName",
       round(d.distance_meters) as "distanceMeters", (select count(*)::int from evacuee e where e.household_id = h.id) as people,
       coalesce((select jsonb_object_agg(need, people) from (
         select need, count(*)::int as people from evacuee e cross join unnest(e.needs) need where e.household_id = h.id group by need) n), '{}') as needs,
       st_x(coalesce(h.position, a.center)) as lng, st_y(coalesce(h.position, a.center)) as lat
     from unnest($1::uuid[], $2::bigint[]) as sent (call_id, person_id)
     join door_check d on d.call_id = sent.call_id and d.person_id = sent.person_id and d.state = 'open'
     join call c on c.id = d.call_id
     join person p on p.id = c.person_id
     join area a on a.code = c.area_code
     left join household h on h.id = coalesce(c.household_id, (select household_id from evacuee where person_id = c.person_id))`,
    [sent.map(({ callId }) => callId), sent.map(({ personId }) => personId)],
  );
  return new Map(
    rows.map(({ callId, personId, lng, lat, ...row }) => [
      callId,
      { personId, door: { ...row, position: lng === null || lat === null ? null : { lng, lat } } },
    ]),
  );
}

/** Read once for each call-out: thousands of calls repeat it. */
async function saidBy(tx: Tx, callOutIds: readonly CallOutId[]): Promise<Map<CallOutId, Said>> {
  const rows = await tx.query<Row & Omit<Said, 'sent' | 'dueAt'> & { id: CallOutId; sent: Date; dueAt: Date | null }>(
    `select o.id, n.level, n.version, n.sent_at as sent, n.kind as "noticeKind", n.words, n.answers, n.due_at as "dueAt", o.state as "callOutState",
       o.policy -> 'message' as template
     from call_out o join notice n on n.id = o.notice_id where o.id = any($1::uuid[])`,
    [[...new Set(callOutIds)]],
  );
  return new Map(
    rows.map(({ id, sent, dueAt, ...row }) => [id, { ...row, sent: sent.toISOString(), dueAt: dueAt?.toISOString() ?? null }]),
  );
}

/** The households that links of a sheet name. */
export async function householdsById(tx: Tx, ids: readonly number[]): Promise<Map<number, NonNullable<FieldCall['household']>>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<Row & NonNullable<FieldCall['household']>>(
    `select h.id as "householdId",
       coalesce((select p.masked_name from evacuee e join person p on p.id = e.person_id where e.household_id = h.id order by p.id limit 1), '') as "maskedName",
       (select count(*)::int from evacuee e where e.household_id = h.id) as people,
       coalesce((select jsonb_object_agg(need, people) from (
         select need, count(*)::int as people from evacuee e cross join unnest(e.needs) need where e.household_id = h.id group by need) n), '{}') as needs
     from household h where h.id = any($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((household) => [household.householdId, household]));
}
