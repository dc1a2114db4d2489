import { Router } from 'express';
import { PersonId, RevealRequest } from '../contract/people.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import { idFrom, requireRevealer, scopeOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { reveal } from './people.commands.ts';
import { personById } from './people.store.ts';

export function peopleRoutes(database: Database, clock: Clock): Router {
  return Router()
    .get('/people/:id', async (req, res) => {
      const id = idFrom(PersonId, req.params.id, 'person/unknown');
      const person = await database.transaction(scopeOf(req), (tx) => personById(tx, id));
      if (!person) throw new Refusal('person/unknown');
      res.json(person);
    })
    .post('/people/:id/reveal', async (req, res) => {
      const reader = requireRevealer(req);
      const personId = idFrom(PersonId, req.params.id, 'person/unknown');
      const { purpose } = RevealRequest.parse(req.body);
      const wanted = { personId, purpose, reader, ...(req.ip && { address: req.ip }) };
      const person = await database.transaction({ ...scopeOf(req), personal: true }, (tx) => reveal(tx, wanted, clock.now()));
      res.set('cache-control', 'no-store').json(person);
    });
}
