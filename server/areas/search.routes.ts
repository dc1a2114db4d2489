import { Router } from 'express';
import { SearchQuery } from '../contract/search.ts';
import type { Database } from '../kernel/db.ts';
import { scopeOf } from '../kernel/http.ts';
import { search } from './search.commands.ts';

export function searchRoutes(database: Database): Router {
  return Router().get('/search', async (req, res) => {
    const { q } = SearchQuery.parse(req.query);
    res.json(await database.transaction(scopeOf(req), (tx) => search(tx, q)));
  });
}
