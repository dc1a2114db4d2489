import type { Router } from 'express';
import type { Session } from '../contract/session.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { routes } from '../kernel/http/routes.ts';
import { addLeave, addShifts, dropLeave, dropShift, rotaOf, type Planner } from './duty.commands.ts';

export function dutyRoutes(database: Database, clock: Clock): Router {
  const by = (planner: Session): Planner => ({ planner, now: clock.now() });
  return routes(database, {
    'get /duty': ({ query, scoped }) => scoped((tx) => rotaOf(tx, query)),
    'post /duty/shifts': ({ body, session, scoped }) => scoped((tx) => addShifts(tx, by(session), body)),
    'delete /duty/shifts/:id': async ({ params: { id }, session, scoped }) => {
      await scoped((tx) => dropShift(tx, by(session), id));
    },
    'post /duty/leaves': ({ body, session, scoped }) => scoped((tx) => addLeave(tx, by(session), body)),
    'delete /duty/leaves/:id': async ({ params: { id }, session, scoped }) => {
      await scoped((tx) => dropLeave(tx, by(session), id));
    },
  });
}
