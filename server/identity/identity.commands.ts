import { rightsOfRole, type Session } from '../contract/session.ts';
import type { Database, Tx } from '../kernel/db.ts';
import { isPassword } from '../kernel/password.ts';
import { Refusal } from '../kernel/refusal.ts';
import { insertAudit } from './audit.store.ts';
import { isLocked, usernameFrom, withTry } from './lockout.rules.ts';
import { clearLockout, lockDoor, saveLockout, type Door } from './lockout.store.ts';
import { deleteLapsedSessions, openAmong } from './sessions.store.ts';
import { userByName, type User } from './users.store.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Checks a password and says who signed in. Unknown, disabled and wrong are one answer, after the same time.
 *
 * Two transactions, with the password checked between them: hashing takes tens of milliseconds, and the embedded database has one
 * connection for everyone.
 */
export async function signIn(database: Database, credentials: Door & { password: string }, now: Date): Promise<Session> {
  const door = { username: usernameFrom(credentials.username) ?? '', address: credentials.address };
  const { locked, user } = await database.asOwner((tx) => tryDoor(tx, door, now));
  if (locked) return refused(database, { door, user, now }, 'session/locked');

  const isRight = await isPassword(credentials.password, user?.disabled ? undefined : user?.passwordHash);
  if (!user || !isRight) return refused(database, { door, user, now }, 'session/wrong-credentials');

  await database.asOwner(async (tx) => {
    await clearLockout(tx, door, new Date(now.getTime() - dayMs));
    await deleteLapsedSessions(tx, now);
    await noteSession(tx, { door, user, now }, 'session.opened');
  });
  return sessionFor(user);
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

interface Caller {
  door: Door;
  user: User | undefined;
  now: Date;
}

async function tryDoor(tx: Tx, door: Door, now: Date): Promise<{ locked: boolean; user: User | undefined }> {
  const before = await lockDoor(tx, door, now);
  await saveLockout(tx, door, withTry(before, now));
  return { locked: isLocked(before, now), user: await userByName(tx, door.username) };
}

async function refused(database: Database, caller: Caller, code: 'session/locked' | 'session/wrong-credentials'): Promise<never> {
  await database.asOwner((tx) => noteSession(tx, caller, code === 'session/locked' ? 'session.locked' : 'session.refused'));
  throw new Refusal(code);
}

async function noteSession(tx: Tx, { door, user, now }: Caller, action: string): Promise<void> {
  const whose = user ? { areaCode: user.areaCode } : {};
  await insertAudit(tx, { at: now, userId: user?.id ?? null, username: door.username || null, action, address: door.address, ...whose });
}

function sessionFor({ id, username, displayName, roles, areaCode }: User): Session {
  return { userId: id, username, displayName, roles, rights: [...new Set(roles.flatMap((role) => rightsOfRole[role]))], areaCode };
}
