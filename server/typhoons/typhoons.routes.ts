import { Router } from 'express';
import { TyphoonId } from '../contract/typhoons.ts';
import type { Database } from '../kernel/db.ts';
import { idFrom, scopeOf } from '../kernel/http.ts';
import { classifiedTyphoon } from './typhoons.commands.ts';
import { typhoonSummaries } from './typhoons.store.ts';

/** Express gives both answers an ETag: a browser that asks again is told 304. */
export function typhoonRoutes(database: Database): Router {
  return Router()
    .get('/typhoons', async (req, res) => {
      res.set('cache-control', 'private, no-cache').json(await database.transaction(scopeOf(req), typhoonSummaries));
    })
    .get('/typhoons/:id', async (req, res) => {
      const id = idFrom(TyphoonId, req.params.id, 'typhoon/unknown');
      res.set('cache-control', 'private, no-cache').json(await database.transaction(scopeOf(req), (tx) => classifiedTyphoon(tx, id)));
    });
}
