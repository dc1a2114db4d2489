import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Refusal } from './refusal.ts';

/** One address, or for IPv6 the /56 that one customer holds. */
export function addressOf(ip: string | undefined): string {
  return ipKeyGenerator(ip ?? '0.0.0.0');
}

/** Refuses an address after so many requests of a minute that did not succeed; whoever succeeds is not counted. */
export function failuresPerMinute(limit: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (req) => addressOf(req.ip),
    // A client that makes up this header gains nothing: it is never read.
    validate: { xForwardedForHeader: false },
    handler: (_req, _res, next) => next(new Refusal('request/too-many')),
  });
}
