import { rightsOfRole, type Session } from '../contract/session.ts';
import type { Database, Tx } from '../kernel/db.ts';
import { isPassword } from '../kernel/password.ts';
import { networkOf } from '../kernel/rate-limit.ts';
import { Refusal } from '../kernel/refusal.ts';
import { deleteLapsedSessions, openAmong } from '../kernel/session-store.ts';
import type { Turns } from '../kernel/turns.ts';
import { insertAudit } from './audit.store.ts';
import { isLocked, usernameFrom, withFailure } from './lockout.rules.ts';
import { clearLockout, lockDoor, lockoutAt, saveLockout, type Door } from './lockout.store.ts';
import { userByName, type User } from './users.store.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Checks a password and says who signed in. Unknown, disabled and wrong are one answer, after the same time.
 *
 * One at a time for each door, so that passwords tried at the same moment are counted one after another, and right ones are not
 * counted at all. No transaction is open while a password is checked: that takes tens of milliseconds, and the embedded database has
 * one connection for everyone.
 */
export function signIn({ database, turns }: { database: Database; turns: Turns }, typed: Typed, now: Date): Promise<Session> {
  const door = { username: usernameFrom(typed.username) ?? '', address: networkOf(typed.address) };
  return turns.take(`${door.username} ${door.address}`, async () => {
    const { lockout, user } = await database.asOwner(async (tx) => ({
      lockout: await lockoutAt(tx, door),
      user: await userByName(tx, door.username),
    }));
    const caller = { door, user, address: typed.address, now };
    if (isLocked(lockout, now)) return refuse(database, caller, 'session/locked');
    const isRight = await isPassword(typed.password, user?.disabled ? undefined : user?.passwordHash);
    if (!user || !isRight) return refuse(database, caller, 'session/wrong-credentials');
    await database.asOwner((tx) => letIn(tx, caller));
    return sessionFor(user);
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
  door: Door;
  user: User | undefined;
  address: string;
  now: Date;
}

async function letIn(tx: Tx, caller: Caller): Promise<void> {
  await clearLockout(tx, caller.door, new Date(caller.now.getTime() - dayMs));
  await deleteLapsedSessions(tx, caller.now);
  await noteSession(tx, caller, 'session.opened');
}

async function refuse(database: Database, caller: Caller, code: 'session/locked' | 'session/wrong-credentials'): Promise<never> {
  await database.asOwner(async (tx) => {
    if (code === 'session/wrong-credentials') {
      await saveLockout(tx, caller.door, withFailure(await lockDoor(tx, caller.door, caller.now), caller.now));
    }
    await noteSession(tx, caller, code === 'session/locked' ? 'session.locked' : 'session.refused');
  });
  throw new Refusal(code);
}

async function noteSession(tx: Tx, { door, user, address, now }: Caller, action: string): Promise<void> {
  const whose = user ? { areaCode: user.areaCode } : {};
  await insertAudit(tx, { at: now, userId: user?.id ?? null, username: door.username || null, action, address, ...whose });
}

function sessionFor({ id, username, displayName, roles, areaCode }: User): Session {
  return { userId: id, username, displayName, roles, rights: [...new Set(roles.flatMap((role) => rightsOfRole[role]))], areaCode };
}
