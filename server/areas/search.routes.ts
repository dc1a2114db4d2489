import type { Router } from 'express';
import type { Database } from '../kernel/db/db.ts';
import { routes } from '../kernel/http/routes.ts';
import { search } from './search.commands.ts';

export function searchRoutes(database: Database): Router {
  return routes(database, { 'get /search': ({ query: { q }, scoped }) => scoped((tx) => search(tx, q)) });
}
