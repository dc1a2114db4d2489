import { generateSecret, generateURI, verify } from 'otplib';

const stepSeconds = 30;
/** A phone's clock is off by some seconds, and who types is slow: one step to either side (RFC 6238, 5.2). */
const toleranceSeconds = stepSeconds;

/** A secret of 160 bits in base 32, as RFC 4226 asks for. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What an authenticator app scans. */
export function totpUri(secret: string, username: string): string {
  return generateURI({ issuer: 'Jiaoying', label: username, secret });
}

/** The time step of a six-digit code that is good now and newer than `lastStep`; null for any other. */
export async function stepOf(secret: string, code: string, { now, lastStep }: { now: Date; lastStep: number }): Promise<number | null> {
  const epoch = Math.floor(now.getTime() / 1000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: toleranceSeconds, period: stepSeconds });
  if (!result.valid) return null;
  const step = Math.floor(epoch / stepSeconds) + result.delta;
  return step > lastStep ? step : null;
}
