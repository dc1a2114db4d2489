import type { Request, RequestHandler } from 'express';
import expressSession from 'express-session';
import pgStore from 'connect-pg-simple';
import type { Session } from '../contract/session.ts';
import type { Clock } from './clock.ts';
import type { Database } from './db.ts';
import type { Log } from './log.ts';
import { isWorthNoting, sessionEnd, type SessionLimits } from './session-limits.ts';

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
    // The library would write at every request; `renewSession` does so once a minute at most.
    disableTouch: true,
    errorLog: (message: unknown) => log.error({ err: message }, 'session store'),
  });
  return expressSession({
    store,
    secret: secret.toString('base64'),
    name: secure ? '__Host-jiaoying' : 'jiaoying',
    resave: false,
    saveUninitialized: false,
    // Behind a proxy that speaks https this process sees plain http; the option only decides whether a secure cookie may be set.
    proxy: secure,
    cookie: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
  });
}

/** Notes that a session is in use, at most once a minute. */
export function renewSession(clock: Clock, limits: SessionLimits): RequestHandler {
  return (req, _res, next) => {
    const { user, signedInAt, seenAt } = req.session;
    const now = clock.now();
    if (user && signedInAt && seenAt && isWorthNoting(new Date(seenAt), now)) {
      note(req, sessionEnd(user, { signedInAt: new Date(signedInAt), seenAt: now }, limits), now);
    }
    next();
  };
}

/** Signs in: a new session id, so that one planted before the sign-in is worth nothing; stored before it is answered. */
export async function openSession(req: Request, user: Session, { now, limits }: { now: Date; limits: SessionLimits }): Promise<void> {
  await done((callback) => req.session.regenerate(callback));
  req.session.user = user;
  req.session.signedInAt = now.toISOString();
  note(req, sessionEnd(user, { signedInAt: now, seenAt: now }, limits), now);
  await done((callback) => req.session.save(callback));
}

export function closeSession(req: Request): Promise<void> {
  return done((callback) => req.session.destroy(callback));
}

/** The store forgets a session when its cookie has expired. */
function note(req: Request, end: Date, now: Date): void {
  req.session.seenAt = now.toISOString();
  req.session.cookie.maxAge = Math.max(0, end.getTime() - now.getTime());
}

function done(work: (callback: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error ? reject(error as Error) : resolve())));
}
