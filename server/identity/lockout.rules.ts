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
