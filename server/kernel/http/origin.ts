import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { Refusal } from '../refusal.ts';

/**
 * Whether a browser sent this from a page of another site. Programs that are no browser send neither header and are not foreign.
 *
 * Together with same-site cookies this is the whole protection against forged requests: browsers put Origin on every request that
 * changes something and pages cannot alter it, so a token would repeat what the header already proves.
 */
export function isForeignOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  const { origin } = headers;
  return origin !== undefined && hostOf(origin) !== headers.host?.toLowerCase();
}

const reading = ['GET', 'HEAD', 'OPTIONS'];

/** Lets foreign pages read nothing (cookies are same-site) and change nothing. */
export const refuseForeignOrigin: RequestHandler = (req, _res, next) => {
  if (!reading.includes(req.method) && isForeignOrigin(req.headers)) throw new Refusal('request/foreign-origin');
  next();
};

/** Host and port only: behind a proxy that speaks https the scheme differs. An opaque origin ("null") has no host. */
function hostOf(origin: string): string | null {
  return /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase() ?? null;
}
