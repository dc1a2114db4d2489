import { Router, type Request } from 'express';
import { NewLeave, NewShifts, RotaQuery } from '../contract/duty.ts';
import { RowId } from '../contract/posts.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { addLeave, addShifts, dropLeave, dropShift, rotaOf, type Planner } from './duty.commands.ts';

export function dutyRoutes(database: Database, clock: Clock): Router {
  const planner = (req: Request): Planner => ({ planner: requireRight(req, 'duty.edit'), now: clock.now() });
  return Router()
    .get('/duty', async (req, res) => {
      requireRight(req, 'tree.read');
      const query = RotaQuery.parse(req.query);
      res.json(await database.transaction(scopeOf(req), (tx) => rotaOf(tx, query)));
    })
    .post('/duty/shifts', async (req, res) => {
      const by = planner(req);
      const wanted = NewShifts.parse(req.body);
      res.status(201).json(await database.transaction(scopeOf(req), (tx) => addShifts(tx, by, wanted)));
    })
    .delete('/duty/shifts/:id', async (req, res) => {
      const by = planner(req);
      const id = idFrom(RowId, req.params.id, 'shift/unknown');
      await database.transaction(scopeOf(req), (tx) => dropShift(tx, by, id));
      res.status(204).end();
    })
    .post('/duty/leaves', async (req, res) => {
      const by = planner(req);
      const wanted = NewLeave.parse(req.body);
      res.status(201).json(await database.transaction(scopeOf(req), (tx) => addLeave(tx, by, wanted)));
    })
    .delete('/duty/leaves/:id', async (req, res) => {
      const by = planner(req);
      const id = idFrom(RowId, req.params.id, 'leave/unknown');
      await database.transaction(scopeOf(req), (tx) => dropLeave(tx, by, id));
      res.status(204).end();
    });
}
