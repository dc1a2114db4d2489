import type { Tx } from '../kernel/db/db.ts';

/** A later code takes the place of an earlier one. */
export async function saveWallCode(tx: Tx, userId: number, { digest, expiresAt }: { digest: string; expiresAt: Date }): Promise<void> {
  await tx.query(
    `insert into wall_code (user_id, digest, expires_at) values ($1, $2, $3)
     on conflict (user_id) do update set digest = excluded.digest, expires_at = excluded.expires_at`,
    [userId, digest, expiresAt],
  );
}

/** Each code counts once, however many send it at the same moment. @returns whose it was */
export async function takeWallCode(tx: Tx, digest: string, now: Date): Promise<number | undefined> {
  const row = await tx.one<{ userId: number }>(
    `delete from wall_code where digest = $1 and expires_at > $2 returning user_id as "userId"`,
    [digest, now],
  );
  return row?.userId;
}
