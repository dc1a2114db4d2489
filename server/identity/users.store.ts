import type { Role } from '../contract/session.ts';
import type { Tx } from '../kernel/db.ts';

export interface User {
  id: number;
  username: string;
  displayName: string;
  passwordHash: string;
  roles: Role[];
  areaCode: string;
  disabled: boolean;
}

/** `demo`: its password is published in the README. */
export type NewUser = Omit<User, 'id' | 'disabled'> & { demo: boolean };

export function userByName(tx: Tx, username: string): Promise<User | undefined> {
  return tx.one<User & Record<string, unknown>>(
    `select id, username, display_name as "displayName", password_hash as "passwordHash", roles, area_code as "areaCode", disabled
     from app_user where username = $1`,
    [username],
  );
}

/** Users that exist keep what they have, their password above all. */
export async function insertUsers(tx: Tx, users: NewUser[]): Promise<void> {
  await tx.query(
    `insert into app_user (username, display_name, password_hash, roles, area_code, demo)
     select username, "displayName", "passwordHash", roles, "areaCode", demo
     from json_to_recordset($1) as u(username text, "displayName" text, "passwordHash" text, roles text[], "areaCode" text, demo boolean)
     on conflict (username) do nothing`,
    [JSON.stringify(users)],
  );
}

export async function hasUsers(tx: Tx): Promise<boolean> {
  return (await tx.one(`select id from app_user limit 1`)) !== undefined;
}

/** Whether anybody can sign in with a password that stands in the README. */
export async function hasDemoUsers(tx: Tx): Promise<boolean> {
  return (await tx.one(`select id from app_user where demo and not disabled limit 1`)) !== undefined;
}

/** What the demo users' password is checked against; undefined when there are none. */
export async function demoPasswordHash(tx: Tx): Promise<string | undefined> {
  const row = await tx.one<{ hash: string }>(`select password_hash as hash from app_user where demo order by id limit 1`);
  return row?.hash;
}

export async function saveDemoPassword(tx: Tx, passwordHash: string): Promise<void> {
  await tx.query(`update app_user set password_hash = $1 where demo`, [passwordHash]);
}
