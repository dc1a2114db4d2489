import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request } from 'express';
import { Refusal } from '../refusal.ts';

/** Unix time in seconds. */
export const timestampHeader = 'x-jiaoying-timestamp';
/** HMAC-SHA256 (RFC 2104) of `timestamp.body` under the shared secret, in hex. */
export const signatureHeader = 'x-jiaoying-signature';

/** How far from now a signature may have been made, either way: a request that was recorded soon becomes worthless. */
const toleranceSeconds = 5 * 60;

/** The headers that make `body` ours. Either side signs in the same way. */
export function signatureOf(secret: string, body: string | Buffer, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return { [timestampHeader]: timestamp, [signatureHeader]: mac(secret, timestamp, body) };
}

const bodies = new WeakMap<IncomingMessage, Buffer>();

/** For the parser of JSON: keeps the bytes of a signed body, since what was parsed cannot be turned back into what was signed. */
export function keepSignedBody(req: IncomingMessage, _res: ServerResponse, body: Buffer): void {
  if (req.headers[signatureHeader] !== undefined) bodies.set(req, body);
}

/**
 * Refuses with `signature/invalid` what was not signed with this secret, with `signature/expired` what was signed too long ago or too
 * far ahead. Whether the very same request has come before is for the transaction that takes it.
 *
 * @param secret undefined: there is none, so nobody can sign
 * @returns the signature
 */
export function requireSignature(req: Request, secret: string | undefined, now: Date): string {
  const timestamp = req.get(timestampHeader) ?? '';
  const signature = req.get(signatureHeader) ?? '';
  if (secret === undefined || !/^[0-9]{1,12}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) throw new Refusal('signature/invalid');
  const expected = mac(secret, timestamp, bodies.get(req) ?? Buffer.alloc(0));
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), Buffer.from(expected, 'hex'))) throw new Refusal('signature/invalid');
  if (Math.abs(Number(timestamp) - now.getTime() / 1000) > toleranceSeconds) throw new Refusal('signature/expired');
  return signature;
}

function mac(secret: string, timestamp: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}
