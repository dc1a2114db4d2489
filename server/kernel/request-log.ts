import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Log } from './log.ts';

/** One line for each request: method, path, status, milliseconds. No query (it may hold a token), no header, no address. */
export function requestLog(log: Log): RequestHandler {
  return pinoHttp({
    logger: log,
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?')[0] }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
    // What went wrong inside is logged where it is turned into an answer.
    customErrorObject: (_req, _res, _error, { req, res, responseTime }: Record<string, unknown>) => ({ req, res, responseTime }),
    customLogLevel: (_req, res) => (res.statusCode === 500 ? 'error' : res.statusCode >= 400 ? 'info' : 'debug'),
  });
}
