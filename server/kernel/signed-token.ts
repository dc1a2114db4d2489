import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { Refusal } from './refusal.ts';

const daySeconds = 24 * 60 * 60;

/**
 * Tokens that carry their own claim: `claim.expiry.mac`, each in base64url or base 36, safe in a link. Nothing is stored: whoever
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
    const expiresAt = Math.floor(now.getTime() / 1000) + this.#lifetimeDays * daySeconds;
    const signed = `${Buffer.from(JSON.stringify(claim)).toString('base64url')}.${expiresAt.toString(36)}`;
    return `${signed}.${this.#mac(signed).toString('base64url')}`;
  }

  /** What the token claims. Refuses with `token/invalid` what this seal did not make, and with `token/expired` what it made too long ago. */
  open(token: string, now: Date): T {
    const end = token.lastIndexOf('.');
    const [claim, expiresAt] = token.slice(0, end).split('.');
    if (end < 0 || !claim || !expiresAt || !this.#isGenuine(token, end)) throw new Refusal('token/invalid');
    if (parseInt(expiresAt, 36) * 1000 <= now.getTime()) throw new Refusal('token/expired');
    return this.#claim.parse(JSON.parse(Buffer.from(claim, 'base64url').toString()));
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
