import { Router, type Request } from 'express';
import { AuditQuery, type AuditPage } from '../contract/audit.ts';
import { SignIn, type Session } from '../contract/session.ts';
import { OwnPassword } from '../contract/users.ts';
import { EnrolWall } from '../contract/walls.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import { requireRight, scopeOf, sessionOf } from '../kernel/http.ts';
import { failuresPerMinute } from '../kernel/rate-limit.ts';
import { defaultLimits, type SessionLimits } from '../kernel/session-limits.ts';
import { closeSession, openSession } from '../kernel/session.ts';
import { Turns } from '../kernel/turns.ts';
import { auditBefore } from './audit.store.ts';
import { changeOwnPassword, signIn, signOut } from './identity.commands.ts';
import { enrolWall } from './walls.commands.ts';

export interface IdentityDoors {
  database: Database;
  clock: Clock;
  limits?: SessionLimits;
  /** Sign-ins of one address that may fail within a minute; those under way count until they succeed. */
  failuresAllowed?: number;
}

export function identityRoutes({ database, clock, limits = defaultLimits, failuresAllowed = 60 }: IdentityDoors): Router {
  const turns = new Turns();
  return Router()
    .post('/session', failuresPerMinute(failuresAllowed), async (req, res) => {
      const credentials = SignIn.parse(req.body);
      const now = clock.now();
      const session = await signIn({ database, turns }, { ...credentials, address: req.ip ?? '' }, now);
      const { user } = req.session;
      await openSession(req, session, { limits, now });
      await leave(req, user);
      res.json(session);
    })
    .post('/session/wall', failuresPerMinute(failuresAllowed), async (req, res) => {
      const { code } = EnrolWall.parse(req.body);
      const now = clock.now();
      const session = await enrolWall(database, code, { address: req.ip ?? '', now });
      const { user } = req.session;
      await openSession(req, session, { limits, now });
      await leave(req, user);
      res.json(session);
    })
    .get('/session', (req, res) => {
      res.json(sessionOf(req));
    })
    .delete('/session', async (req, res) => {
      const { user } = req.session;
      await closeSession(req);
      await leave(req, user);
      res.status(204).end();
    })
    .put('/session/password', failuresPerMinute(failuresAllowed), async (req, res) => {
      const { username } = sessionOf(req);
      const { current, next } = OwnPassword.parse(req.body);
      const now = clock.now();
      const session = await changeOwnPassword({ database, turns }, { username, password: current, next, address: req.ip ?? '' }, now);
      await openSession(req, session, { limits, now });
      res.json(session);
    })
    .get('/audit', async (req, res) => {
      requireRight(req, 'audit.read');
      const { cursor, limit } = AuditQuery.parse(req.query);
      const entries = await database.transaction(scopeOf(req), (tx) => auditBefore(tx, cursor ?? null, limit));
      const page: AuditPage = { entries, next: entries.length === limit ? (entries.at(-1)?.id ?? null) : null };
      res.json(page);
    });

  /** Whoever signs in again leaves the session before. */
  async function leave(req: Request, user: Session | undefined): Promise<void> {
    if (user) await signOut(database, user, { address: req.ip ?? '', now: clock.now() });
  }
}
