import type { AreaCode } from '../contract/areas.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { type OverlayKind, type OverlayState, overlayStates } from '../contract/overlays.ts';
import type { Tx } from '../kernel/db/db.ts';

/** A row of a register: its kind, and by what the register tells it from others. */
export interface Subject<K extends OverlayKind> {
  kind: K;
  subjectId: string;
}

export interface Overlay<K extends OverlayKind> extends Subject<K> {
  /** That of the row in its register: who sees the row sees what an incident has made of it. */
  areaCode: AreaCode;
  state: OverlayState<K>;
  /** The incident's time. */
  at: Date;
  userId: number;
}

/** How a row stands in an incident as far as the incident has changed it; undefined: as in the register. */
export async function overlayOf<K extends OverlayKind>(
  tx: Tx,
  incidentId: IncidentId,
  { kind, subjectId }: Subject<K>,
): Promise<OverlayState<K> | undefined> {
  const row = await tx.one<{ state: unknown }>(
    `select state from incident_overlay where incident_id = $1 and kind = $2 and subject_id = $3`,
    [incidentId, kind, subjectId],
  );
  return row && overlayStates[kind].parse(row.state);
}

/** Open actual incidents, the given one left out, that have changed this row themselves; in order of id, in which locks of logs are taken. */
export async function actualIncidentsOver(tx: Tx, besides: IncidentId, { kind, subjectId }: Subject<OverlayKind>): Promise<IncidentId[]> {
  const rows = await tx.query<{ id: IncidentId }>(
    `select i.id from incident i join incident_overlay o on o.incident_id = i.id
     where i.mode = 'actual' and i.state = 'open' and i.id <> $1 and o.kind = $2 and o.subject_id = $3 order by i.id`,
    [besides, kind, subjectId],
  );
  return rows.map(({ id }) => id);
}

/** Lays the same state over a row in each of these incidents, in place of what lay there. */
export async function saveOverlays<K extends OverlayKind>(tx: Tx, incidentIds: readonly IncidentId[], overlay: Overlay<K>): Promise<void> {
  const { kind, subjectId, areaCode, state, at, userId } = overlay;
  await tx.query(
    `insert into incident_overlay (incident_id, kind, subject_id, area_code, state, changed_at, changed_by)
     select id, $2, $3, $4, $5, $6, $7 from unnest($1::uuid[]) id
     on conflict (incident_id, kind, subject_id) do update
       set area_code = excluded.area_code, state = excluded.state, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [incidentIds, kind, subjectId, areaCode, overlayStates[kind].parse(state), at, userId],
  );
}
