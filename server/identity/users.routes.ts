import type { Request, Router } from 'express';
import { areaPrefix } from '../contract/areas.ts';
import { mayDo } from '../contract/session.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { routes, type DoneBy } from '../kernel/http/routes.ts';
import { lacksSecondFactor, requireSecondFactor } from '../kernel/security/second-factor.ts';
import { addUser, changeUser, sessionsFor, signOutEverywhere, type Administrator, type Asker } from './users.commands.ts';
import { accounts } from './users.store.ts';
import { giveWallCode } from './walls.commands.ts';

/** Users and who is signed in, each within the area of whoever administers. */
export function userRoutes(database: Database, clock: Clock): Router {
  const administratorOf = ({ session: user, address = '' }: DoneBy): Administrator => ({ user, address, now: clock.now() });
  const askerOf = ({ session: user, address = '' }: DoneBy, req: Request): Asker => ({
    ...{ user, isAdministrator: mayDo(user, 'user.edit'), sessionId: req.sessionID, address, now: clock.now() },
  });
  return routes(database, {
    'get /users': ({ session: { areaCode } }) => database.asOwner((tx) => accounts(tx, areaPrefix(areaCode), clock.now())),
    'post /users': ({ body, by }) => addUser(database, body, administratorOf(by)),
    'patch /users/:id': ({ params: { id }, body: change, by }) => changeUser(database, { id, change }, administratorOf(by)),
    'post /users/:id/wall-code': ({ params: { id }, by }) => giveWallCode(database, id, administratorOf(by)),
    'get /sessions': ({ by, req }) => {
      const asker = askerOf(by, req);
      // Before the second factor is shown everybody sees who is signed in as they are, and nobody else.
      const isAdministrator = asker.isAdministrator && !lacksSecondFactor(req);
      return database.asOwner((tx) => sessionsFor(tx, { ...asker, isAdministrator }));
    },
    'delete /sessions': async ({ query: wanted, by, req }) => {
      const asker = askerOf(by, req);
      // Of others: administration.
      if (asker.isAdministrator && (wanted.user ?? wanted.session) !== undefined) requireSecondFactor(req);
      return { ended: await signOutEverywhere(database, wanted, asker) };
    },
  });
}
