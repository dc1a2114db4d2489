import { Router } from 'express';
import { EditedPolicy, PutPolicy, type Policy } from '../contract/policies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { requireRight, scopeOf } from '../kernel/http.ts';
import { editPolicy, policies, previewed, resetPolicy } from './policies.commands.ts';

/** Whom each kind of weather and level calls, and how: for everyone to read, for administrators to edit. */
export function policyRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return Router()
    .get('/policies', async (req, res) => {
      res.json((await database.transaction(scopeOf(req), policies)) satisfies Policy[]);
    })
    .put('/policies/:id', async (req, res) => {
      const session = requireRight(req, 'policy.edit');
      const { id } = req.params;
      const put = PutPolicy.parse(req.body);
      res.json(await database.transaction(scopeOf(req), (tx) => editPolicy(tx, ctx(), { id, put, session })));
    })
    .post('/policies/preview', (req, res) => {
      requireRight(req, 'policy.edit');
      res.json(previewed(EditedPolicy.parse(req.body)));
    })
    .delete('/policies/:id', async (req, res) => {
      const session = requireRight(req, 'policy.edit');
      const { id } = req.params;
      res.json(await database.transaction(scopeOf(req), (tx) => resetPolicy(tx, ctx(), { id, session })));
    });
}
