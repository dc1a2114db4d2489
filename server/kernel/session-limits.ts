import type { Role, Session } from '../contract/session.ts';

/** How long a session lasts, in minutes. */
export interface SessionLimits {
  /** Without any request, for everyone who does not keep watch. */
  idleMinutes: number;
  /** From sign-in, whatever happens: one shift. */
  shiftMinutes: number;
  /** From sign-in, for a wall that nobody sits at. */
  wallMinutes: number;
}

export const defaultLimits: SessionLimits = { idleMinutes: 60, shiftMinutes: 12 * 60, wallMinutes: 30 * 24 * 60 };

/** Desks that must still ring after a quiet night: their map sends no request while nothing happens, so idleness says nothing. */
const watchRoles: readonly Role[] = ['dutyOfficer', 'commander', 'countyDuty', 'wall'];

export interface SessionTimes {
  signedInAt: Date;
  seenAt: Date;
}

/**
 * When a session ends unless it is used before. A watch ends with its shift; everyone else is signed out when idle (GB/T 22239-2019
 * asks for an idle exit); one role that does not keep watch is enough for the stricter limit.
 */
export function sessionEnd(session: Pick<Session, 'roles'>, times: SessionTimes, limits: SessionLimits): Date {
  const isWall = session.roles.every((role) => role === 'wall');
  const last = minutesAfter(times.signedInAt, isWall ? limits.wallMinutes : limits.shiftMinutes);
  if (session.roles.every((role) => watchRoles.includes(role))) return last;
  const idle = minutesAfter(times.seenAt, limits.idleMinutes);
  return idle < last ? idle : last;
}

/** Whether a request is late enough after the last noted one to be worth a write: noting each would double the load. */
export function isWorthNoting(seenAt: Date, now: Date): boolean {
  return now.getTime() - seenAt.getTime() >= 60_000;
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
