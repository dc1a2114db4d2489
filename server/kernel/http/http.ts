import type { ErrorRequestHandler, Request } from 'express';
import type {} from 'express-session';
import { z } from 'zod';
import { areaPrefix } from '../../contract/areas.ts';
import { mayDo, mayReveal, type Right, type Session as SignedInUser } from '../../contract/session.ts';
import { isLockedOut, type Scope } from '../db/db.ts';
import type { Log } from '../log.ts';
import { loudnessOf, Refusal } from '../refusal.ts';
import { requireSecondFactor } from '../security/second-factor.ts';

declare module 'express-session' {
  interface SessionData {
    user: SignedInUser;
    signedInAt: string;
    /** From where, and how the browser calls itself. */
    address: string;
    agent: string;
    /** When a second factor was shown since signing in. */
    secondFactorAt?: string;
  }
}

/** Who asks, or a refusal when nobody is signed in. */
export function sessionOf(req: Request): SignedInUser {
  // No session at all where the request showed a link instead.
  const user = (req.session as typeof req.session | undefined)?.user;
  if (!user) throw new Refusal('session/required');
  return user;
}

/** The rows the asker may see. What is only looked up waits its turn behind whatever else this browser looks up. */
export function scopeOf(req: Request): Scope {
  const area = areaPrefix(sessionOf(req).areaCode);
  return req.method === 'GET' || req.method === 'HEAD' ? { area, reader: req.sessionID } : { area };
}

export function requireRight(req: Request, right: Right): SignedInUser {
  const user = sessionOf(req);
  if (!mayDo(user, right)) throw new Refusal('session/not-allowed');
  return user;
}

/** What a request shows instead of a session: the token after `Bearer`, or null. */
export function bearerOf(req: Request): string | null {
  return /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null;
}

/** Who may read names in the clear. */
export function requireRevealer(req: Request): SignedInUser {
  const user = sessionOf(req);
  if (!mayReveal(user)) throw new Refusal('session/not-allowed');
  requireSecondFactor(req);
  return user;
}

/** Parses an id from the path; one that cannot be an id names nothing. */
export function idFrom<T extends z.ZodType>(schema: T, value: unknown, code: Refusal['code']): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal(code);
  return parsed.data;
}

/** The one place where a failure becomes an answer: refusals and bad input are expected and noted, everything else is a bug. */
export function answerErrors(log: Log): ErrorRequestHandler {
  // Express tells a handler of errors by its four parameters.
  // eslint-disable-next-line max-params
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const refusal = refusalOf(error);
    const { method, path } = req;
    if (refusal.code === 'server/failed') log.error({ err: error, method, path }, 'request failed');
    // The code and no more: what was sent may hold a name, a number or a token.
    else log[loudnessOf(refusal)]({ code: refusal.code, method, path }, 'refused');
    if (refusal.retryAfterSeconds !== undefined) res.set('retry-after', String(refusal.retryAfterSeconds));
    res.status(refusal.status).json(refusal.body());
  };
}

/** A refusal for anything thrown: what it is when expected, `server/failed` otherwise. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError) {
    return new Refusal(
      'request/invalid',
      error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), reason: issue.message })),
    );
  }
  if (isCancelled(error)) return new Refusal('server/too-slow', { retryAfterSeconds: 10 });
  if (isDiskFull(error)) return new Refusal('server/no-room');
  if (isLockedOut(error) || isDatabaseGone(error)) return new Refusal('server/database-silent');
  return new Refusal(bodyParserCode(error) ?? 'server/failed');
}

/** A statement that was given up because it took longer than what is only looked up may take (PostgreSQL, appendix A, 57014). */
function isCancelled(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '57014';
}

/**
 * No room for another page (PostgreSQL, appendix A, 53100). A quota or a limit on the size of files has no code of its own there: it is
 * known by where in the server it was met.
 */
function isDiskFull(error: unknown): boolean {
  const { code, routine } = (error ?? {}) as { code?: unknown; routine?: unknown };
  return code === '53100' || (code === 'XX000' && typeof routine === 'string' && /^md(zero)?extend/.test(routine));
}

/**
 * Connection refused, reset, ended by the server's shutdown, or one too many (PostgreSQL, appendix A, classes 08 and 57P, 53200 and
 * 53300), or the embedded one between two engines, when its socket is not there: it may be back in a moment.
 */
function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (code === 'ENOENT' && syscall === 'connect') return true;
  if (typeof code === 'string' && /^(08...|53[23]00|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code)) return true;
  return /^Connection terminated|^Client has encountered a connection error/.test(error.message);
}

/** express.json and express.text throw their own errors for a body that is too large, cut off or not JSON. */
function bodyParserCode(error: unknown): Refusal['code'] | null {
  const type = (error as { type?: unknown } | null)?.type;
  if (type === 'entity.too.large') return 'request/too-large';
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return 'request/unsupported-type';
  // A body that is not packed as its header says.
  const { code } = (error ?? {}) as { code?: unknown };
  if (error instanceof URIError || (typeof code === 'string' && code.startsWith('Z_'))) return 'request/invalid';
  return typeof type === 'string' && (type.startsWith('entity.') || type.startsWith('request.')) ? 'request/invalid' : null;
}
