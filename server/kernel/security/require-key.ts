import type { Request } from 'express';
import { Refusal } from '../refusal.ts';
import { isSameKey } from './signed-token.ts';

/** Lets through who shows the key of this installation. */
export function requireKey(req: Request, key: string): void {
  const given = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (given === undefined || !isSameKey(given, key)) throw new Refusal('watchdog/wrong-key');
}
