import type { Request, RequestHandler } from 'express';
import expressSession from 'express-session';
import pgStore from 'connect-pg-simple';
import type { Session } from '../../contract/session.ts';
import type { Clock } from '../db/clock.ts';
import type { Database } from '../db/db.ts';
import type { Log } from '../log.ts';
import { OncePer } from '../async/once-per.ts';
import { sessionEnd, type SessionLimits } from './session-limits.ts';
import { prolongSession } from './session-store.ts';

export interface SessionOptions {
  /** Signs the cookie; the same on every node, see `secretNamed`. */
  secret: Buffer;
  /** True behind https: the cookie then never travels in the clear. */
  secure?: boolean;
  log: Log;
}

/**
 * Reads the session of a request, for Express and for the Socket.IO handshake.
 *
 * The store asks the pool by itself, before the route and at the end of the response: a route must not end its response inside a
 * transaction, or the embedded database, which has one connection, would wait for itself.
 */
export function sessionMiddleware(database: Database, { secret, secure = false, log }: SessionOptions): RequestHandler {
  const Store = pgStore(expressSession);
  const store = new Store({
    pool: database.pool,
    tableName: 'session',
    pruneSessionInterval: false,
    // The library would write at every request, and write back a session that was ended meanwhile; see `renewSession`.
    disableTouch: true,
    errorLog: (message: unknown) => log.error({ err: message }, 'session store'),
  });
  return expressSession({
    store,
    secret: secret.toString('base64'),
    name: secure ? '__Host-jiaoying' : 'jiaoying',
    resave: false,
    saveUninitialized: false,
    // The browser's cookie lives on with each answer; whether the session does is up to the row in the database.
    rolling: true,
    // Behind a proxy that speaks https this process sees plain http; the option only decides whether a secure cookie may be set.
    proxy: secure,
    cookie: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
  });
}

/** Notes that a session is in use, at most once a minute: noting every request would double the load. */
export function renewSession(database: Database, clock: Clock, limits: SessionLimits): RequestHandler {
  const noting = new OncePer(60_000);
  return async (req, _res, next) => {
    const { user, signedInAt } = req.session;
    const now = clock.now();
    if (user && signedInAt && noting.isDue(req.sessionID, now)) {
      const end = sessionEnd(user, { signedInAt: new Date(signedInAt), now }, limits);
      await database.asOwner((tx) => prolongSession(tx, req.sessionID, { end, now }));
    }
    next();
  };
}

/** Signs in: a new session id, so that one planted before the sign-in is worth nothing; stored before it is answered. */
export async function openSession(req: Request, user: Session, { limits, now }: { limits: SessionLimits; now: Date }): Promise<void> {
  await done((callback) => req.session.regenerate(callback));
  req.session.user = user;
  req.session.signedInAt = now.toISOString();
  req.session.address = req.ip ?? '';
  req.session.agent = (req.headers['user-agent'] ?? '').slice(0, 200);
  req.session.cookie.maxAge = sessionEnd(user, { signedInAt: now, now }, limits).getTime() - now.getTime();
  await done((callback) => req.session.save(callback));
}

export function closeSession(req: Request): Promise<void> {
  return done((callback) => req.session.destroy(callback));
}

function done(work: (callback: (error?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
}
