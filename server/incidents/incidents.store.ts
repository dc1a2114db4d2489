import { watchdogKind, type Incident, type IncidentClock, type IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { DamagedLog } from '../kernel/log/integrity.ts';

interface IncidentRow {
  id: IncidentId;
  name: string;
  kind: string;
  mode: Incident['mode'];
  state: Incident['state'];
  areaCode: string;
  typhoonId: string | null;
  openedAt: Date;
  closedAt: Date | null;
  reopenAskedBy: number | null;
  reopenAskedAt: Date | null;
  apartAt: Date | null;
  brokenAt: number | null;
  clockAt: Date | null;
  clockSetAt: Date | null;
  clockRate: number | null;
  clockPaused: boolean | null;
  seq: number;
}

const columns = `id, name, kind, mode, state, area_code as "areaCode", typhoon_id as "typhoonId", opened_at as "openedAt",
  closed_at as "closedAt", reopen_asked_by as "reopenAskedBy", reopen_asked_at as "reopenAskedAt", apart_at as "apartAt", broken_at as "brokenAt",
  clock_at as "clockAt", clock_set_at as "clockSetAt", clock_rate as "clockRate", clock_paused as "clockPaused", head_seq as seq`;

export async function incidentById(tx: Tx, id: IncidentId): Promise<Incident | undefined> {
  const row = await tx.one<IncidentRow & Record<string, unknown>>(`select ${columns} from incident where id = $1`, [id]);
  return row && incidentFrom(row);
}

/** In order of id, so that whoever takes the locks of several logs takes them in the same order. */
export async function incidentsById(tx: Tx, ids: readonly IncidentId[]): Promise<Map<IncidentId, Incident>> {
  const rows = await tx.query<IncidentRow & Record<string, unknown>>(
    `select ${columns} from incident where id = any($1::uuid[]) order by id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, incidentFrom(row)]));
}

/** `for no key update`: `for update` would deadlock with the inserts of its facts and calls, which lock the key for share. */
export async function lockIncident(tx: Tx, id: IncidentId): Promise<Incident | undefined> {
  const row = await tx.one<IncidentRow & Record<string, unknown>>(`select ${columns} from incident where id = $1 for no key update`, [id]);
  return row && incidentFrom(row);
}

/** Newest first: those that people work in. The watchdog's own are no business of theirs. */
export async function incidentsToWorkIn(tx: Tx): Promise<Incident[]> {
  return (await incidents(tx)).filter(({ kind }) => kind !== watchdogKind);
}

/** Newest first: every incident that the scope may follow. */
export async function incidents(tx: Tx): Promise<Incident[]> {
  const rows = await tx.query<IncidentRow & Record<string, unknown>>(`select ${columns} from incident order by opened_at desc, id`);
  return rows.map(incidentFrom);
}

/** How far a chain of hashes goes. `chain`: the id of the incident. */
export interface KeptHead {
  chain: string;
  kind: string;
  seq: number;
  /** In hex. */
  hash: string;
}

export function chainHeads(tx: Tx): Promise<KeptHead[]> {
  return tx.query<KeptHead & Row>(`select id as chain, kind, head_seq as seq, encode(head_hash, 'hex') as hash from incident order by id`);
}

export async function insertIncident(tx: Tx, incident: Incident): Promise<void> {
  await tx.query(
    `insert into incident (id, name, kind, mode, area_code, typhoon_id, opened_at, clock_at, clock_set_at, clock_rate, clock_paused)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      incident.id,
      incident.name,
      incident.kind,
      incident.mode,
      incident.areaCode,
      incident.typhoonId,
      incident.openedAt,
      ...clockColumns(incident.clock),
    ],
  );
}

export async function saveClock(tx: Tx, id: IncidentId, clock: IncidentClock): Promise<void> {
  await tx.query(`update incident set clock_at = $2, clock_set_at = $3, clock_rate = $4, clock_paused = $5 where id = $1`, [
    id,
    ...clockColumns(clock),
  ]);
}

/** After the last fact: the head of a closed incident moves no more. */
export async function saveClosed(tx: Tx, id: IncidentId, at: Date): Promise<void> {
  await tx.query(`update incident set state = 'closed', closed_at = $2 where id = $1`, [id, at]);
}

/**
 * Closes drills, and incidents that are over, whose logs are damaged, for good; an actual one that is open is left as it is.
 *
 * @returns the ids of all that are apart now
 */
export async function setApart(tx: Tx, damaged: readonly DamagedLog[], at: Date): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `update incident i set state = 'closed', closed_at = coalesce(closed_at, clock_at, $3), apart_at = coalesce(apart_at, $3),
       broken_at = coalesce(i.broken_at, found.broken_at), reopen_asked_by = null, reopen_asked_at = null, reopen_reason = null
     from unnest($1::uuid[], $2::bigint[]) found (id, broken_at)
     where i.id = found.id and (i.mode <> 'actual' or i.state = 'closed') returning i.id`,
    [damaged.map(({ id }) => id), damaged.map(({ brokenAt }) => brokenAt), at],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Those that are apart, the newest first; the watchdog's own, too. */
export async function incidentsApart(tx: Tx): Promise<Incident[]> {
  return (await incidents(tx)).filter(({ apart }) => apart);
}

export interface ReopeningAsked {
  userId: number;
  at: Date;
  reason: string;
}

export async function saveReopeningAsked(tx: Tx, id: IncidentId, { userId, at, reason }: ReopeningAsked): Promise<void> {
  await tx.query(`update incident set reopen_asked_by = $2, reopen_asked_at = $3, reopen_reason = $4 where id = $1`, [
    id,
    userId,
    at,
    reason,
  ]);
}

/** @returns why the first of the two has asked for it */
export async function saveReopened(tx: Tx, id: IncidentId): Promise<string> {
  const { reason } = (await tx.one<{ reason: string }>(`select reopen_reason as reason from incident where id = $1`, [id]))!;
  await tx.query(
    `update incident set state = 'open', closed_at = null, reopen_asked_by = null, reopen_asked_at = null, reopen_reason = null where id = $1`,
    [id],
  );
  return reason;
}

export async function isKnownTyphoon(tx: Tx, id: string): Promise<boolean> {
  return (await tx.one(`select id from typhoon where id = $1`, [id])) !== undefined;
}

function clockColumns(clock: IncidentClock | null): unknown[] {
  return clock ? [clock.at, clock.setAt, clock.rate, clock.paused] : [null, null, null, null];
}

function incidentFrom(row: IncidentRow): Incident {
  const { clockAt, clockSetAt, clockRate, clockPaused, openedAt, closedAt, reopenAskedBy, reopenAskedAt, apartAt, brokenAt, ...rest } = row;
  const clock =
    clockAt && clockSetAt
      ? { at: clockAt.toISOString(), setAt: clockSetAt.toISOString(), rate: clockRate ?? 1, paused: clockPaused ?? false }
      : null;
  const reopening = reopenAskedBy !== null && reopenAskedAt ? { by: reopenAskedBy, at: reopenAskedAt.toISOString() } : null;
  const apart = apartAt && brokenAt !== null ? { at: apartAt.toISOString(), brokenAt } : null;
  return { ...rest, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, reopening, apart, clock };
}
