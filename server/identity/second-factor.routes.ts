import { Router, type Request } from 'express';
import { EnrolSecondFactor, ShownCode } from '../contract/second-factor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import { sessionOf } from '../kernel/http.ts';
import { failuresPerMinute } from '../kernel/rate-limit.ts';
import { Turns } from '../kernel/turns.ts';
import { beginEnrolment, confirmEnrolment, secondFactorOf, showCode, type Holder } from './second-factor.commands.ts';

export interface SecondFactorDoors {
  database: Database;
  clock: Clock;
  /** Whether this installation asks for it. Codes are good either way. */
  isRequired?: boolean;
  /** Codes and passwords of one address that may be wrong within a minute. */
  failuresAllowed?: number;
}

export function secondFactorRoutes({ database, clock, isRequired = false, failuresAllowed = 60 }: SecondFactorDoors): Router {
  const doors = { database, turns: new Turns() };
  const limit = failuresPerMinute(failuresAllowed);
  const holderOf = (req: Request): Holder => ({
    user: sessionOf(req),
    sessionId: req.sessionID,
    isShown: req.session.secondFactorAt !== undefined,
    address: req.ip ?? '',
    now: clock.now(),
  });
  return Router()
    .get('/session/second-factor', async (req, res) => {
      const holder = holderOf(req);
      res.json(await database.asOwner((tx) => secondFactorOf(tx, holder, isRequired)));
    })
    .post('/session/second-factor', limit, async (req, res) => {
      const holder = holderOf(req);
      res.status(201).json(await beginEnrolment(doors, holder, EnrolSecondFactor.parse(req.body).password));
    })
    .put('/session/second-factor', limit, async (req, res) => {
      const holder = holderOf(req);
      res.json(await confirmEnrolment(doors, holder, ShownCode.parse(req.body).code));
    })
    .post('/session/second-factor/code', limit, async (req, res) => {
      const holder = holderOf(req);
      await showCode(doors, holder, ShownCode.parse(req.body).code);
      res.status(204).end();
    });
}
