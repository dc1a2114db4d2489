import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../../../server/kernel/refusal.ts';
import { TokenSeal } from '../../../../server/kernel/security/signed-token.ts';

const Claim = z.object({ callId: z.string(), personId: z.number() });
const seal = new TokenSeal(Buffer.alloc(32, 1), Claim);
const claim = { callId: 'b6f0', personId: 7 };
const now = new Date('2026-07-26T04:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

function refusalOf(token: string, at = now): string {
  try {
    seal.open(token, at);
    return 'opened';
  } catch (error) {
    return error instanceof Refusal ? error.code : `threw ${String(error)}`;
  }
}

describe('a sealed token', () => {
  it('says what was sealed into it, and when', () => {
    expect(seal.open(seal.seal(claim, now), inDays(6))).toEqual({ claim, issuedAt: now, expiresAt: inDays(7) });
  });

  it('is good for seven days', () => {
    const token = seal.seal(claim, now);
    expect(refusalOf(token, inDays(6.99))).toBe('opened');
    expect(refusalOf(token, inDays(7))).toBe('token/expired');
    expect(seal.expiryOf(now)).toEqual(inDays(7));
  });

  it('cannot be made without the secret', () => {
    expect(refusalOf(new TokenSeal(Buffer.alloc(32, 2), Claim).seal(claim, now))).toBe('token/invalid');
  });

  it('fits into a link as it is', () => {
    expect(seal.seal(claim, now)).toMatch(/^[\w.-]+$/);
  });

  it('is refused with any one character changed, cut off or added', () => {
    const token = seal.seal(claim, now);
    const change = fc.tuple(fc.nat(token.length), fc.string({ maxLength: 1 }), fc.boolean());
    fc.assert(
      fc.property(change, ([at, character, isInsertion]) => {
        const changed = token.slice(0, at) + character + token.slice(at + (isInsertion ? 0 : 1));
        fc.pre(changed !== token);
        expect(refusalOf(changed)).toBe('token/invalid');
      }),
    );
  });

  it('is refused whatever else comes in its place', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.base64String()).map((parts) => parts.join('.')),
        ),
        (text) => refusalOf(text) === 'token/invalid',
      ),
    );
  });
});
