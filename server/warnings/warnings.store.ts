import type { IncidentId } from '../contract/incidents.ts';
import type { AreaCode } from '../contract/areas.ts';
import type { Warning, WarningId, WarningNote, WarningState } from '../contract/warnings.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { KnownWarning, MessageName, Reference } from './versions.rules.ts';

type Times = 'sent' | 'effective' | 'onset' | 'expires' | 'receivedAt' | 'endedAt';
type WarningRow = Row &
  Omit<Warning, Times | 'polygons'> &
  Record<Times, Date | null> & { polygons: { coordinates: Warning['polygons'] } | null; unresolved: string[] };

const columns = `w.id, w.incident_id as "incidentId", w.identifier, w.sender, w.sent, w.status, w.msg_type as "msgType", w.version, w.state,
  w.event, w.event_code as "eventCode", w.level, w.sender_name as "senderName", w.headline, w.description, w.instruction, w.effective,
  w.onset, w.expires, w.placement, w.area_codes as areas, w.unknown_codes as "unknownCodes", st_asgeojson(w.polygon, 6)::json as polygons,
  coalesce(o.id, (select kept.id from kept_call_outs(w.id) kept limit 1)) as "callOutId", w.received_at as "receivedAt", w.ended_at as "endedAt",
  w.expired_at is not null as expired, w.notes, w.unresolved, w.supersedes,
  case when d.id is not null then json_build_object('warningId', d.id, 'identifier', d.identifier, 'sender', d.sender,
    'sent', to_char(d.sent at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'headline', d.headline,
    'state', coalesce(w.double_choice, 'proposed')) end as merge`;
const from = `warning w left join call_out o on o.notice_id = w.id left join warning d on d.id = w.double_of`;

/** Every version that the incident holds, in the order in which they were received. */
export async function warningsOf(tx: Tx, incidentId: IncidentId): Promise<Warning[]> {
  const rows = await tx.query<WarningRow>(`select ${columns} from ${from} where w.incident_id = $1 order by w.received_at, w.sent, w.id`, [
    incidentId,
  ]);
  return rows.map(warningFrom);
}

export async function warningById(tx: Tx, id: WarningId): Promise<Warning | undefined> {
  return (await warningsById(tx, [id]))[0];
}

export async function warningsById(tx: Tx, ids: readonly WarningId[]): Promise<Warning[]> {
  const rows = await tx.query<WarningRow>(`select ${columns} from ${from} where w.id = any($1) order by w.sent, w.id`, [ids]);
  return rows.map(warningFrom);
}

/** A message that came before under the same name. */
export interface Namesake {
  id: WarningId;
  sent: string;
  source: string;
  broughtArea: AreaCode | null;
}

export async function namesakesOf(tx: Tx, incidentId: IncidentId, { sender, identifier }: MessageName): Promise<Namesake[]> {
  const rows = await tx.query<Omit<Namesake, 'sent'> & { sent: Date } & Row>(
    `select id, sent, source, brought_area as "broughtArea" from warning
     where incident_id = $1 and sender = $2 and identifier = $3 order by received_at, id`,
    [incidentId, sender, identifier],
  );
  return rows.map((row) => ({ ...row, sent: row.sent.toISOString() }));
}

/** What the messages are called that a sender has sent in one second, in whatever incident. */
export async function identifiersOf(tx: Tx, { sender, sent }: { sender: string; sent: Date }): Promise<string[]> {
  const rows = await tx.query<{ identifier: string }>(`select identifier from warning where sender = $1 and sent = $2`, [sender, sent]);
  return rows.map(({ identifier }) => identifier);
}

