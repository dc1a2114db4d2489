import { z } from 'zod';
import type { Role } from './session.ts';

/** A user that is a wall and nothing else may be enrolled as a device. */
export function isWall(roles: readonly Role[]): boolean {
  return roles.length > 0 && roles.every((role) => role === 'wall');
}

/** Typed once at the wall. */
export const WallCode = z.object({ code: z.string(), expiresAt: z.string() });
export type WallCode = z.infer<typeof WallCode>;

export const EnrolWall = z.object({ code: z.string().min(1).max(40) });
