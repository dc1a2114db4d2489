import { Router } from 'express';
import { HazardStateChange } from '../contract/hazards.ts';
import { IncidentId } from '../contract/incidents.ts';
import { RecordId } from '../contract/records.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { moveHazard } from './hazards.commands.ts';

export function hazardRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  return Router().put('/incidents/:id/hazards/:hazardId/state', async (req, res) => {
    requireRight(req, 'register.edit');
    const move = {
      incidentId: idFrom(IncidentId, req.params.id, 'incident/unknown'),
      hazardId: idFrom(RecordId, req.params.hazardId, 'hazard/unknown'),
      ...HazardStateChange.parse(req.body),
    };
    res.json(await database.transaction(scopeOf(req), (tx) => moveHazard(tx, { now: clock.now(), doorbell }, move)));
  });
}