export async function heldWarnings(tx: Tx, incidentId: IncidentId): Promise<KnownWarning[]> {
  const rows = await tx.query<Row & Omit<KnownWarning, 'sent' | 'unresolved'> & { sent: Date; unresolved: string[] }>(
    `select id, sender, identifier, sent, msg_type as "msgType", state, version, level, event, event_code as "eventCode", headline,
       expired_at is not null as expired, area_codes as areas, supersedes, unresolved, brought_area as "broughtArea",
       double_of as "doubleOf", double_choice as "doubleChoice"
     from warning where incident_id = $1`,
    [incidentId],
  );
  return rows.map((row) => ({ ...row, sent: row.sent.toISOString(), unresolved: row.unresolved.map(referenceFrom) }));
}

/** All versions that this one has replaced, as far as its references were resolved. */
export async function earlierVersions(tx: Tx, id: WarningId): Promise<WarningId[]> {
  const rows = await tx.query<{ id: WarningId }>(
    `with recursive earlier (id) as (
       select unnest(supersedes) from warning where id = $1
       union
       select unnest(warning.supersedes) from earlier join warning using (id)
     )
     select id from earlier`,
    [id],
  );
  return rows.map((row) => row.id);
}

/** What is kept of a message besides what the warning says. */
export interface KeptMessage {
  source: string;
  supersedes: readonly WarningId[];
  unresolved: readonly Reference[];
  /** What of it was not understood, apart from references that find nothing: those may be found later. */
  notes?: readonly WarningNote[];
  /** Absent: the server made it by itself. */
  broughtBy?: { userId: number; areaCode: AreaCode };
}

export async function insertWarning(tx: Tx, warning: Warning, message: KeptMessage): Promise<void> {
  await tx.query(
    `insert into warning (id, incident_id, identifier, sender, sent, status, msg_type, version, state, event, event_code, level, sender_name,
       headline, description, instruction, effective, onset, expires, placement, area_codes, unknown_codes, polygon, supersedes, unresolved,
       source, received_at, expired_at, notes, double_of, double_choice, brought_by, brought_area)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
       st_setsrid(st_geomfromgeojson($23), 4326), $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)`,
    [
      ...[...ownValues(warning), message.supersedes, message.unresolved.map(referenceText), message.source, warning.receivedAt],
      ...[warning.expired ? warning.receivedAt : null, JSON.stringify(message.notes ?? []), warning.merge?.warningId ?? null],
      warning.merge && warning.merge.state !== 'proposed' ? warning.merge.state : null,
      ...[message.broughtBy?.userId ?? null, message.broughtBy?.areaCode ?? null],
    ],
  );
}

export async function saveDoubleChoice(tx: Tx, id: WarningId, choice: 'merged' | 'apart'): Promise<void> {
  await tx.query(`update warning set double_choice = $2 where id = $1`, [id, choice]);
}

/** In force, and leaving people to the calls of their double. */
export async function sharingWarnings(tx: Tx, incidentId: IncidentId): Promise<WarningId[]> {
  const rows = await tx.query<{ id: WarningId }>(
    `select id from warning
     where incident_id = $1 and state = 'inForce' and double_of is not null and double_choice is distinct from 'apart' order by sent, id`,
    [incidentId],
  );
  return rows.map(({ id }) => id);
}

/** Passes those of the warnings that are in force, or were until their time passed, into another state. */
export async function endForce(tx: Tx, ids: readonly WarningId[], state: WarningState): Promise<WarningId[]> {
  const rows = await tx.query<{ id: WarningId }>(
    `update warning set state = $2 where id = any($1) and state in ('inForce', 'expired') returning id`,
    [ids, state],
  );
  return rows.map((row) => row.id);
}

/** Ends one at the word of the desk that is in force, or was until its time passed. @returns whether it was */
export async function endByHand(tx: Tx, id: WarningId, at: Date): Promise<boolean> {
  const text = `update warning set state = 'ended', ended_at = $2 where id = $1 and state in ('inForce', 'expired') returning id`;
  return (await tx.one(text, [id, at])) !== undefined;
}

