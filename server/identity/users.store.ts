import type { Role } from '../contract/session.ts';
import type { UserAccount, UserChange } from '../contract/users.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

export interface User {
  id: number;
  username: string;
  displayName: string;
  passwordHash: string;
  roles: Role[];
  areaCode: string;
  disabled: boolean;
  /** An administrator set the password, and the holder has not chosen another yet. */
  mustChoosePassword: boolean;
}

/** `demo`: its password is published in the README. */
export type NewUserRow = Omit<User, 'id' | 'disabled' | 'mustChoosePassword'> & { demo: boolean };

const user = `select id, username, display_name as "displayName", password_hash as "passwordHash", roles, area_code as "areaCode", disabled,
  must_choose_password as "mustChoosePassword" from app_user`;

export function userByName(tx: Tx, username: string): Promise<User | undefined> {
  return tx.one<User & Row>(`${user} where username = $1`, [username]);
}

export function userById(tx: Tx, id: number): Promise<User | undefined> {
  return tx.one<User & Row>(`${user} where id = $1`, [id]);
}

/** Users that exist keep what they have, their password above all. */
export async function insertUsers(tx: Tx, users: NewUserRow[]): Promise<void> {
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

const account = `select u.id, u.username, u.display_name as "displayName", u.roles, u.area_code as "areaCode", u.disabled, u.demo,
    case when u.password_set_by is null then 'installation' when u.password_set_by = u.id then 'holder' else 'administrator' end as "passwordBy",
    u.must_choose_password as "mustChoosePassword",
    exists (select from second_factor f where f.user_id = u.id and f.enrolled_at is not null) as "secondFactor",
    (select count(*)::int from session s where s.user_id = u.id and s.expire > $1) as sessions
  from app_user u`;

/** The users of an area, by name. */
export function accounts(tx: Tx, areaPrefix: string, now: Date): Promise<UserAccount[]> {
  return tx.query<UserAccount & Row>(`${account} where starts_with(u.area_code, $2) order by u.disabled, u.username`, [now, areaPrefix]);
}

export function accountById(tx: Tx, id: number, now: Date): Promise<UserAccount | undefined> {
  return tx.one<UserAccount & Row>(`${account} where u.id = $2`, [now, id]);
}

/** Whether somebody still holds a role: what a session says may be a moment old. */
export async function holdsRole(tx: Tx, userId: number, roles: readonly Role[]): Promise<boolean> {
  return (await tx.one(`select from app_user where id = $1 and not disabled and roles && $2::text[]`, [userId, roles])) !== undefined;
}

/** A password that was set, and by whom. */
export interface SetPassword {
  hash: string;
  by: number;
  at: Date;
  /** Somebody else than the holder knows it. */
  mustChange: boolean;
}

/** @returns its id; undefined when the name is taken */
export async function insertUser(
  tx: Tx,
  wanted: Omit<NewUserRow, 'passwordHash' | 'demo'>,
  password: SetPassword,
): Promise<number | undefined> {
  const row = await tx.one<{ id: number }>(
    `insert into app_user (username, display_name, roles, area_code, password_hash, password_set_by, password_set_at, must_choose_password)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (username) do nothing returning id`,
    [wanted.username, wanted.displayName, wanted.roles, wanted.areaCode, password.hash, password.by, password.at, password.mustChange],
  );
  return row?.id;
}

/** What is undefined stays. */
export async function saveUser(
  tx: Tx,
  id: number,
  { displayName, roles, areaCode, disabled }: Omit<UserChange, 'password'>,
): Promise<void> {
  await tx.query(
    `update app_user set display_name = coalesce($2, display_name), roles = coalesce($3, roles),
       area_code = coalesce($4, area_code), disabled = coalesce($5, disabled) where id = $1`,
    [id, displayName ?? null, roles ?? null, areaCode ?? null, disabled ?? null],
  );
}

/** From now on it is no published one. */
export async function savePassword(tx: Tx, id: number, { hash, by, at, mustChange }: SetPassword): Promise<void> {
  await tx.query(
    `update app_user set password_hash = $2, password_set_by = $3, password_set_at = $4, must_choose_password = $5, demo = false where id = $1`,
    [id, hash, by, at, mustChange],
  );
}

export async function saveDemoPassword(tx: Tx, passwordHash: string): Promise<void> {
  await tx.query(`update app_user set password_hash = $1 where demo`, [passwordHash]);
}
