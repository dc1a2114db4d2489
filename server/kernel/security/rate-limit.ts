import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type Store as FailureStore } from 'express-rate-limit';
import { Refusal } from '../refusal.ts';

export type { FailureStore };

/** The address, or for IPv6 its /56: whoever holds one holds them all. */
export function networkOf(address: string): string {
  return ipKeyGenerator(address);
}

/**
 * Refuses a network after so many requests of a minute that did not succeed; whoever succeeds is not counted.
 *
 * @param store where they are counted; absent: by this server alone
 */
export function failuresPerMinute(limit: number, store?: FailureStore): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    skipSuccessfulRequests: true,
    ...(store && { store }),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // A client that makes up this header gains nothing: it is never read.
    validate: { xForwardedForHeader: false },
    handler: (_req, _res, next) => next(new Refusal('request/too-many')),
  });
}
