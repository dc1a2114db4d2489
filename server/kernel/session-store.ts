import type { Tx } from './db.ts';

/**
 * Moves the end of a session that is still open. Only ever an update: a request that was under way while its user signed out must not
 * bring the session back, which saving it through the library would.
 */
export async function prolongSession(tx: Tx, sessionId: string, { end, now }: { end: Date; now: Date }): Promise<void> {
  await tx.query(`update session set expire = $2 where sid = $1 and expire > $3`, [sessionId, end, now]);
}

/** Which of these sessions are still open. */
export async function openAmong(tx: Tx, sessionIds: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx.query<{ sid: string }>(`select sid from session where sid = any($1) and expire > $2`, [sessionIds, now]);
  return rows.map((row) => row.sid);
}

export async function deleteLapsedSessions(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from session where expire < $1`, [now]);
}
