import { Router, type Request } from 'express';
import { areaPrefix } from '../contract/areas.ts';
import { mayDo } from '../contract/session.ts';
import { EndedQuery, NewUser, UserChange, UserId, type EndedSessions } from '../contract/users.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import { idFrom, requireRight, sessionOf } from '../kernel/http.ts';
import { lacksSecondFactor, requireSecondFactor } from '../kernel/second-factor.ts';
import { addUser, changeUser, sessionsFor, signOutEverywhere, type Administrator, type Asker } from './users.commands.ts';
import { accounts } from './users.store.ts';
import { giveWallCode } from './walls.commands.ts';

/** Users and who is signed in, each within the area of whoever administers. */
export function userRoutes(database: Database, clock: Clock): Router {
  const administratorOf = (req: Request): Administrator => ({
    user: requireRight(req, 'user.edit'),
    address: req.ip ?? '',
    now: clock.now(),
  });
  const askerOf = (req: Request): Asker => {
    const user = sessionOf(req);
    return { user, isAdministrator: mayDo(user, 'user.edit'), sessionId: req.sessionID, address: req.ip ?? '', now: clock.now() };
  };
  return Router()
    .get('/users', async (req, res) => {
      const { user, now } = administratorOf(req);
      res.json(await database.asOwner((tx) => accounts(tx, areaPrefix(user.areaCode), now)));
    })
    .post('/users', async (req, res) => {
      const administrator = administratorOf(req);
      res.status(201).json(await addUser(database, NewUser.parse(req.body), administrator));
    })
    .patch('/users/:id', async (req, res) => {
      const administrator = administratorOf(req);
      const id = idFrom(UserId, req.params.id, 'user/unknown');
      res.json(await changeUser(database, { id, change: UserChange.parse(req.body) }, administrator));
    })
    .post('/users/:id/wall-code', async (req, res) => {
      const administrator = administratorOf(req);
      const id = idFrom(UserId, req.params.id, 'user/unknown');
      res.status(201).json(await giveWallCode(database, id, administrator));
    })
    .get('/sessions', async (req, res) => {
      const asker = askerOf(req);
      // Before the second factor is shown everybody sees who is signed in as they are, and nobody else.
      const isAdministrator = asker.isAdministrator && !lacksSecondFactor(req);
      res.json(await database.asOwner((tx) => sessionsFor(tx, { ...asker, isAdministrator })));
    })
    .delete('/sessions', async (req, res) => {
      const asker = askerOf(req);
      const wanted = EndedQuery.parse(req.query);
      // Of others: administration.
      if (asker.isAdministrator && (wanted.user ?? wanted.session) !== undefined) requireSecondFactor(req);
      const ended = await signOutEverywhere(database, wanted, asker);
      res.json({ ended } satisfies EndedSessions);
    });
}
