import type { Request, Router } from 'express';
import type { Session } from '../contract/session.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { failuresPerMinute, type FailureStore } from '../kernel/security/rate-limit.ts';
import { pass, routes } from '../kernel/http/routes.ts';
import { defaultLimits, type SessionLimits } from '../kernel/security/session-limits.ts';
import { closeSession, openSession } from '../kernel/security/session.ts';
import { KeyedMutex } from '../kernel/async/keyed-mutex.ts';
import { auditBefore } from '../audit/audit.store.ts';
import { changeOwnPassword, signIn, signOut } from './identity.commands.ts';
import { enrolWall } from './walls.commands.ts';

export interface IdentityDependencies {
  database: Database;
  clock: Clock;
  limits?: SessionLimits;
  /** Sign-ins of one address that may fail within a minute; those under way count until they succeed. */
  failuresAllowed?: number;
  /** Where these are counted; absent: by this server alone. */
  failures?: FailureStore | undefined;
}

export function identityRoutes({ database, clock, limits = defaultLimits, failuresAllowed = 60, failures }: IdentityDependencies): Router {
  const mutex = new KeyedMutex();
  const limit = failuresPerMinute(failuresAllowed, failures);

  /** Whoever signs in again leaves the session before. */
  async function leave(req: Request, user: Session | undefined): Promise<void> {
    if (user) await signOut(database, user, { address: req.ip ?? '', now: clock.now() });
  }

  async function enter(req: Request, session: Session, now: Date): Promise<Session> {
    const { user } = req.session;
    await openSession(req, session, { limits, now });
    await leave(req, user);
    return session;
  }

  return routes(database, {
    'post /session': async (asked) => {
      await pass(limit, asked);
      const { req, body } = asked;
      const now = clock.now();
      return enter(req, await signIn({ database, mutex: mutex }, { ...body, address: req.ip ?? '' }, now), now);
    },
    'post /session/wall': async (asked) => {
      await pass(limit, asked);
      const { req, body } = asked;
      const now = clock.now();
      return enter(req, await enrolWall(database, body.code, { address: req.ip ?? '', now }), now);
    },
    'get /session': ({ session }) => session,
    'delete /session': async ({ req }) => {
      const { user } = req.session;
      await closeSession(req);
      await leave(req, user);
    },
    'put /session/password': async (asked) => {
      await pass(limit, asked);
      const { req, session, body } = asked;
      const now = clock.now();
      const change = { username: session.username, password: body.current, next: body.next, address: req.ip ?? '' };
      const changed = await changeOwnPassword({ database, mutex: mutex }, change, now);
      await openSession(req, changed, { limits, now });
      return changed;
    },
    'get /audit': async ({ query: { cursor, limit: count }, scoped }) => {
      const entries = await scoped((tx) => auditBefore(tx, cursor ?? null, count));
      return { entries, next: entries.length === count ? (entries.at(-1)?.id ?? null) : null };
    },
  });
}
