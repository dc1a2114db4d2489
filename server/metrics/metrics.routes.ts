import type { RequestHandler, Response, Router } from 'express';
import type { Database } from '../kernel/db/db.ts';
import { within } from '../kernel/http/networks.ts';
import { routes } from '../kernel/http/routes.ts';
import { scrapes, type MetricsDependencies } from './metrics.commands.ts';

export interface ScrapeDependencies extends MetricsDependencies {
  /** Addresses and networks that need no session. */
  from: readonly string[];
}

/** How the server does, for who watches the system, and without a session for the addresses of a Prometheus. */
export function metricsRoutes({ from, ...dependencies }: ScrapeDependencies): { scraped: RequestHandler; router: Router } {
  const scrape = scrapes(dependencies);
  const isFrom = within(from);
  const answer = async (res: Response) => void res.type(dependencies.metrics.registry.contentType).send(await scrape());
  return {
    scraped: async (req, res, next) => (req.method === 'GET' && req.path === '/metrics' && isFrom(req.ip) ? answer(res) : next()),
    router: metricsOperation(dependencies.database, answer),
  };
}

function metricsOperation(database: Database, answer: (res: Response) => Promise<void>): Router {
  return routes(database, { 'get /metrics': ({ res }) => answer(res) });
}
