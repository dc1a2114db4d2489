import type { Row, Tx } from '../kernel/db/db.ts';

/** `enrolledAt`: null while no code has confirmed it. */
export interface KeptFactor {
  sealedSecret: string;
  enrolledAt: Date | null;
  lastStep: number;
  recoveryCodesLeft: number;
}

export function factorOf(tx: Tx, userId: number): Promise<KeptFactor | undefined> {
  return tx.one<KeptFactor & Row>(
    `select sealed_secret as "sealedSecret", enrolled_at as "enrolledAt", last_step as "lastStep",
       (select count(*)::int from recovery_code r where r.user_id = f.user_id and r.used_at is null) as "recoveryCodesLeft"
     from second_factor f where user_id = $1`,
    [userId],
  );
}

/** One that waits for its first code takes the place of another that waits; one that is enrolled stays. */
export async function beginFactor(tx: Tx, userId: number, sealedSecret: string): Promise<boolean> {
  const row = await tx.one(
    `insert into second_factor as f (user_id, sealed_secret) values ($1, $2)
     on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0 where f.enrolled_at is null
     returning user_id`,
    [userId, sealedSecret],
  );
  return row !== undefined;
}

/** The first code: enrolled from now on. False when another request was first. */
export async function confirmFactor(tx: Tx, userId: number, { step, at }: { step: number; at: Date }): Promise<boolean> {
  const row = await tx.one(
    `update second_factor set enrolled_at = $2, last_step = $3 where user_id = $1 and enrolled_at is null returning user_id`,
    [userId, at, step],
  );
  return row !== undefined;
}

/** A code of the app counts once, whoever sends it and however many at the same moment. */
export async function takeStep(tx: Tx, userId: number, step: number): Promise<boolean> {
  const row = await tx.one(`update second_factor set last_step = $2 where user_id = $1 and last_step < $2 returning user_id`, [
    userId,
    step,
  ]);
  return row !== undefined;
}

export async function replaceRecoveryCodes(tx: Tx, userId: number, digests: readonly string[]): Promise<void> {
  await tx.query(`delete from recovery_code where user_id = $1`, [userId]);
  await tx.query(`insert into recovery_code (user_id, digest) select $1, unnest($2::text[])`, [userId, digests]);
}

export async function takeRecoveryCode(tx: Tx, userId: number, { digest, at }: { digest: string; at: Date }): Promise<boolean> {
  const row = await tx.one(
    `update recovery_code set used_at = $3 where user_id = $1 and digest = $2 and used_at is null returning user_id`,
    [userId, digest, at],
  );
  return row !== undefined;
}

export async function deleteFactor(tx: Tx, userId: number): Promise<void> {
  await tx.query(`delete from second_factor where user_id = $1`, [userId]);
}
