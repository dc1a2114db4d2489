import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import type { Health } from '../../contract/health.ts';
import { answerErrors } from './http.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { refuseForeignOrigin } from './origin.ts';
import { clientPages } from './pages.ts';
import { Refusal } from '../refusal.ts';
import { requestLog } from './request-log.ts';
import { requestTimes } from './request-times.ts';
import { securityHeaders, type SecurityOptions } from './security-headers.ts';

export interface AppParts extends SecurityOptions {
  log: Log;
  metrics?: Metrics;
  /** Where the built client lies. */
  clientFolder: string;
  /** Where those lie that open pages may still come from. */
  earlierClients?: readonly string[];
  /** Addresses and networks whose word about the address behind them is believed; nobody else's is. */
  trustedProxies?: readonly string[];
  /** Everything under /api; null while the server is starting: it listens from the first second and says that it is not ready. */
  api: () => RequestHandler | null;
}

export function createApp({ log, metrics, clientFolder, earlierClients = [], api, trustedProxies = [], ...security }: AppParts): Express {
  return (
    express()
      .disable('x-powered-by')
      .set('trust proxy', trustedProxies.length > 0 ? [...trustedProxies] : false)
      .use(securityHeaders(security), compression(), refuseNul, refuseNoHost)
      .use('/api', requestLog(log), metrics ? requestTimes(metrics) : [], noStore, refuseForeignOrigin)
      .use('/api', (...args) => (api() ?? starting)(...args), nothingHere)
      // Where a Prometheus looks for it; below /api it is an operation as any other.
      .get('/metrics', requestLog(log), noStore, (...args) => (api() ?? starting)(...args))
      .use(clientPages(clientFolder, earlierClients))
      .use(nothingHere)
      .use(answerErrors(log))
  );
}

/** PostgreSQL text cannot hold U+0000: it would fail deep inside, as if the server were broken. Bodies are checked by {@link createApi}. */
const refuseNul: RequestHandler = (req, _res, next) => {
  if (req.originalUrl.includes('%00')) throw new Refusal('request/invalid', [{ path: 'url', reason: 'must not contain U+0000' }]);
  next();
};

/** Links are made of where a request says that it went: one that is no address, as a port of 99999, would fail deep inside. */
const refuseNoHost: RequestHandler = (req, _res, next) => {
  const { host } = req.headers;
  if (host && !URL.canParse(`http://${host}`)) throw new Refusal('request/invalid', [{ path: 'host', reason: 'must be an address' }]);
  next();
};

const starting: RequestHandler = (req, res) => {
  if (req.path !== '/health') throw new Refusal('server/not-ready');
  const health: Health = { status: 'starting' };
  res.status(503).json(health);
};

/** Answers are for who asked, and old the moment they are read; a layer says otherwise for itself. */
const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader('cache-control', 'no-store');
  next();
};

const nothingHere: RequestHandler = () => {
  throw new Refusal('request/not-found');
};
