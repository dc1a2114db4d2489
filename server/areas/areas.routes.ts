import type { Router } from 'express';
import type { Database } from '../kernel/db/db.ts';
import { PackedAnswers, sendPacked } from '../kernel/http/packed-answers.ts';
import { routes } from '../kernel/http/routes.ts';
import { versionOf } from '../layers/layers.store.ts';
import { areasAboveVillages, boundaries, villagesOf } from './areas.store.ts';

/** Names and outlines of areas are open to everyone who is signed in, whatever their own area. */
export function areaRoutes(database: Database): Router {
  const packed = new PackedAnswers();

  return routes(database, {
    'get /areas': ({ query: { level, parent }, scoped, res }) => {
      res.set('cache-control', 'private, no-cache');
      return scoped((tx) => (level === 'village' ? villagesOf(tx, parent) : areasAboveVillages(tx)));
    },
    'get /areas/boundaries': async ({ scoped, req, res }) => {
      const { version } = await scoped((tx) => versionOf(tx, 'areas'));
      const made = await packed.get('boundaries', version, async () => ({ bytes: Buffer.from(await scoped(boundaries)), about: null }));
      sendPacked(req, res, { packed: made, type: 'application/geo+json' });
    },
  });
}
