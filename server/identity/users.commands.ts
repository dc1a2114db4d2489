import { randomBytes } from 'node:crypto';
import { areaPrefix } from '../contract/areas.ts';
import type { Session } from '../contract/session.ts';
import type { EndedQuery, NewUser, OpenSession, UserAccount, UserChange } from '../contract/users.ts';
import { isWall } from '../contract/walls.ts';
import { areasNamed } from '../areas/areas.store.ts';
import type { Database, Tx } from '../kernel/db/db.ts';
import { lockUntilCommit } from '../kernel/db/locks.ts';
import { hashPassword } from '../kernel/security/password.ts';
import { Refusal } from '../kernel/refusal.ts';
import { endOutdatedSessions, endSessions, openSessions, type WhoseSessions } from '../kernel/security/session-store.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { checkPassword } from './password.rules.ts';
import { deleteFactor } from './second-factor.store.ts';
import { refuseJoinedOffices, refuseOutside, refuseOwnAccount } from './users.rules.ts';
import { accountById, holdsRole, insertUser, savePassword, saveUser } from './users.store.ts';

/** Who administers, from where and when. */
export interface Administrator {
  user: Session;
  address: string;
  now: Date;
}

export async function addUser(database: Database, wanted: NewUser, administrator: Administrator): Promise<UserAccount> {
  const { username, displayName, roles, areaCode } = wanted;
  refuseOutside(administrator.user, areaCode);
  refuseJoinedOffices(roles);
  // Nobody knows the password of a wall that is enrolled by a code.
  const typed = wanted.password ?? (isWall(roles) ? randomBytes(32).toString('base64') : '');
  checkPassword(typed, username);
  const mustChange = wanted.password !== undefined;
  const password = { hash: await hashPassword(typed), by: administrator.user.userId, at: administrator.now, mustChange };
  return database.asOwner(async (tx) => {
    await beginAdministering(tx, administrator);
    await refuseUnknownArea(tx, areaCode);
    const id = await insertUser(tx, { username, displayName, roles, areaCode }, password);
    if (id === undefined) throw new Refusal('user/taken');
    await note(tx, administrator, { action: 'user.added', subject: `${username}: ${roles.join(', ')}`, areaCode });
    return (await accountById(tx, id, administrator.now))!;
  });
}

/** Whoever is signed in as this user is signed out, unless only the name on the screen was changed. */
export async function changeUser(
  database: Database,
  { id, change }: { id: number; change: UserChange },
  administrator: Administrator,
): Promise<UserAccount> {
  const { user, now } = administrator;
  const before = await database.asOwner((tx) => accountById(tx, id, now));
  if (!before?.areaCode.startsWith(areaPrefix(user.areaCode))) throw new Refusal('user/unknown');
  refuseOwnAccount(user, id, change);
  if (change.areaCode) refuseOutside(user, change.areaCode);
  if (change.roles) refuseJoinedOffices(change.roles);
  if (change.password !== undefined) checkPassword(change.password, before.username);
  const hash = change.password === undefined ? null : await hashPassword(change.password);
  return database.asOwner(async (tx) => {
    await beginAdministering(tx, administrator);
    if (change.areaCode) await refuseUnknownArea(tx, change.areaCode);
    await saveUser(tx, id, change);
    if (hash) await savePassword(tx, id, { hash, by: user.userId, at: now, mustChange: true });
    if (change.secondFactor === false) await takeFactor(tx, { id, areaCode: before.areaCode });
    await endOutdatedSessions(tx);
    await note(tx, administrator, { action: 'user.changed', subject: subjectOf(before, change), areaCode: before.areaCode });
    return (await accountById(tx, id, now))!;
  });
}

/** Also ends what was opened with it. */
async function takeFactor(tx: Tx, { id, areaCode }: { id: number; areaCode: string }): Promise<void> {
  await deleteFactor(tx, id);
  await endSessions(tx, { userId: id, areaPrefix: areaPrefix(areaCode) }, null);
}

/** Who is signed in: of the whole area for whoever administers it, else the asker alone. */
export async function sessionsFor(tx: Tx, asker: Asker): Promise<OpenSession[]> {
  const rows = await openSessions(tx, reachOf(asker, undefined), asker.now);
  return rows.map(({ sid, endsAt, ...row }) => ({ ...row, endsAt: endsAt.toISOString(), isThis: sid === asker.sessionId }));
}

export async function signOutEverywhere(database: Database, wanted: EndedQuery, asker: Asker): Promise<number> {
  const { user, isAdministrator } = asker;
  if (wanted.user !== undefined && wanted.user !== user.userId && !isAdministrator) throw new Refusal('session/not-allowed');
  return database.asOwner(async (tx) => {
    const reach = reachOf(asker, wanted);
    const ended = await endSessions(tx, reach, wanted.session ?? null);
    const subject = `${reach.userId === null ? 'session' : `user ${reach.userId}`}: ${ended}`;
    await note(tx, asker, { action: 'sessions.ended', subject, areaCode: user.areaCode });
    return ended;
  });
}

/** Whose session asks. */
export interface Asker extends Administrator {
  isAdministrator: boolean;
  sessionId: string;
}

/** A single session of the area may be named without saying whose it is. */
function reachOf({ user, isAdministrator }: Asker, wanted: EndedQuery | undefined): WhoseSessions {
  const isWide = isAdministrator && (!wanted || wanted.user !== undefined || wanted.session !== undefined);
  return isWide
    ? { userId: wanted?.user ?? null, areaPrefix: areaPrefix(user.areaCode) }
    : { userId: user.userId, areaPrefix: areaPrefix(user.areaCode) };
}

/** Whether the administrator is still one: what the session says was true when it began. */
async function beginAdministering(tx: Tx, { user }: Administrator): Promise<void> {
  await lockUntilCommit(tx, 'administration');
  if (!(await holdsRole(tx, user.userId, ['securityAdministrator']))) throw new Refusal('session/not-allowed');
}

async function refuseUnknownArea(tx: Tx, areaCode: string): Promise<void> {
  if ((await areasNamed(tx, [areaCode])).length === 0) throw new Refusal('area/unknown');
}

/** What was changed from what to what; of a password only that it was. */
function subjectOf(before: UserAccount, { password, ...change }: UserChange): string {
  const told = Object.entries(change).map(([name, value]) => `${name} ${String(before[name as keyof UserAccount])} -> ${String(value)}`);
  return `${before.username}: ${[...told, ...(password === undefined ? [] : ['password'])].join('; ')}`;
}

async function note(
  tx: Tx,
  { user, address, now }: Administrator,
  entry: { action: string; subject: string; areaCode: string },
): Promise<void> {
  await insertAudit(tx, { at: now, userId: user.userId, username: user.username, address, ...entry });
}
