import { areaPrefix } from '../contract/areas.ts';
import type { NewFact } from '../contract/facts.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import type { HazardState } from '../contract/registers.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { asItStands, layOver } from '../incidents/overlays.commands.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { moved } from './hazards.rules.ts';
import { lockHazard, saveLedgerState } from './hazards.store.ts';

export interface HazardMove {
  incidentId: IncidentId;
  hazardId: number;
  state: HazardState;
  /** Who moves it. */
  userId: number;
}

/**
 * Moves a hazard along the ledger during an incident, and tells every open map of that incident.
 *
 * An exercise or a test plays it in itself only: a drill never closes a real hazard.
 */
export async function moveHazard(tx: Tx, ctx: Ctx, { incidentId, hazardId, state, userId }: HazardMove): Promise<NewFact> {
  const incident = await openIncidentWith(tx, incidentId);
  const hazard = await lockHazard(tx, hazardId);
  if (!hazard) throw new Refusal('hazard/unknown');
  if (!hazard.townshipCode.startsWith(areaPrefix(incident.areaCode))) throw new Refusal('area/outside');

  const at = incidentNow(incident, ctx.now);
  const subject = { kind: 'hazard', subjectId: String(hazard.id) } as const;
  const next = moved(await asItStands(tx, incidentId, { ...subject, row: hazard }), state, at);
  const fact: NewFact = {
    kind: 'layer.put',
    areaCode: hazard.townshipCode,
    layerId: 'hazards',
    rows: [{ id: hazard.id, state: next.state }],
  };
  await layOver(tx, ctx, {
    ...{ incident, ...subject },
    areaCode: hazard.areaCode,
    state: { state: next.state, closedOn: next.closedOn },
    ...{ at, userId, fact },
    writeThrough: () => saveLedgerState(tx, next),
  });
  return fact;
}

async function openIncidentWith(tx: Tx, id: IncidentId): Promise<Incident> {
  const incident = await incidentById(tx, id);
  if (!incident) throw new Refusal('incident/unknown');
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  return incident;
}
