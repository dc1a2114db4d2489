import type { RequestHandler, Router } from 'express';
import { Router as router } from 'express';
import { areaRoutes } from './areas/areas.routes.ts';
import { figureRoutes } from './areas/figures.routes.ts';
import { searchRoutes } from './areas/search.routes.ts';
import type { Config } from './contract/config.ts';
import { hazardRoutes } from './hazards/hazards.routes.ts';
import { identityRoutes } from './identity/identity.routes.ts';
import { incidentRoutes } from './incidents/incidents.routes.ts';
import { createApi } from './kernel/api.ts';
import type { Clock } from './kernel/clock.ts';
import type { Database } from './kernel/db.ts';
import type { Doorbell } from './kernel/doorbell.ts';
import type { Log } from './kernel/log.ts';
import { layerRoutes } from './layers/layers.routes.ts';
import { peopleRoutes } from './people/people.routes.ts';
import { typhoonRoutes } from './typhoons/typhoons.routes.ts';

export interface Parts {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  log: Log;
  session: RequestHandler;
  config: Config;
  escalateDue: () => Promise<void>;
}

/** Every room's routes behind one guard. */
export function composeApi({ database, clock, doorbell, log, session, config, escalateDue }: Parts): Router {
  return createApi({
    database,
    clock,
    session,
    routers: [
      router().get('/config', (_req, res) => void res.json(config)),
      identityRoutes({ database, clock }),
      incidentRoutes({ database, clock, doorbell, onClockChange: escalateDue }),
      areaRoutes(database),
      figureRoutes(database),
      searchRoutes(database),
      layerRoutes(database),
      hazardRoutes(database, clock, doorbell),
      peopleRoutes(database, clock),
      typhoonRoutes(database),
    ],
  });
}