/** Open incidents in which some warning has an end that is still to come. */
export async function incidentsWithExpiry(tx: Tx): Promise<IncidentId[]> {
  const rows = await tx.query<{ id: IncidentId }>(
    `select id from incident i where state = 'open'
       and exists (select from warning w where w.incident_id = i.id and w.expired_at is null and w.expires is not null)`,
  );
  return rows.map(({ id }) => id);
}

/** Whether the time of some warning has passed that has not been noted. */
export async function isExpiryDue(tx: Tx, incidentId: IncidentId, now: Date): Promise<boolean> {
  const text = `select id from warning where incident_id = $1 and expired_at is null and expires <= $2 limit 1`;
  return (await tx.one(text, [incidentId, now])) !== undefined;
}

/** Notes that the time of these has passed. @returns all whose time has, those that were replaced before included */
export async function expireWarnings(tx: Tx, incidentId: IncidentId, now: Date): Promise<WarningId[]> {
  const rows = await tx.query<{ id: WarningId }>(
    `update warning set expired_at = $2, state = case state when 'inForce' then 'expired' else state end
     where incident_id = $1 and expired_at is null and expires <= $2 returning id`,
    [incidentId, now],
  );
  return rows.map(({ id }) => id);
}

/** What a message that ended something before it came lacks until then. */
export async function saveSubject(tx: Tx, id: WarningId, { level, event }: Pick<Warning, 'level' | 'event'>): Promise<void> {
  await tx.query(
    `update warning set level = $2, event = case event when '' then $3 else event end,
       notes = (select coalesce(jsonb_agg(note), '[]') from jsonb_array_elements(notes) note where note ->> 'code' <> 'no-level')
     where id = $1 and notes @> '[{"code": "no-level"}]'`,
    [id, level, event],
  );
}

export async function saveReferences(tx: Tx, warning: Pick<KnownWarning, 'id' | 'supersedes' | 'unresolved' | 'version'>): Promise<void> {
  await tx.query(`update warning set supersedes = $2, unresolved = $3, version = $4 where id = $1`, [
    warning.id,
    warning.supersedes,
    warning.unresolved.map(referenceText),
    warning.version,
  ]);
}

/** From `id` to `polygon`, in the order of the table. */
function ownValues(warning: Warning): unknown[] {
  const { polygons } = warning;
  return [
    ...[warning.id, warning.incidentId, warning.identifier, warning.sender, warning.sent, warning.status, warning.msgType],
    ...[warning.version, warning.state, warning.event, warning.eventCode, warning.level, warning.senderName],
    ...[warning.headline, warning.description, warning.instruction, warning.effective, warning.onset, warning.expires],
    ...[warning.placement, warning.areas, warning.unknownCodes],
    polygons.length > 0 ? JSON.stringify({ type: 'MultiPolygon', coordinates: polygons }) : null,
  ];
}

/** References that find nothing are said while they do; of other faults the message itself is the reason. */
export function unfoundNotes(unresolved: readonly Reference[]): WarningNote[] {
  return unresolved.map(({ sender, identifier }) => ({ code: 'reference-unfound', path: sender ? `${sender},${identifier}` : identifier }));
}

function warningFrom({ polygons, sent, effective, onset, expires, receivedAt, endedAt, notes, unresolved, ...row }: WarningRow): Warning {
  return {
    ...row,
    notes: [...notes, ...unfoundNotes(unresolved.map(referenceFrom))],
    sent: instant(sent) ?? '',
    effective: instant(effective),
    onset: instant(onset),
    expires: instant(expires),
    polygons: polygons?.coordinates ?? [],
    receivedAt: instant(receivedAt) ?? '',
    endedAt: instant(endedAt),
  };
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

/** As CAP writes references: `sender,identifier,sent`; none of the three can hold a comma. */
function referenceText({ sender, identifier, sent }: Reference): string {
  return [sender ?? '', identifier, sent ?? ''].join(',');
}

function referenceFrom(text: string): Reference {
  const [sender = '', identifier = '', sent = ''] = text.split(',');
  return { sender: sender === '' ? null : sender, identifier, sent: sent === '' ? null : sent };
}
