import type { Express, Router } from 'express';
import { identityRoutes, type IdentityDependencies } from '../../server/identity/identity.routes.ts';
import { secondFactorRoutes } from '../../server/identity/second-factor.routes.ts';
import { userRoutes } from '../../server/identity/users.routes.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { createApi } from '../../server/kernel/http/api.ts';
import { createApp } from '../../server/kernel/http/app.ts';
import type { Clock } from '../../server/kernel/db/clock.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import { openLog } from '../../server/kernel/log.ts';
import { sessionMiddleware } from '../../server/kernel/security/session.ts';

export interface AppAbout extends Pick<IdentityDependencies, 'limits' | 'failuresAllowed'> {
  clock: Clock;
  /** Whether release, reveal, export and administration ask for a second factor. */
  asksSecondFactor?: boolean;
  /** Beside sign-in and audit. */
  routers?: Router[];
  clientFolder?: string;
}

export const silentLog = openLog('silent');

/** The HTTP application as main builds it, with the rooms that the test is about. */
export async function anApp(
  database: Database,
  { clock, routers = [], clientFolder = '/nowhere', asksSecondFactor = false, ...dependencies }: AppAbout,
): Promise<Express> {
  const secret = await database.asOwner((tx) => secretNamed(tx, 'session'));
  const session = sessionMiddleware(database, { secret, log: silentLog });
  const limits = dependencies.limits ? { limits: dependencies.limits } : {};
  const api = createApi({
    database,
    clock,
    session,
    ...limits,
    asksSecondFactor,
    routers: [
      identityRoutes({ database, clock, ...dependencies }),
      userRoutes(database, clock),
      secondFactorRoutes({ database, clock, isRequired: asksSecondFactor, failuresAllowed: dependencies.failuresAllowed ?? 60 }),
      ...routers,
    ],
  });
  return createApp({ log: silentLog, clientFolder, api: () => api });
}

/** Status and body of an answer, to compare at once. */
export async function answered(request: PromiseLike<{ status: number; body: unknown }>): Promise<[number, unknown]> {
  const { status, body } = await request;
  return [status, body];
}
