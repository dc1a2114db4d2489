import { areaPrefix } from '../contract/areas.ts';
import { offices, type Role, type Session } from '../contract/session.ts';
import type { UserChange } from '../contract/users.ts';
import { Refusal } from '../kernel/refusal.ts';

/** Whom an administrator of this area may administer, and what area may be given: the own one and what lies below. */
export function refuseOutside(administrator: Pick<Session, 'areaCode'>, areaCode: string): void {
  if (!areaCode.startsWith(areaPrefix(administrator.areaCode))) throw new Refusal('area/outside');
}

/**
 * GB/T 22239-2019, 8.1.5: system, security and audit are administered by different people. What somebody holds from before is kept until
 * the roles are changed.
 */
export function refuseJoinedOffices(roles: readonly Role[]): void {
  if (roles.filter((role) => offices.includes(role)).length > 1) throw new Refusal('user/roles-apart');
}

/** Nobody gives rights to oneself, and nobody leaves an installation without an administrator by locking oneself out. */
export function refuseOwnAccount(administrator: Pick<Session, 'userId'>, userId: number, change: UserChange): void {
  if (administrator.userId !== userId) return;
  const { displayName: _, ...graver } = change;
  if (Object.keys(graver).length > 0) throw new Refusal('user/own-account');
}
