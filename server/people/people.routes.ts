import type { Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { requireRevealer, scopeOf } from '../kernel/http/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes } from '../kernel/http/routes.ts';
import { reveal } from './people.commands.ts';
import { personById } from './people.store.ts';

export function peopleRoutes(database: Database, clock: Clock): Router {
  return routes(database, {
    'get /people/:id': async ({ params: { id }, scoped }) => {
      const person = await scoped((tx) => personById(tx, id));
      if (!person) throw new Refusal('person/unknown');
      return person;
    },
    'post /people/:id/reveal': async ({ params: { id: personId }, body: { purpose }, req, res }) => {
      const wanted = { personId, purpose, reader: requireRevealer(req), ...(req.ip && { address: req.ip }) };
      const person = await database.transaction({ ...scopeOf(req), personal: true }, (tx) => reveal(tx, wanted, clock.now()));
      res.set('cache-control', 'no-store');
      return person;
    },
  });
}
