/** Wrong passwords for one user name from one address. */
export interface Lockout {
  failures: number;
  /** When the first of them was typed. */
  since: Date;
  lockedUntil: Date | null;
}

const allowedFailures = 5;
const windowMs = 15 * 60_000;
const lockMs = 15 * 60_000;

/** Of one name from all networks together: some ten machines that each try until their own door closes. */
const allowedFromEverywhere = 50;
const monthMs = 30 * 24 * 60 * 60_000;

/** Since when failures count, and sign-ins make a network known. */
export function windowsAt(now: Date): { failuresSince: Date; knownSince: Date } {
  return { failuresSince: new Date(now.getTime() - windowMs), knownSince: new Date(now.getTime() - monthMs) };
}

/**
 * Whether a name is being guessed at from many networks: then only those from which it has signed in before are let in. So a bot net gets
 * fifty guesses in a quarter of an hour, and keeps nobody from the own desk.
 */
export function isBesieged({ failures, isKnown }: { failures: number; isKnown: boolean }): boolean {
  return failures >= allowedFromEverywhere && !isKnown;
}

export function isLocked(lockout: Lockout | undefined, now: Date): boolean {
  return lockout?.lockedUntil != null && lockout.lockedUntil > now;
}

/** Counts a wrong password: the fifth within 15 minutes locks for 15 minutes. */
export function withFailure(lockout: Lockout | undefined, now: Date): Lockout {
  if (lockout && isLocked(lockout, now)) return lockout;
  if (!lockout || lockout.lockedUntil || now.getTime() - lockout.since.getTime() >= windowMs) {
    return { failures: 1, since: now, lockedUntil: null };
  }
  const failures = lockout.failures + 1;
  return { failures, since: lockout.since, lockedUntil: failures >= allowedFailures ? new Date(now.getTime() + lockMs) : null };
}

/** The name a sign-in counts under. What cannot be a user name is not kept: people type their password into the wrong field. */
export function usernameFrom(typed: string): string | null {
  const username = typed.trim().toLowerCase();
  return /^[a-z][a-z0-9._-]{1,31}$/.test(username) ? username : null;
}
