import { rightsOfRole, type Session } from '../contract/session.ts';
import type { Database, Tx } from '../kernel/db/db.ts';
import { hashPassword, isPassword } from '../kernel/security/password.ts';
import { networkOf } from '../kernel/security/rate-limit.ts';
import { Refusal } from '../kernel/refusal.ts';
import { deleteLapsedSessions, endOutdatedSessions, openAmong } from '../kernel/security/session-store.ts';
import type { KeyedMutex } from '../kernel/async/keyed-mutex.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { isBesieged, isLocked, usernameFrom, windowsAt, withFailure } from './lockout.rules.ts';
import { clearLockout, lockCount, lockoutAt, saveKnownNetwork, saveLockout, siegeOf, type LockoutKey } from './lockout.store.ts';
import { checkPassword, refuseUnchanged } from './password.rules.ts';
import { savePassword, userByName, type User } from './users.store.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Checks a password and says who signed in. Unknown, disabled and wrong are one answer, after the same time.
 *
 * One at a time for each door, so that passwords tried at the same moment are counted one after another, and right ones are not
 * counted at all. No transaction is open while a password is checked: that takes tens of milliseconds, and the embedded database has
 * one connection for everyone.
 */
export async function signIn(doors: SignInDependencies, typed: Typed, now: Date): Promise<Session> {
  return sessionFor(await checkedUser(doors, typed, { now, action: 'session.opened' }));
}

/** Another password for oneself, for whoever knows the present one. Every session that began before is over. */
export async function changeOwnPassword(
  doors: SignInDependencies,
  { next, ...typed }: Typed & { next: string },
  now: Date,
): Promise<Session> {
  const user = await checkedUser(doors, typed, { now, action: 'password.confirmed' });
  refuseUnchanged(next, typed.password);
  checkPassword(next, user.username);
  const hash = await hashPassword(next);
  await doors.database.asOwner(async (tx) => {
    await savePassword(tx, user.id, { hash, by: user.id, at: now, mustChange: false });
    await endOutdatedSessions(tx);
    const { id: userId, username, areaCode } = user;
    await insertAudit(tx, { at: now, userId, username, action: 'password.changed', address: typed.address, areaCode });
  });
  return sessionFor({ ...user, mustChoosePassword: false });
}

/** Ends what was opened by users who have been disabled, moved or changed since; looked at again and again. */
export function endOutdated(database: Database): Promise<number> {
  return database.asOwner(endOutdatedSessions);
}

interface SignInDependencies {
  database: Database;
  mutex: KeyedMutex;
}

/** Who it is that knows this password, or a refusal; counted for its door. */
export function checkedUser(
  { database, mutex: mutex }: SignInDependencies,
  typed: Typed,
  { now, action }: { now: Date; action: string },
): Promise<User> {
  const key = { username: usernameFrom(typed.username) ?? '', address: networkOf(typed.address) };
  return mutex.run(`${key.username} ${key.address}`, async () => {
    const { lockout, siege, user } = await database.asOwner(async (tx) => ({
      siege: await siegeOf(tx, key, windowsAt(now)),
      lockout: await lockoutAt(tx, key),
      user: await userByName(tx, key.username),
    }));
    const caller = { key: key, user, address: typed.address, now };
    if (isLocked(lockout, now) || isBesieged(siege)) return refuse(database, caller, 'session/locked');
    const isRight = await isPassword(typed.password, user?.disabled ? undefined : user?.passwordHash);
    if (!user || !isRight) return refuse(database, caller, 'session/wrong-credentials');
    await database.asOwner((tx) => letIn(tx, caller, action));
    return user;
  });
}

/** Writes down that somebody signed out. */
export async function signOut(database: Database, session: Session, { address, now }: { address: string; now: Date }): Promise<void> {
  const { userId, username, areaCode } = session;
  await database.asOwner((tx) => insertAudit(tx, { at: now, userId, username, action: 'session.closed', address, areaCode }));
}

/**
 * Which of these sessions are over: signed out, idle, or past their shift. Sockets ask: they send no request at which they would be
 * refused.
 */
export async function endedAmong(database: Database, sessionIds: readonly string[], now: Date): Promise<string[]> {
  if (sessionIds.length === 0) return [];
  const open = new Set(await database.asOwner((tx) => openAmong(tx, sessionIds, now)));
  return sessionIds.filter((id) => !open.has(id));
}

interface Typed {
  username: string;
  password: string;
  address: string;
}

interface Caller {
  key: LockoutKey;
  user: User | undefined;
  address: string;
  now: Date;
}

async function letIn(tx: Tx, caller: Caller, action: string): Promise<void> {
  await clearLockout(tx, caller.key, new Date(caller.now.getTime() - dayMs));
  await saveKnownNetwork(tx, caller.key, caller.now);
  await deleteLapsedSessions(tx, caller.now);
  await noteSession(tx, caller, action);
}

async function refuse(database: Database, caller: Caller, code: 'session/locked' | 'session/wrong-credentials'): Promise<never> {
  await database.asOwner(async (tx) => {
    if (code === 'session/wrong-credentials') {
      await saveLockout(tx, caller.key, withFailure(await lockCount(tx, caller.key, caller.now), caller.now));
    }
    await noteSession(tx, caller, code === 'session/locked' ? 'session.locked' : 'session.refused');
  });
  throw new Refusal(code);
}

async function noteSession(tx: Tx, { key: key, user, address, now }: Caller, action: string): Promise<void> {
  const whose = user ? { areaCode: user.areaCode } : {};
  await insertAudit(tx, { at: now, userId: user?.id ?? null, username: key.username || null, action, address, ...whose });
}

export function sessionFor({ id, username, displayName, roles, areaCode, mustChoosePassword }: User): Session {
  const rights = [...new Set(roles.flatMap((role) => rightsOfRole[role]))];
  return { userId: id, username, displayName, roles, rights, areaCode, ...(mustChoosePassword && { mustChoosePassword }) };
}
