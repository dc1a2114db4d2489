import type { Incident, IncidentClock, IncidentId } from '../contract/incidents.ts';
import type { Tx } from '../kernel/db.ts';

interface IncidentRow {
  id: IncidentId;
  name: string;
  kind: string;
  mode: Incident['mode'];
  state: Incident['state'];
  areaCode: string;
  typhoonId: string | null;
  openedAt: Date;
  clockAt: Date | null;
  clockSetAt: Date | null;
  clockRate: number | null;
  clockPaused: boolean | null;
  seq: number;
}

const columns = `id, name, kind, mode, state, area_code as "areaCode", typhoon_id as "typhoonId", opened_at as "openedAt",
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

/** Newest first: every incident that the scope may follow. */
export async function incidents(tx: Tx): Promise<Incident[]> {
  const rows = await tx.query<IncidentRow & Record<string, unknown>>(`select ${columns} from incident order by opened_at desc, id`);
  return rows.map(incidentFrom);
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

export async function isKnownTyphoon(tx: Tx, id: string): Promise<boolean> {
  return (await tx.one(`select id from typhoon where id = $1`, [id])) !== undefined;
}

function clockColumns(clock: IncidentClock | null): unknown[] {
  return clock ? [clock.at, clock.setAt, clock.rate, clock.paused] : [null, null, null, null];
}

function incidentFrom(row: IncidentRow): Incident {
  const { clockAt, clockSetAt, clockRate, clockPaused, openedAt, ...rest } = row;
  const clock =
    clockAt && clockSetAt
      ? { at: clockAt.toISOString(), setAt: clockSetAt.toISOString(), rate: clockRate ?? 1, paused: clockPaused ?? false }
      : null;
  return { ...rest, openedAt: openedAt.toISOString(), clock };
}
