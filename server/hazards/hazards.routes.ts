import { Router } from 'express';
import { z } from 'zod';
import { IncidentId } from '../contract/incidents.ts';
import { RecordId } from '../contract/records.ts';
import { hazardStates } from '../contract/registers.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { moveHazard } from './hazards.commands.ts';

const HazardStateChange = z.strictObject({ state: z.enum(hazardStates) });

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
