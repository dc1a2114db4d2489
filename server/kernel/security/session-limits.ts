import type { Role, Session } from '../../contract/session.ts';

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

/**
 * When a session that was used just now ends unless it is used again. A watch ends with its shift; who does not keep watch is signed
 * out when idle before (GB/T 22239-2019 asks for an idle exit). One role that does not keep watch is enough for the stricter limit.
 */
export function sessionEnd(session: Pick<Session, 'roles'>, times: { signedInAt: Date; now: Date }, limits: SessionLimits): Date {
  const isWall = session.roles.every((role) => role === 'wall');
  const last = minutesAfter(times.signedInAt, isWall ? limits.wallMinutes : limits.shiftMinutes);
  if (session.roles.every((role) => watchRoles.includes(role))) return last;
  const idle = minutesAfter(times.now, limits.idleMinutes);
  return idle < last ? idle : last;
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
