import type { Request, RequestHandler, Response } from 'express';
import { pinoHttp } from 'pino-http';
import type { Log } from '../log.ts';

/** One line for each request: method, path, status, milliseconds. No query (it may hold a token), no header, no address. */
export function requestLog(log: Log): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: log,
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?')[0] }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      // What went wrong inside is logged where it is turned into an answer.
      err: () => undefined,
    },
    customLogLevel: (_req, res) => (res.statusCode >= 400 ? 'info' : 'debug'),
  });
}
