import type { Request, Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { failuresPerMinute, type FailureStore } from '../kernel/security/rate-limit.ts';
import { pass, routes, type DoneBy } from '../kernel/http/routes.ts';
import { KeyedMutex } from '../kernel/async/keyed-mutex.ts';
import { beginEnrolment, confirmEnrolment, secondFactorOf, showCode, type Holder } from './second-factor.commands.ts';

export interface SecondFactorDependencies {
  database: Database;
  clock: Clock;
  /** Whether this installation asks for it. Codes are good either way. */
  isRequired?: boolean;
  /** Codes and passwords of one address that may be wrong within a minute. */
  failuresAllowed?: number;
  /** Where these are counted; absent: by this server alone. */
  failures?: FailureStore | undefined;
}

export function secondFactorRoutes({
  database,
  clock,
  isRequired = false,
  failuresAllowed = 60,
  failures,
}: SecondFactorDependencies): Router {
  const dependencies = { database, mutex: new KeyedMutex() };
  const limit = failuresPerMinute(failuresAllowed, failures);
  const holderOf = ({ session: user, address = '' }: DoneBy, req: Request): Holder => ({
    ...{ user, sessionId: req.sessionID, isShown: req.session.secondFactorAt !== undefined, address, now: clock.now() },
  });
  return routes(database, {
    'get /session/second-factor': ({ by, req }) => database.asOwner((tx) => secondFactorOf(tx, holderOf(by, req), isRequired)),
    'post /session/second-factor': async (asked) => {
      await pass(limit, asked);
      return beginEnrolment(dependencies, holderOf(asked.by, asked.req), asked.body.password);
    },
    'put /session/second-factor': async (asked) => {
      await pass(limit, asked);
      return confirmEnrolment(dependencies, holderOf(asked.by, asked.req), asked.body.code);
    },
    'post /session/second-factor/code': async (asked) => {
      await pass(limit, asked);
      await showCode(dependencies, holderOf(asked.by, asked.req), asked.body.code);
    },
  });
}
