import express, { type RequestHandler, type Router } from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import type { Session } from '#contract/session.ts';
import { answerErrors } from '../../server/kernel/http/http.ts';

export interface DoorAnswer {
  status: number;
  headers: Record<string, string>;
  /** The parsed JSON. */
  body: unknown;
}

/** The doors of a few rooms, opened to one who was let in already: no session store and no hardening around them. */
export interface Doors {
  get(path: string, headers?: Record<string, string>): Promise<DoorAnswer>;
  /** The unpacked bytes of an answer. */
  bytes(path: string): Promise<{ headers: Record<string, string>; bytes: Buffer }>;
  send(method: 'post' | 'put', path: string, body: object): Promise<DoorAnswer>;
  remove(path: string): Promise<DoorAnswer>;
  /** Posts a body that is not JSON. */
  post(path: string, contentType: string, body: string | Buffer): Promise<DoorAnswer>;
  /** Puts a body that is not JSON. */
  put(path: string, contentType: string, body: Buffer): Promise<DoorAnswer>;
}

/** Who stands before the doors: somebody who is signed in, or somebody who has nothing but a link. */
export type Caller = Session | { authorization: string };

export function openDoors(caller: Caller, ...routers: Router[]): Doors {
  const introduced: RequestHandler = (req, _res, next) => {
    if ('authorization' in caller) req.headers.authorization = caller.authorization;
    else Object.assign(req, { session: { user: caller } });
    next();
  };
  const app = express()
    .use(express.json())
    .use(introduced)
    .use('/api', ...routers)
    .use(answerErrors(pino({ level: 'silent' })));
  const agent = supertest(app);
  return {
    get: async (path, headers = {}) => answerOf(await agent.get(path).set(headers)),
    bytes: async (path) => {
      const response = await agent.get(path).buffer(true).parse(collect);
      return { headers: response.headers, bytes: response.body as Buffer };
    },
    send: async (method, path, body) => answerOf(await agent[method](path).send(body)),
    remove: async (path) => answerOf(await agent.delete(path)),
    post: async (path, contentType, body) => answerOf(await agent.post(path).set('content-type', contentType).send(body)),
    put: async (path, contentType, body) => answerOf(await agent.put(path).set('content-type', contentType).send(body)),
  };
}

function answerOf({ status, headers, body }: supertest.Response): DoorAnswer {
  return { status, headers, body };
}

/** superagent types the response as its own, which is not the stream that its parsers are handed. */
function collect(res: supertest.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = res as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
