import { areaPrefix } from '../contract/areas.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import { hazardStates, type HazardState } from '../contract/registers.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { type LedgerEntry, moved } from './hazards.rules.ts';
import { lockHazard, playedState, saveLedgerState } from './hazards.store.ts';

export interface HazardMove {
  incidentId: IncidentId;
  hazardId: number;
  state: HazardState;
}

/**
 * Moves a hazard along the ledger during an incident, and tells every open map of that incident.
 *
 * An exercise or a test plays it in its own log only: a drill never closes a real hazard.
 */
export async function moveHazard(tx: Tx, ctx: Ctx, { incidentId, hazardId, state }: HazardMove): Promise<NewFact> {
  const incident = await openIncidentWith(tx, incidentId);
  const hazard = await lockHazard(tx, hazardId);
  if (!hazard) throw new Refusal('hazard/unknown');
  if (!hazard.townshipCode.startsWith(areaPrefix(incident.areaCode))) throw new Refusal('area/outside');

  const at = incidentNow(incident, ctx.now);
  const next = moved(await asStands(tx, incident, hazard), state, at);
  if (incident.mode === 'actual') await saveLedgerState(tx, next);
  const fact: NewFact = {
    kind: 'layer.put',
    areaCode: hazard.townshipCode,
    layerId: 'hazards',
    rows: [{ id: hazard.id, state: next.state }],
  };
  await record(tx, { incidentId, at, doorbell: ctx.doorbell }, [fact]);
  return fact;
}

async function openIncidentWith(tx: Tx, id: IncidentId): Promise<Incident> {
  const incident = await incidentById(tx, id);
  if (!incident) throw new Refusal('incident/unknown');
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  return incident;
}

async function asStands(tx: Tx, incident: Incident, hazard: LedgerEntry): Promise<LedgerEntry> {
  if (incident.mode === 'actual') return hazard;
  const played = await playedState(tx, incident.id, hazard.id);
  return { ...hazard, state: hazardStates.find((state) => state === played) ?? hazard.state };
}
