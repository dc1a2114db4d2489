import type { OpenSession } from '../../contract/users.ts';
import type { Row, Tx } from '../db/db.ts';

const digest = `encode(sha256(convert_to(s.sid, 'UTF8')), 'hex')`;

/**
 * Moves the end of a session that is still open. Only ever an update: a request that was under way while its user signed out must not
 * bring the session back, which saving it through the library would.
 */
export async function prolongSession(tx: Tx, sessionId: string, { end, now }: { end: Date; now: Date }): Promise<void> {
  await tx.query(`update session set expire = $2 where sid = $1 and expire > $3`, [sessionId, end, now]);
}

/** A second factor was shown by whoever is signed in. Only ever an update, as above. */
export async function markSecondFactor(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx.query(
    `update session set sess = jsonb_set(sess::jsonb, '{secondFactorAt}', to_jsonb($2::text))::json where sid = $1 and expire > $2::timestamptz`,
    [sessionId, now.toISOString()],
  );
}

/** Which of these sessions are still open. */
export async function openAmong(tx: Tx, sessionIds: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx.query<{ sid: string }>(`select sid from session where sid = any($1) and expire > $2`, [sessionIds, now]);
  return rows.map((row) => row.sid);
}

export async function deleteLapsedSessions(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from session where expire < $1`, [now]);
}

/**
 * Ends the sessions of users who were disabled, moved to another area, given other roles or another password, however that came about. Also
 * those whose sign-in was under way meanwhile.
 */
export async function endOutdatedSessions(tx: Tx): Promise<number> {
  const ended = await tx.query(
    `delete from session s using app_user u
     where u.id = s.user_id
       and (u.disabled or u.area_code is distinct from s.sess -> 'user' ->> 'areaCode'
            or u.roles is distinct from array(select json_array_elements_text(s.sess -> 'user' -> 'roles'))
            or u.password_set_at > (s.sess ->> 'signedInAt')::timestamptz)
     returning 1`,
  );
  return ended.length;
}

/** Whose sessions: of one user, or of all in an area. */
export interface WhoseSessions {
  userId: number | null;
  areaPrefix: string;
}

/** What is open, newest first. An id is the digest of the secret that the cookie holds. */
export async function openSessions(tx: Tx, { userId, areaPrefix }: WhoseSessions, now: Date): Promise<(StoredSession & { sid: string })[]> {
  return tx.query<StoredSession & { sid: string } & Row>(
    `select s.sid, ${digest} as id, u.id as "userId", u.username, u.display_name as "displayName", u.roles,
       s.sess ->> 'signedInAt' as "signedInAt", s.expire as "endsAt", s.sess ->> 'address' as address, s.sess ->> 'agent' as agent
     from session s join app_user u on u.id = s.user_id
     where s.expire > $3 and ($1::bigint is null or u.id = $1) and starts_with(u.area_code, $2)
     order by "signedInAt" desc limit 500`,
    [userId, areaPrefix, now],
  );
}

/** A session as it is listed. */
export type StoredSession = Omit<OpenSession, 'isThis' | 'endsAt'> & { endsAt: Date };

/** Signs out. `id`: one session alone. */
export async function endSessions(tx: Tx, { userId, areaPrefix }: WhoseSessions, id: string | null): Promise<number> {
  const ended = await tx.query(
    `delete from session s using app_user u
     where u.id = s.user_id and ($1::bigint is null or u.id = $1) and starts_with(u.area_code, $2) and ($3::text is null or ${digest} = $3)
     returning 1`,
    [userId, areaPrefix, id],
  );
  return ended.length;
}
