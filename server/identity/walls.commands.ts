import { createHash, randomBytes } from 'node:crypto';
import { areaPrefix } from '../contract/areas.ts';
import type { Session } from '../contract/session.ts';
import { isWall, type WallCode } from '../contract/walls.ts';
import type { Database } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { sessionFor } from './identity.commands.ts';
import { readCode, recoveryCodeBytes, recoveryCodeFrom } from './second-factor.rules.ts';
import type { Administrator } from './users.commands.ts';
import { accountById, userById } from './users.store.ts';
import { saveWallCode, takeWallCode } from './walls.store.ts';

/** From the administrator's desk to the wall, and time to type it there. */
const minutesGood = 15;

/** A code that enrols one screen as this wall. It stays enrolled until its session is ended or the wall is disabled. */
export async function giveWallCode(database: Database, id: number, { user, address, now }: Administrator): Promise<WallCode> {
  const code = recoveryCodeFrom(randomBytes(recoveryCodeBytes));
  const expiresAt = new Date(now.getTime() + minutesGood * 60_000);
  await database.asOwner(async (tx) => {
    const wall = await accountById(tx, id, now);
    if (!wall?.areaCode.startsWith(areaPrefix(user.areaCode))) throw new Refusal('user/unknown');
    if (!isWall(wall.roles) || wall.disabled) throw new Refusal('wall/not-a-wall');
    await saveWallCode(tx, id, { digest: digestOf(code), expiresAt });
    const { userId, username } = user;
    await insertAudit(tx, {
      at: now,
      userId,
      username,
      action: 'wall.code-given',
      subject: wall.username,
      address,
      areaCode: wall.areaCode,
    });
  });
  return { code, expiresAt: expiresAt.toISOString() };
}

/** Who shows the code is that wall from now on. */
export async function enrolWall(database: Database, typed: string, { address, now }: { address: string; now: Date }): Promise<Session> {
  const wall = await database.asOwner(async (tx) => {
    const userId = await takeWallCode(tx, digestOf(typed), now);
    const user = userId === undefined ? undefined : await userById(tx, userId);
    const isGood = user !== undefined && !user.disabled && isWall(user.roles);
    const whose = isGood ? { userId: user.id, username: user.username, areaCode: user.areaCode } : { userId: null, username: null };
    await insertAudit(tx, { at: now, ...whose, action: isGood ? 'wall.enrolled' : 'wall.refused', address });
    return isGood ? user : undefined;
  });
  if (!wall) throw new Refusal('wall/wrong-code');
  // Nobody typed a password here, and nobody stands at a wall to choose one.
  return sessionFor({ ...wall, mustChoosePassword: false });
}

/** Of 80 random bits; what cannot be a code has the digest of none. */
function digestOf(typed: string): string {
  return createHash('sha256')
    .update(readCode(typed)?.code ?? '')
    .digest('hex');
}
