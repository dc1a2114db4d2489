import type { RequestHandler, Response, Router } from 'express';
import type { Database } from '../kernel/db.ts';
import { within } from '../kernel/networks.ts';
import { routes } from '../kernel/routes.ts';
import { scrapes, type MetricsDoors } from './metrics.commands.ts';

export interface ScrapeDoors extends MetricsDoors {
  /** Addresses and networks that need no session. */
  from: readonly string[];
}

/** How the server does, for who watches the system, and without a session for the addresses of a Prometheus. */
export function metricsRoutes({ from, ...doors }: ScrapeDoors): { scraped: RequestHandler; router: Router } {
  const scrape = scrapes(doors);
  const isFrom = within(from);
  const answer = async (res: Response) => void res.type(doors.metrics.registry.contentType).send(await scrape());
  return {
    scraped: async (req, res, next) => (isFrom(req.ip) ? answer(res) : next()),
    router: metricsOperation(doors.database, answer),
  };
}

function metricsOperation(database: Database, answer: (res: Response) => Promise<void>): Router {
  return routes(database, { 'get /metrics': ({ res }) => answer(res) });
}
