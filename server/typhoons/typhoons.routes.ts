import type { Router } from 'express';
import type { Database } from '../kernel/db/db.ts';
import { routes } from '../kernel/http/routes.ts';
import { classifiedTyphoon } from './typhoons.commands.ts';
import { typhoonSummaries } from './typhoons.store.ts';

/** Express gives both answers an ETag: a browser that asks again is told 304. */
export function typhoonRoutes(database: Database): Router {
  return routes(database, {
    'get /typhoons': ({ scoped, res }) => {
      res.set('cache-control', 'private, no-cache');
      return scoped(typhoonSummaries);
    },
    'get /typhoons/:id': async ({ params: { id }, scoped, res }) => {
      const typhoon = await scoped((tx) => classifiedTyphoon(tx, id));
      res.set('cache-control', 'private, no-cache');
      return typhoon;
    },
  });
}
