import { Router } from 'express';
import { IncidentId } from '../contract/incidents.ts';
import { GivenOrder, NewOrder, type Order } from '../contract/orders.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { giveOrder } from './orders.commands.ts';
import { ordersOf } from './orders.store.ts';

/** Orders; what the asker may not see is unknown to the asker, whatever the server sees. */
export function orderRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  return Router()
    .post('/orders', async (req, res) => {
      const session = requireRight(req, 'order.give');
      const order = NewOrder.parse(req.body);
      if (!(await database.transaction(scopeOf(req), (tx) => incidentById(tx, order.incident)))) throw new Refusal('incident/unknown');
      const giving = { order, session, ...(req.ip && { address: req.ip }) };
      const { isNew, ...given } = await database.transaction(wholeServer, (tx) => giveOrder(tx, { now: clock.now(), doorbell }, giving));
      res.status(isNew ? 201 : 200).json(GivenOrder.parse(given));
    })
    .get('/incidents/:id/orders', async (req, res) => {
      const id = idFrom(IncidentId, req.params.id, 'incident/unknown');
      if (!(await database.transaction(scopeOf(req), (tx) => incidentById(tx, id)))) throw new Refusal('incident/unknown');
      res.json((await database.transaction(scopeOf(req), (tx) => ordersOf(tx, id))) satisfies Order[]);
    });
}
