import { Router } from 'express';
import { z } from 'zod';
import { AreaCode } from '../contract/areas.ts';
import type { Database } from '../kernel/db.ts';
import { scopeOf } from '../kernel/http.ts';
import { PackedAnswers, sendPacked } from '../kernel/packed-answers.ts';
import { versionOf } from '../layers/layers.store.ts';
import { areasAboveVillages, boundaries, villagesOf } from './areas.store.ts';

const Villages = z.object({ level: z.literal('village'), parent: AreaCode.optional() });
const AreaQuery = z.union([z.strictObject({}), Villages]);

/** Names and outlines of areas are open to everyone who is signed in, whatever their own area. */
export function areaRoutes(database: Database): Router {
  const packed = new PackedAnswers();

  return Router()
    .get('/areas', async (req, res) => {
      const query = AreaQuery.parse(req.query);
      const found = await database.transaction(scopeOf(req), (tx) =>
        'level' in query ? villagesOf(tx, query.parent) : areasAboveVillages(tx),
      );
      res.set('cache-control', 'private, no-cache').json(found);
    })
    .get('/areas/boundaries', async (req, res) => {
      const scope = scopeOf(req);
      const { version } = await database.transaction(scope, (tx) => versionOf(tx, 'areas'));
      const made = await packed.get('boundaries', version, async () => ({
        bytes: Buffer.from(await database.transaction(scope, boundaries)),
        about: null,
      }));
      sendPacked(req, res, { packed: made, type: 'application/geo+json' });
    });
}
