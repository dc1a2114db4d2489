import type { HelpEvent, HelpMark, HelpRequest, HelpRequestId, NearTeam } from '../contract/help.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import { helpFrom, helpColumns, markFrom, type MarkRow } from './help.store.ts';

/** A request with its names, before its history and teams are read. */
type Named = Omit<HelpRequest, 'history' | 'teams'>;
interface NamedRow extends MarkRow, Omit<Named, keyof HelpMark> {}

const named = `${helpColumns}, h.note, h.reason, coalesce(who.masked_name, '') as "maskedName", coalesce(p.kind, 'household') as "postKind",
  a.name_zh as "areaNameZh", a.name_en as "areaNameEn", coalesce(above.name_zh, '') as "parentNameZh", coalesce(above.name_en, '') as "parentNameEn",
  taker.display_name as "takenByName", ender.display_name as "endedByName"`;
const names = `${helpFrom} left join post p on p.id = c.post_id and h.household_id is null left join person who on who.id = h.person_id
  left join area above on above.code = a.parent_code left join app_user taker on taker.id = h.taken_by left join app_user ender on ender.id = h.ended_by`;

/** Who waits first, longest first; then the ended ones, newest first. Cut to the scope. */
export async function helpOfIncident(tx: Tx, id: IncidentId): Promise<HelpRequest[]> {
  const rows = await tx.query<NamedRow & Row>(
    `select ${named} from ${names} where h.incident_id = $1
     order by array_position(array['open', 'taken'], h.state) nulls last, h.ended_at desc nulls first, h.opened_at, h.id`,
    [id],
  );
  return whole(tx, rows);
}

export async function helpRequest(tx: Tx, id: HelpRequestId): Promise<HelpRequest | undefined> {
  return (await whole(tx, await tx.query<NamedRow & Row>(`select ${named} from ${names} where h.id = $1`, [id])))[0];
}

async function whole(tx: Tx, rows: readonly NamedRow[]): Promise<HelpRequest[]> {
  const ids = rows.map(({ id }) => id);
  const events = await historyOf(tx, ids);
  const teams = await teamsNear(tx, ids);
  return rows.map((row) => ({ ...markFrom(row), history: events.get(row.id) ?? [], teams: teams.get(row.id) ?? [] }));
}

/** What became of these requests, in order; people of other areas are without a name. */
async function historyOf(tx: Tx, ids: readonly HelpRequestId[]): Promise<Map<HelpRequestId, HelpEvent[]>> {
  const rows = await tx.query<Row & Omit<HelpEvent, 'at'> & { id: HelpRequestId; at: Date }>(
    `select e.help_request_id as id, e.kind, e.at, coalesce(desk.display_name, who.masked_name, '') as by, r.answered_by as "answeredBy", r.via,
       coalesce(e.reason, r.note) as words, photo.receipt_id as "photoOf"
     from help_event e left join receipt r on r.id = e.receipt_id left join person who on who.id = r.person_id
     left join app_user desk on desk.id = e.user_id left join photo on photo.receipt_id = e.receipt_id
     where e.help_request_id = any($1::uuid[]) order by e.id`,
    [ids],
  );
  return grouped(rows.map(({ id, at, ...event }) => [id, { ...event, at: at.toISOString() }]));
}

const nearest = 3;

/** The nearest teams of my area to each that is still wanted: from its position, else from the middle of its area. */
async function teamsNear(tx: Tx, ids: readonly HelpRequestId[]): Promise<Map<HelpRequestId, NearTeam[]>> {
  const rows = await tx.query<Row & Omit<NearTeam, 'position'> & { id: HelpRequestId; lng: number; lat: number }>(
    `select h.id, t.id as "teamId", t.name_zh as "nameZh", t.name_en as "nameEn", t.type, t.members, st_x(t.position) as lng, st_y(t.position) as lat,
       round(near.meters) as "distanceMeters", near.contact_id as "contactId", coalesce(who.masked_name, '') as "maskedName"
     from ${helpFrom} cross join lateral teams_near(coalesce(place.seen, a.center), $2) near
     join team t on t.id = near.team_id left join person who on who.id = near.contact_id
     where h.id = any($1::uuid[]) and h.state in ('open', 'taken') order by h.id, near.meters, t.id`,
    [ids, nearest],
  );
  return grouped(rows.map(({ id, lng, lat, ...team }) => [id, { ...team, position: { lng, lat } }]));
}

function grouped<T>(entries: readonly (readonly [HelpRequestId, T])[]): Map<HelpRequestId, T[]> {
  const groups = new Map<HelpRequestId, T[]>();
  for (const [id, one] of entries) groups.set(id, [...(groups.get(id) ?? []), one]);
  return groups;
}
