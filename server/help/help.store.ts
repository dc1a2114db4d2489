import type { CallId } from '../contract/calls.ts';
import type { HelpMark, HelpRequestId } from '../contract/help.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { HelpStanding, NewHelpEvent } from './help.rules.ts';

interface Times {
  at: Date;
  askedAt: Date;
  takenAt: Date | null;
  endedAt: Date | null;
}
interface Seen {
  lng: number | null;
  lat: number | null;
  accuracyMeters: number | null;
}
type StandingRow = Row & Omit<HelpStanding, keyof Times | 'position'> & Times & Seen;

const columns = `h.id, h.incident_id as "incidentId", h.call_id as "callId", h.area_code as "areaCode", h.household_id as "householdId",
  h.person_id as "personId", h.state, h.opened_at as at, h.asked_at as "askedAt", h.asks, h.taken_by as "takenBy", h.taken_at as "takenAt",
  h.ended_by as "endedBy", h.ended_at as "endedAt"`;
/** For whoever writes them. */
const standing = `${columns}, h.note, h.reason, st_x(h.position) as lng, st_y(h.position) as lat, h.accuracy_meters as "accuracyMeters"`;
const isWanted = `h.state in ('open', 'taken')`;

/** The incident of a request that the scope may see. */
export async function incidentOfHelp(tx: Tx, id: HelpRequestId): Promise<IncidentId | undefined> {
  return (await tx.one<{ incidentId: IncidentId }>(`select incident_id as "incidentId" from help_request where id = $1`, [id]))?.incidentId;
}

/** Read under the incident's log lock, by which whoever writes requests of it takes turns. */
export async function helpById(tx: Tx, id: HelpRequestId): Promise<HelpStanding | undefined> {
  const row = await tx.one<StandingRow>(`select ${standing} from help_request h where h.id = $1`, [id]);
  return row && standingFrom(row);
}

/** The open and taken requests of these people, for themselves, and of these households; under the incident's log lock. */
export async function wantedOf(
  tx: Tx,
  incidentId: IncidentId,
  { personIds, householdIds }: { personIds: readonly number[]; householdIds: readonly number[] },
): Promise<HelpStanding[]> {
  const rows = await tx.query<StandingRow>(
    `select ${standing} from help_request h
     where h.incident_id = $1 and ${isWanted} and (h.household_id is null and h.person_id = any($2::bigint[]) or h.household_id = any($3::bigint[]))`,
    [incidentId, personIds, householdIds],
  );
  return rows.map(standingFrom);
}

/** Writes requests as they now stand, new ones too: who of a household needs help is told by its first member. */
export async function saveHelp(tx: Tx, requests: readonly HelpStanding[]): Promise<void> {
  await tx.query(
    `insert into help_request (id, incident_id, call_id, area_code, household_id, person_id, state, opened_at, asked_at, asks, position, accuracy_meters,
       note, taken_by, taken_at, ended_by, ended_at, reason)
     select n.id, n.incident_id, n.call_id, n.area_code, n.household_id,
       coalesce((select min(e.person_id) from evacuee e where e.household_id = n.household_id), n.person_id), n.state, n.opened_at, n.asked_at, n.asks,
       st_setsrid(st_makepoint(n.lng, n.lat), 4326), n.accuracy_meters, n.note, n.taken_by, n.taken_at, n.ended_by, n.ended_at, n.reason
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::timestamptz[], $9::timestamptz[], $10::int[],
         $11::float8[], $12::float8[], $13::float8[], $14::text[], $15::bigint[], $16::timestamptz[], $17::bigint[], $18::timestamptz[], $19::text[])
       as n (id, incident_id, call_id, area_code, household_id, person_id, state, opened_at, asked_at, asks, lng, lat, accuracy_meters, note, taken_by,
         taken_at, ended_by, ended_at, reason)
     on conflict (id) do update set call_id = excluded.call_id, state = excluded.state, asked_at = excluded.asked_at, asks = excluded.asks,
       position = excluded.position, accuracy_meters = excluded.accuracy_meters, note = excluded.note, taken_by = excluded.taken_by,
       taken_at = excluded.taken_at, ended_by = excluded.ended_by, ended_at = excluded.ended_at, reason = excluded.reason`,
    [...askings(requests), ...doings(tx, requests)],
  );
}

function askings(requests: readonly HelpStanding[]): unknown[] {
  return [
    requests.map((request) => request.id),
    requests.map((request) => request.incidentId),
    requests.map((request) => request.callId),
    requests.map((request) => request.areaCode),
    requests.map((request) => request.householdId),
    requests.map((request) => request.personId),
    requests.map((request) => request.state),
    requests.map((request) => request.at),
    requests.map((request) => request.askedAt),
    requests.map((request) => request.asks),
  ];
}

