import { createHash, randomBytes } from 'node:crypto';
import type { RecoveryCodes, SecondFactor, SecondFactorSecret } from '../contract/second-factor.ts';
import type { Session } from '../contract/session.ts';
import type { Database, Tx } from '../kernel/db/db.ts';
import { networkOf } from '../kernel/security/rate-limit.ts';
import { Refusal } from '../kernel/refusal.ts';
import { TextSeal } from '../kernel/sealing/sealed-text.ts';
import { markSecondFactor } from '../kernel/security/session-store.ts';
import { newTotpSecret, stepOf, totpUri } from '../kernel/security/totp.ts';
import type { KeyedMutex } from '../kernel/async/keyed-mutex.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { checkedUser } from './identity.commands.ts';
import { isLocked, withFailure } from './lockout.rules.ts';
import { clearLockout, lockCount, lockoutAt, saveLockout, type LockoutKey } from './lockout.store.ts';
import { secretNamed } from './secrets.store.ts';
import { readCode, recoveryCodeBytes, recoveryCodeFrom, recoveryCodesInAll } from './second-factor.rules.ts';
import {
  beginFactor,
  confirmFactor,
  deleteFactor,
  factorOf,
  replaceRecoveryCodes,
  takeRecoveryCode,
  takeStep,
  type KeptFactor,
} from './second-factor.store.ts';

const dayMs = 24 * 60 * 60_000;

/** Whose session shows a code, from where and when. */
export interface Holder {
  user: Session;
  sessionId: string;
  /** Whether a code was shown since signing in. */
  isShown: boolean;
  address: string;
  now: Date;
}

export interface FactorDependencies {
  database: Database;
  mutex: KeyedMutex;
}

export async function secondFactorOf(
  tx: Tx,
  { user, isShown }: Pick<Holder, 'user' | 'isShown'>,
  isRequired: boolean,
): Promise<SecondFactor> {
  const kept = await factorOf(tx, user.userId);
  return { isRequired, isEnrolled: kept?.enrolledAt != null, isShown, recoveryCodesLeft: kept?.recoveryCodesLeft ?? 0 };
}

/**
 * A secret for the authenticator app of whoever knows the password; a code of it confirms that the app has it. Who has an app already
 * shows a code of that one first, which it then takes the place of.
 */
export async function beginEnrolment(dependencies: FactorDependencies, holder: Holder, password: string): Promise<SecondFactorSecret> {
  const { user, address, now } = holder;
  await checkedUser(dependencies, { username: user.username, password, address }, { now, action: 'password.confirmed' });
  const secret = newTotpSecret();
  await dependencies.database.asOwner(async (tx) => {
    const kept = await factorOf(tx, user.userId);
    if (kept?.enrolledAt && !holder.isShown) throw new Refusal('second-factor/required');
    if (kept?.enrolledAt) await deleteFactor(tx, user.userId);
    if (!(await beginFactor(tx, user.userId, (await sealOf(tx)).seal(secret, aboutOf(user))))) throw new Refusal('second-factor/required');
    await note(tx, holder, 'second-factor.begun');
  });
  return { secret, uri: totpUri(secret, user.username) };
}

/** The first code of the app: from now on it is asked for, and ten recovery codes stand in for it. */
export function confirmEnrolment(dependencies: FactorDependencies, holder: Holder, typed: string): Promise<RecoveryCodes> {
  return atDoor(dependencies, holder, async (kept, seal) => {
    const read = readCode(typed);
    const step =
      read?.kind === 'app' && (await stepOf(seal.open(kept.sealedSecret, aboutOf(holder.user)), read.code, { ...kept, now: holder.now }));
    if (!step) return undefined;
    const recoveryCodes = Array.from({ length: recoveryCodesInAll }, () => recoveryCodeFrom(randomBytes(recoveryCodeBytes)));
    return async (tx) => {
      const { userId } = holder.user;
      if (!(await confirmFactor(tx, userId, { step, at: holder.now }))) throw new Refusal('second-factor/wrong');
      await replaceRecoveryCodes(
        tx,
        userId,
        recoveryCodes.map((code) => digestOf(readCode(code)!.code)),
      );
      await note(tx, holder, 'second-factor.enrolled');
      return { recoveryCodes };
    };
  });
}

/** A code, of the app or for recovery, good until who showed it signs out. */
export async function showCode(dependencies: FactorDependencies, holder: Holder, typed: string): Promise<void> {
  await atDoor(dependencies, holder, async (kept, seal) => {
    if (!kept.enrolledAt) throw new Refusal('second-factor/not-enrolled');
    const read = readCode(typed);
    const { userId } = holder.user;
    if (read?.kind === 'recovery') {
      return async (tx) => {
        if (!(await takeRecoveryCode(tx, userId, { digest: digestOf(read.code), at: holder.now }))) return undefined;
        await note(tx, holder, 'second-factor.recovered');
        return true;
      };
    }
    const step = read && (await stepOf(seal.open(kept.sealedSecret, aboutOf(holder.user)), read.code, { ...kept, now: holder.now }));
    if (!step) return undefined;
    return async (tx) => {
      if (!(await takeStep(tx, userId, step))) return undefined;
      await note(tx, holder, 'second-factor.shown');
      return true;
    };
  });
}

/** Takes a code in, or says undefined where it turns out not to be good. */
type Taking<T> = (tx: Tx) => Promise<T | undefined>;

/** Counts wrong codes as wrong passwords are: five of one user from one network lock that door for a while. One at a time. */
function atDoor<T>(
  { database, mutex: mutex }: FactorDependencies,
  holder: Holder,
  check: (kept: KeptFactor, seal: TextSeal) => Promise<Taking<T> | undefined>,
): Promise<T> {
  const { user, now } = holder;
  const key: LockoutKey = { username: user.username, address: `code ${networkOf(holder.address)}` };
  return mutex.run(`${key.username} ${key.address}`, async () => {
    const { kept, lockout, seal } = await database.asOwner(async (tx) => ({
      kept: await factorOf(tx, user.userId),
      lockout: await lockoutAt(tx, key),
      seal: await sealOf(tx),
    }));
    if (!kept) throw new Refusal('second-factor/not-enrolled');
    if (isLocked(lockout, now)) throw new Refusal('session/locked');
    const taking = await check(kept, seal);
    const taken = taking && (await database.asOwner((tx) => takenIn(tx, holder, { key: key, taking })));
    if (taken !== undefined) return taken;
    await database.asOwner(async (tx) => {
      await saveLockout(tx, key, withFailure(await lockCount(tx, key, now), now));
      await note(tx, holder, 'second-factor.refused');
    });
    throw new Refusal('second-factor/wrong');
  });
}

async function takenIn<T>(
  tx: Tx,
  { sessionId, now }: Holder,
  { key: key, taking }: { key: LockoutKey; taking: Taking<T> },
): Promise<T | undefined> {
  const taken = await taking(tx);
  if (taken === undefined) return undefined;
  await clearLockout(tx, key, new Date(now.getTime() - dayMs));
  await markSecondFactor(tx, sessionId, now);
  return taken;
}

async function sealOf(tx: Tx): Promise<TextSeal> {
  return new TextSeal(await secretNamed(tx, 'second-factor'), 'totp');
}

function aboutOf({ userId }: Session): string {
  return `user ${userId}`;
}

/** Of 80 random bits: nothing to guess at, so that no slow hash is needed. */
function digestOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

function note(tx: Tx, { user, address, now }: Holder, action: string): Promise<void> {
  const { userId, username, areaCode } = user;
  return insertAudit(tx, { at: now, userId, username, action, address, areaCode });
}
