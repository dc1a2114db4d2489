import express, { Router, type RequestHandler } from 'express';
import { operations } from '../../contract/api.ts';
import type { Health } from '../../contract/health.ts';
import { isOpen, operationFor, rightFor, type Operation } from '../../contract/operation.ts';
import { mayDo, type Session } from '../../contract/session.ts';
import { factsInAll } from '../log/change-log.ts';
import type { Clock } from '../db/clock.ts';
import { wholeServer, type Database } from '../db/db.ts';
import { bearerOf, sessionOf } from './http.ts';
import { openApiDocument } from './openapi.ts';
import { requireOwnPassword } from '../security/own-password.ts';
import { Refusal } from '../refusal.ts';
import { noteSecondFactor, requireSecondFactor } from '../security/second-factor.ts';
import { defaultLimits, type SessionLimits } from '../security/session-limits.ts';
import { renewSession } from '../security/session.ts';
import { noLongerStranger } from './strangers.ts';
import { keepSignedBody } from '../security/signed-request.ts';

export interface ApiParts {
  database: Database;
  clock: Clock;
  session: RequestHandler;
  limits?: SessionLimits;
  /** Whether what stands behind a second factor asks for one. */
  asksSecondFactor?: boolean;
  /** Refuses while the database does not answer; absent where it is part of this process. */
  databaseGuard?: RequestHandler | undefined;
  /** Answers those who ask how the server does and need no session for it. */
  scraped?: RequestHandler;
  /** The rooms' routers, paths relative to /api, none nested in another. */
  routers: Router[];
}

/** Everything under /api: health and description, then the rooms, behind one guard. */
export function createApi({
  database,
  clock,
  session,
  limits = defaultLimits,
  databaseGuard = unguarded,
  scraped = unguarded,
  ...parts
}: ApiParts): Router {
  const { asksSecondFactor = false, routers } = parts;
  return Router()
    .use(scraped, databaseGuard, serverRoutes(database))
    .use(unlessLinked(Router().use(session, renewSession(database, clock, limits))), guardOf(asksSecondFactor), jsonBody, ...routers);
}

/** A page that shows its link answers by it alone, hundreds of times a second in a great call-out: no session is read or begun for it. */
function unlessLinked(session: RequestHandler): RequestHandler {
  return (req, res, next) => {
    const isLinked = bearerOf(req) !== null && operationFor(operations, req.method, req.path)?.access === 'link';
    return isLinked ? next() : session(req, res, next);
  };
}

const unguarded: RequestHandler = (_req, _res, next) => next();

/**
 * Lets through what the table of operations says anyone may call; everything else needs a session. A route that nobody described is
 * therefore closed to strangers, not open.
 */
function guardOf(asksSecondFactor: boolean): RequestHandler {
  return (req, _res, next) => {
    const operation = operationFor(operations, req.method, req.path);
    requireOwnPassword(req, operation);
    // Proved by who carries it out, or by nobody.
    if (operation && isOpen(operation.access)) return next();
    if (!operation && !req.session.user) throw new Refusal('request/not-found');
    const user = sessionOf(req);
    noLongerStranger(req.socket);
    noteSecondFactor(req, asksSecondFactor);
    // Who may not do it at all is told so, by the route.
    if (operation?.secondFactor && mayCall(user, operation)) requireSecondFactor(req);
    next();
  };
}

function mayCall(user: Session, { access }: Operation): boolean {
  const right = rightFor(access);
  return right === undefined || mayDo(user, right);
}

/** U+0000 and halves of surrogate pairs: no database keeps them. */
const unkept = /\0|\p{Surrogate}/u;

/** Nothing that a desk sends is larger; the intake of warnings reads its own bodies. */
const jsonBody = express.json({
  limit: '100kb',
  verify: keepSignedBody,
  reviver: (_key, value: unknown) => {
    if (typeof value === 'string' && unkept.test(value)) throw new SyntaxError('no text that can be kept');
    return value;
  },
});

function serverRoutes(database: Database): Router {
  let document: object | undefined;
  return Router()
    .get('/health', async (_req, res) => {
      const health: Health = { status: 'ok', database: database.kind, seq: await database.transaction(wholeServer, factsInAll) };
      res.json(health);
    })
    .get('/openapi.json', (_req, res) => {
      res.json((document ??= openApiDocument(operations)));
    });
}
