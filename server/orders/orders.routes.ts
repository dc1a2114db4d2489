import type { Router } from 'express';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes } from '../kernel/http/routes.ts';
import { giveOrder } from './orders.commands.ts';
import { ordersOf } from './orders.store.ts';

/** Orders; what the asker may not see is unknown to the asker, whatever the server sees. */
export function orderRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  return routes(database, {
    'post /orders': async ({ body: order, by, scoped, res }) => {
      if (!(await scoped((tx) => incidentById(tx, order.incident)))) throw new Refusal('incident/unknown');
      const giving = { order, ...by };
      const { isNew, ...given } = await database.transaction(wholeServer, (tx) => giveOrder(tx, { now: clock.now(), doorbell }, giving));
      res.status(isNew ? 201 : 200);
      return given;
    },
    'get /incidents/:id/orders': async ({ params: { id }, scoped }) =>
      scoped(async (tx) => {
        if (!(await incidentById(tx, id))) throw new Refusal('incident/unknown');
        return ordersOf(tx, id);
      }),
  });
}
