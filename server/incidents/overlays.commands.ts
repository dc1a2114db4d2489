import type { NewFact } from '../contract/facts.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import type { OverlayKind, OverlayState } from '../contract/overlays.ts';
import { lockHead, record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { isWrittenThrough } from './overlays.rules.ts';
import { actualIncidentsOver, overlayOf, saveOverlays, type Overlay, type Subject } from './overlays.store.ts';

/** A row of a register as it stands in an incident: what the incident has changed lies over it. */
export async function asItStands<K extends OverlayKind, R extends OverlayState<K>>(
  tx: Tx,
  incidentId: IncidentId,
  { row, ...subject }: Subject<K> & { row: R },
): Promise<R> {
  return { ...row, ...(await overlayOf(tx, incidentId, subject)) };
}

export interface OverlayChange<K extends OverlayKind> extends Overlay<K> {
  incident: Incident;
  /** What the maps of the incident are told. */
  fact: NewFact;
  /** Changes the register alike. */
  writeThrough: () => Promise<void>;
}

/**
 * Changes how a row of a register stands in an incident, and tells its maps. Whoever calls it holds the lock of the row itself, so that two
 * changes of one row come one after the other in whichever incidents they are made.
 *
 * What has happened in an actual incident is written through to the register, and to the other open actual incidents that have changed the
 * row before: else what they once said would lie over what is so now.
 */
export async function layOver<K extends OverlayKind>(tx: Tx, ctx: Ctx, { incident, ...change }: OverlayChange<K>): Promise<void> {
  const isReal = isWrittenThrough(incident);
  const others = isReal ? await actualIncidentsOver(tx, incident.id, change) : [];
  const ids = [incident.id, ...others];
  for (const id of ids.toSorted()) await lockHead(tx, id);
  await saveOverlays(tx, ids, change);
  if (isReal) await change.writeThrough();
  for (const incidentId of ids) await record(tx, { incidentId, at: change.at, doorbell: ctx.doorbell }, [change.fact]);
}
