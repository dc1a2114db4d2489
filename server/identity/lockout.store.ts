import type { Tx } from '../kernel/db/db.ts';
import type { Lockout } from './lockout.rules.ts';

const select = `select failures, since, locked_until as "lockedUntil" from lockout`;

/** Who tries to sign in, whether or not such a user exists: what is refused must not tell. */
export interface LockoutKey {
  username: string;
  address: string;
}

export function lockoutAt(tx: Tx, { username, address }: LockoutKey): Promise<Lockout | undefined> {
  return tx.one<Lockout & Record<string, unknown>>(`${select} where username = $1 and address = $2`, [username, address]);
}

/** The count behind a door, held until the transaction ends: nodes that count at the same time take turns. */
export async function lockCount(tx: Tx, { username, address }: LockoutKey, now: Date): Promise<Lockout | undefined> {
  await tx.query(`insert into lockout (username, address, failures, since) values ($1, $2, 0, $3) on conflict do nothing`, [
    username,
    address,
    now,
  ]);
  return tx.one<Lockout & Record<string, unknown>>(`${select} where username = $1 and address = $2 for no key update`, [username, address]);
}

export async function saveLockout(tx: Tx, { username, address }: LockoutKey, lockout: Lockout): Promise<void> {
  await tx.query(`update lockout set failures = $3, since = $4, locked_until = $5 where username = $1 and address = $2`, [
    username,
    address,
    lockout.failures,
    lockout.since,
    lockout.lockedUntil,
  ]);
}

/** Forgets the tries at this door, and with it the ones anywhere that no longer count. */
export async function clearLockout(tx: Tx, { username, address }: LockoutKey, before: Date): Promise<void> {
  await tx.query(`delete from lockout where (username = $1 and address = $2) or (since < $3 and coalesce(locked_until, since) < $3)`, [
    username,
    address,
    before,
  ]);
}

/** Wrong passwords for the name of a door from all networks, and whether it has signed in through this one. */
export async function siegeOf(
  tx: Tx,
  { username, address }: LockoutKey,
  since: { failuresSince: Date; knownSince: Date },
): Promise<{ failures: number; isKnown: boolean }> {
  const row = await tx.one<{ failures: number; isKnown: boolean }>(
    `select (select coalesce(sum(failures), 0)::int from lockout where username = $1 and address not like 'code %' and since >= $3) as failures,
       exists (select from known_door where username = $1 and network = $2 and last_at >= $4) as "isKnown"`,
    [username, address, since.failuresSince, since.knownSince],
  );
  return row!;
}

export async function saveKnownNetwork(tx: Tx, { username, address }: LockoutKey, now: Date): Promise<void> {
  await tx.query(
    `insert into known_door (username, network, last_at) values ($1, $2, $3)
     on conflict (username, network) do update set last_at = excluded.last_at`,
    [username, address, now],
  );
}
