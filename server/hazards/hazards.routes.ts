import type { Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { routes } from '../kernel/http/routes.ts';
import { moveHazard } from './hazards.commands.ts';

export function hazardRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  return routes(database, {
    'put /incidents/:id/hazards/:hazardId/state': async ({ params: { id, hazardId }, body, scoped, res }) => {
      res.json(await scoped((tx) => moveHazard(tx, { now: clock.now(), doorbell }, { incidentId: id, hazardId, ...body })));
    },
  });
}