function doings(tx: Tx, requests: readonly HelpStanding[]): unknown[] {
  return [
    requests.map(({ position }) => position?.lng ?? null),
    requests.map(({ position }) => position?.lat ?? null),
    requests.map(({ position }) => position?.accuracyMeters ?? null),
    requests.map((request) => tx.seal('help_request.note', request.note)),
    requests.map((request) => request.takenBy),
    requests.map((request) => request.takenAt),
    requests.map((request) => request.endedBy),
    requests.map((request) => request.endedAt),
    requests.map((request) => tx.seal('help_request.reason', request.reason)),
  ];
}

export async function insertHelpEvents(tx: Tx, events: readonly NewHelpEvent[]): Promise<void> {
  await tx.query(
    `insert into help_event (help_request_id, area_code, kind, at, receipt_id, user_id, reason)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::uuid[], $6::bigint[], $7::text[])`,
    [
      events.map((event) => event.helpRequestId),
      events.map((event) => event.areaCode),
      events.map((event) => event.kind),
      events.map((event) => event.at),
      events.map((event) => event.receiptId),
      events.map((event) => event.userId),
      events.map((event) => tx.seal('help_event.reason', event.reason)),
    ],
  );
}

/** What {@link helpColumns} read. */
export interface MarkRow extends Omit<HelpMark, keyof Times | 'position' | 'center'>, Times, Seen {
  centerLng: number | null;
  centerLat: number | null;
}

/** Without a position of the phone's, where a camera says that it was. */
const place = `left join lateral (
    select photo.position from help_event e join photo on photo.receipt_id = e.receipt_id
    where e.help_request_id = h.id and photo.position is not null order by e.id desc limit 1
  ) shot on h.position is null
  cross join lateral (select coalesce(h.position, shot.position) as seen) place`;
export const helpFrom = `help_request h join call c on c.id = h.call_id join call_out o on o.id = c.call_out_id join area a on a.code = h.area_code ${place}`;
export const helpColumns = `${columns}, c.call_out_id as "callOutId", o.level, st_x(place.seen) as lng, st_y(place.seen) as lat,
  h.accuracy_meters as "accuracyMeters", st_x(a.center) as "centerLng", st_y(a.center) as "centerLat"`;

/** What facts say of these requests. */
export async function helpMarks(tx: Tx, ids: readonly HelpRequestId[]): Promise<HelpMark[]> {
  const rows = await tx.query<MarkRow & Row>(`select ${helpColumns} from ${helpFrom} where h.id = any($1::uuid[]) order by h.id`, [ids]);
  return rows.map((row: MarkRow) => markFrom(row));
}

/** The request that a receipt belongs to. */
export async function helpOfReceipt(tx: Tx, receiptId: string): Promise<HelpRequestId | undefined> {
  return (await tx.one<{ id: HelpRequestId }>(`select help_request_id as id from help_event where receipt_id = $1`, [receiptId]))?.id;
}

/** The calls by which these requests were asked, and whether any that is still wanted was: several households may hang on one call. */
export async function needsOf(tx: Tx, ids: readonly HelpRequestId[]): Promise<{ id: CallId; isNeeded: boolean }[]> {
  return tx.query<Row & { id: CallId; isNeeded: boolean }>(
    `select r.call_id as id, bool_or(${isWanted}) as "isNeeded"
     from receipt r join help_event e on e.receipt_id = r.id and e.kind = 'asked' join help_request h on h.id = e.help_request_id
     where r.call_id in (select own.call_id from help_event asked join receipt own on own.id = asked.receipt_id where asked.help_request_id = any($1::uuid[]))
     group by r.call_id`,
    [ids],
  );
}

/** Takes those of which the log does not know yet: what a migration has made of older rows. */
export async function claimUnlogged(tx: Tx): Promise<{ id: HelpRequestId; incidentId: IncidentId }[]> {
  return tx.query<Row & { id: HelpRequestId; incidentId: IncidentId }>(
    `update help_request set is_in_log = true where not is_in_log returning id, incident_id as "incidentId"`,
  );
}

function standingFrom({ lng, lat, accuracyMeters, ...row }: StandingRow): HelpStanding {
  return { ...row, ...timesOf(row), position: lng === null || lat === null ? null : { lng, lat, accuracyMeters } };
}

/** A row of a mark as the contract says it. */
export function markFrom<M extends MarkRow>({ lng, lat, accuracyMeters, centerLng, centerLat, ...row }: M) {
  return {
    ...row,
    ...timesOf(row),
    position: lng === null || lat === null ? null : { lng, lat, accuracyMeters },
    center: centerLng === null || centerLat === null ? null : { lng: centerLng, lat: centerLat },
  };
}

function timesOf({ at, askedAt, takenAt, endedAt }: Times) {
  return {
    at: at.toISOString(),
    askedAt: askedAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
