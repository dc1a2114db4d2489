import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { Refusal } from '../refusal.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** What a token says, and when it was given out, by which it is told whether it was withdrawn later. */
export interface OpenedToken<T> {
  claim: T;
  issuedAt: Date;
  expiresAt: Date;
}

/**
 * Tokens that carry their own claim: `claim.issued.expiry.mac`, each in base64url or base 36, safe in a link. Nothing is stored: whoever
 * holds the secret can check one, so a link opens on every node and after every restart.
 *
 * Lifetimes are wall time, whatever clock an incident has: a paused exercise must not keep links alive.
 */
export class TokenSeal<T> {
  readonly #secret: Buffer;
  readonly #claim: z.ZodType<T>;
  readonly #lifetimeDays: number;

  constructor(secret: Buffer, claim: z.ZodType<T>, lifetimeDays = 7) {
    this.#secret = secret;
    this.#claim = claim;
    this.#lifetimeDays = lifetimeDays;
  }

  seal(claim: T, now: Date): string {
    const times = [now, this.expiryOf(now)].map((time) => time.getTime().toString(36));
    const signed = [Buffer.from(JSON.stringify(claim)).toString('base64url'), ...times].join('.');
    return `${signed}.${this.#mac(signed).toString('base64url')}`;
  }

  /** Until when a token is good that is sealed now. */
  expiryOf(now: Date): Date {
    return new Date(now.getTime() + this.#lifetimeDays * dayMilliseconds);
  }

  /** What the token says. Refuses with `token/invalid` what this seal did not make, and with `token/expired` what it made too long ago. */
  open(token: string, now: Date): OpenedToken<T> {
    const end = token.lastIndexOf('.');
    const [claim, issuedAt, expiresAt] = token.slice(0, Math.max(0, end)).split('.');
    if (!claim || !issuedAt || !expiresAt || !this.#isGenuine(token, end)) throw new Refusal('token/invalid');
    if (timeIn(expiresAt) <= now) throw new Refusal('token/expired');
    const said = this.#claim.parse(JSON.parse(Buffer.from(claim, 'base64url').toString()));
    return { claim: said, issuedAt: timeIn(issuedAt), expiresAt: timeIn(expiresAt) };
  }

  /** Compared as text, since base64url that decodes to the right bytes may be spelled in more than one way. */
  #isGenuine(token: string, end: number): boolean {
    const given = Buffer.from(token.slice(end + 1));
    const expected = Buffer.from(this.#mac(token.slice(0, end)).toString('base64url'));
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #mac(signed: string): Buffer {
    return createHmac('sha256', this.#secret).update(signed).digest();
  }
}

function timeIn(text: string): Date {
  return new Date(parseInt(text, 36));
}

/** Whether a key that was shown is the one that is meant. Compared as digests, which are of one length whatever was sent. */
export function isSameKey(given: string, meant: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(meant));
}
