import type { IncidentId } from '../contract/incidents.ts';
import type { Warning, WarningId, WarningState } from '../contract/warnings.ts';
import type { Row, Tx } from '../kernel/db.ts';
import type { HeldWarning, MessageName, Reference } from './versions.rules.ts';

type Times = 'sent' | 'effective' | 'onset' | 'expires' | 'receivedAt';
type WarningRow = Row &
  Omit<Warning, Times | 'polygons'> &
  Record<Times, Date | null> & { polygons: { coordinates: Warning['polygons'] } | null };

const columns = `w.id, w.incident_id as "incidentId", w.identifier, w.sender, w.sent, w.status, w.msg_type as "msgType", w.version, w.state,
  w.event, w.event_code as "eventCode", w.level, w.sender_name as "senderName", w.headline, w.description, w.instruction, w.effective,
  w.onset, w.expires, w.placement, w.area_codes as areas, w.unknown_codes as "unknownCodes", st_asgeojson(w.polygon, 6)::json as polygons,
  coalesce(o.id, (select kept.id from kept_call_outs(w.id) kept limit 1)) as "callOutId", w.received_at as "receivedAt",
  w.supersedes`;
const from = `warning w left join call_out o on o.warning_id = w.id`;

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

/** The same message as received before, and whether it was the very same text. */
export async function receivedBefore(
  tx: Tx,
  incidentId: IncidentId,
  { message, source }: { message: MessageName; source: string },
): Promise<{ warning: Warning; isSameText: boolean } | undefined> {
  const row = await tx.one<WarningRow & { isSameText: boolean }>(
    `select ${columns}, w.source = $5 as "isSameText" from ${from}
     where w.incident_id = $1 and w.sender = $2 and w.identifier = $3 and w.sent = $4`,
    [incidentId, message.sender, message.identifier, message.sent, source],
  );
  if (!row) return undefined;
  const { isSameText, ...warning } = row;
  return { warning: warningFrom(warning), isSameText };
}

/**
 * Lets one message at a time into an incident, until the transaction ends: an Update and its Alert that arrive together must meet. Taken
 * before any other lock, by nobody else.
 */
export async function lockWarnings(tx: Tx, incidentId: IncidentId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 1))`, [incidentId]);
}

export async function heldWarnings(tx: Tx, incidentId: IncidentId): Promise<HeldWarning[]> {
  const rows = await tx.query<Row & Omit<HeldWarning, 'sent' | 'unresolved'> & { sent: Date; unresolved: string[] }>(
    `select id, sender, identifier, sent, msg_type as "msgType", state, version, level, event, area_codes as areas, supersedes, unresolved
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

export async function insertWarning(
  tx: Tx,
  warning: Warning,
  message: { source: string; supersedes: readonly WarningId[]; unresolved: readonly Reference[] },
): Promise<void> {
  await tx.query(
    `insert into warning (id, incident_id, identifier, sender, sent, status, msg_type, version, state, event, event_code, level, sender_name,
       headline, description, instruction, effective, onset, expires, placement, area_codes, unknown_codes, polygon, supersedes, unresolved,
       source, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
       st_setsrid(st_geomfromgeojson($23), 4326), $24, $25, $26, $27)`,
    [...ownValues(warning), message.supersedes, message.unresolved.map(referenceText), message.source, warning.receivedAt],
  );
}

/** Passes those of the warnings that are in force into another state. */
export async function endForce(tx: Tx, ids: readonly WarningId[], state: WarningState): Promise<WarningId[]> {
  const rows = await tx.query<{ id: WarningId }>(`update warning set state = $2 where id = any($1) and state = 'inForce' returning id`, [
    ids,
    state,
  ]);
  return rows.map((row) => row.id);
}

export async function saveReferences(tx: Tx, warning: Pick<HeldWarning, 'id' | 'supersedes' | 'unresolved'>): Promise<void> {
  await tx.query(`update warning set supersedes = $2, unresolved = $3 where id = $1`, [
    warning.id,
    warning.supersedes,
    warning.unresolved.map(referenceText),
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

function warningFrom({ polygons, sent, effective, onset, expires, receivedAt, ...row }: WarningRow): Warning {
  return {
    ...row,
    sent: instant(sent) ?? '',
    effective: instant(effective),
    onset: instant(onset),
    expires: instant(expires),
    polygons: polygons?.coordinates ?? [],
    receivedAt: instant(receivedAt) ?? '',
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
