import type { Request } from 'express';
import { Refusal } from '../refusal.ts';

/** Requests of sessions that have yet to show a second factor, where the installation asks for one. */
const lacking = new WeakSet<Request>();

/** Notes whether a request comes from a session that has shown a second factor. */
export function noteSecondFactor(req: Request, isRequired: boolean): void {
  if (isRequired && req.session.secondFactorAt === undefined) lacking.add(req);
}

export function lacksSecondFactor(req: Request): boolean {
  return lacking.has(req);
}

/** Refuses what the second factor stands before. */
export function requireSecondFactor(req: Request): void {
  if (lacksSecondFactor(req)) throw new Refusal('second-factor/required');
}
