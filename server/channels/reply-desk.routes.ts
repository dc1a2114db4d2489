import type { Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { requireRevealer, scopeOf } from '../kernel/http/http.ts';
import { routes } from '../kernel/http/routes.ts';
import { listReplies, revealSender, settleReply } from './reply-desk.commands.ts';

export interface ReplyDeskDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
}

/** What came back and nothing could read: the list of a desk, and what an officer makes of it. */
export function replyDeskRoutes({ database, clock, doorbell }: ReplyDeskDependencies): Router {
  return routes(database, {
    'get /replies': ({ query: { state }, req }) =>
      database.transaction({ ...scopeOf(req), personal: true }, (tx) => listReplies(tx, state)),
    'post /replies/:id': ({ params: { id }, body: action, by: { session, ...from } }) =>
      settleReply(database, { now: clock.now(), doorbell }, { id, action, by: session, ...from }),
    'post /replies/:id/reveal': async ({ params: { id }, body: { purpose }, req, res }) => {
      const wanted = { id, purpose, reader: requireRevealer(req), ...(req.ip && { address: req.ip }) };
      const revealed = await database.transaction({ ...scopeOf(req), personal: true }, (tx) => revealSender(tx, wanted, clock.now()));
      res.set('cache-control', 'no-store');
      return revealed;
    },
  });
}
