import { promisify } from 'node:util';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { operations, type OperationName, type OperationNamed } from '../../contract/api.ts';
import {
  isMedia,
  isOpen,
  rightFor,
  type Answered,
  type OpenAccess,
  type Operation,
  type Parsed,
  type PathOf,
  type PathParam,
  type BodyShape,
} from '../../contract/operation.ts';
import type { Session } from '../../contract/session.ts';
import type { Database, Tx } from '../db/db.ts';
import { idFrom, requireRight, scopeOf, sessionOf } from './http.ts';

type AskerOf<O> = O extends { access: OpenAccess } ? undefined : Session;

/** Who does something by hand, as the record of it holds it. */
export interface DoneBy {
  session: Session;
  /** From where, unless it is not known. */
  address?: string;
}

/** A request that has been let in, with every part of it parsed as its operation declares it. */
export interface Asked<O> {
  params: PathOf<O>;
  query: O extends { query: infer Q } ? Parsed<Q> : undefined;
  body: O extends { body: infer B } ? Parsed<B> : undefined;
  session: AskerOf<O>;
  by: O extends { access: OpenAccess } ? undefined : DoneBy;
  /** A transaction that sees what the asker may see, and no more. */
  scoped: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  req: Request;
  res: Response;
}

/** What is not JSON is sent by the handler itself, which then returns nothing. */
type Handler<O> = (asked: Asked<O>) => Answered<O> | Promise<Answered<O>> | (undefined extends Answered<O> ? Promise<void> : never);
type Handlers = { readonly [N in OperationName]?: Handler<OperationNamed<N>> };

/**
 * A router of declared operations, matched in the order in which they stand. Each request is refused unless its session has the right
 * that the operation needs, then its path, query and body are parsed; what the handler returns is answered with the lowest status that is
 * declared, unless the handler has set another.
 */
export function routes(database: Database, handlers: Handlers): Router {
  const router = Router();
  for (const [name, handler] of Object.entries(handlers)) {
    const operation = operationNamed(name);
    router[operation.method](operation.path, answering(database, operation, handler as (asked: Asked<Operation>) => unknown));
  }
  return router;
}

/** Lets middleware of Express work inside a handler. Resolves when it passes the request on. */
export const pass = (middleware: RequestHandler, { req, res }: { req: Request; res: Response }): Promise<void> =>
  promisify((passed: (error?: unknown) => void) => middleware(req, res, passed))();

function operationNamed(name: string): Operation {
  const operation = operations.find(({ method, path }) => `${method} ${path}` === name);
  if (!operation) throw new Error(`No operation is declared as ${name}`);
  return operation;
}

function answering(database: Database, operation: Operation, handler: (asked: Asked<Operation>) => unknown): RequestHandler {
  const [status, shape] = Object.entries(operation.answers)[0]!;
  return async (req, res) => {
    const asked = letIn(database, operation, { req, res }) as Asked<Operation>;
    res.status(Number(status));
    const answer = await handler(asked);
    if (shape === null) res.end();
    else if (!isMedia(shape)) res.json(answer);
  };
}

function letIn(database: Database, operation: Operation, { req, res }: { req: Request; res: Response }) {
  const session = askerOf(operation, req);
  const unparsed = {
    session,
    by: session && { session, ...(req.ip && { address: req.ip }) },
    scoped: <T>(work: (tx: Tx) => Promise<T>) => database.transaction(scopeOf(req), work),
    get params() {
      return Object.fromEntries(Object.entries(operation.params ?? {}).map(([name, param]) => [name, partOf(req, name, param)]));
    },
    get query() {
      return operation.query?.parse(req.query);
    },
    get body() {
      return parsedBody(operation.body, req);
    },
    req,
    res,
  };
  // Whoever shows a key or a link instead of a session proves it to the handler before it reads what else was sent.
  return session ? { ...unparsed } : unparsed;
}

function askerOf({ access }: Operation, req: Request): Session | undefined {
  if (isOpen(access)) return undefined;
  const right = rightFor(access);
  return right ? requireRight(req, right) : sessionOf(req);
}

function partOf(req: Request, name: string, [schema, code]: PathParam): unknown {
  return idFrom(schema, req.params[name], code);
}

/** What is not JSON is read by the handler. */
function parsedBody(shape: BodyShape | undefined, req: Request): unknown {
  return shape && !isMedia(shape) ? shape.parse(req.body ?? {}) : undefined;
}
