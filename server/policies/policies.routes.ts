import type { Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { routes } from '../kernel/http/routes.ts';
import { editPolicy, policies, previewed, resetPolicy } from './policies.commands.ts';

/** Whom each kind of weather and level calls, and how: for everyone to read, for administrators to edit. */
export function policyRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return routes(database, {
    'get /policies': ({ scoped }) => scoped(policies),
    'put /policies/:id': ({ params: { id }, body: put, session, scoped }) => scoped((tx) => editPolicy(tx, ctx(), { id, put, session })),
    'post /policies/preview': ({ body }) => previewed(body),
    'delete /policies/:id': ({ params: { id }, session, scoped }) => scoped((tx) => resetPolicy(tx, ctx(), { id, session })),
  });
}
