import type { Tx } from '../kernel/db.ts';

/** Which of these sessions are still open. */
export async function openAmong(tx: Tx, sessionIds: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx.query<{ sid: string }>(`select sid from session where sid = any($1) and expire > $2`, [sessionIds, now]);
  return rows.map((row) => row.sid);
}

export async function deleteLapsedSessions(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from session where expire < $1`, [now]);
}
