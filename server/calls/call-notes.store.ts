import type { CallNote } from '../contract/call-details.ts';
import type { CallId } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

export async function insertNotes(tx: Tx, callIds: readonly CallId[], note: { userId: number; at: Date; text: string }): Promise<void> {
  await tx.query(
    `insert into call_note (call_id, area_code, user_id, at, text) select id, area_code, $2, $3, $4 from call where id = any($1::uuid[])`,
    [callIds, note.userId, note.at, tx.seal('call_note.text', note.text)],
  );
}

export async function notesOf(tx: Tx, callId: CallId): Promise<CallNote[]> {
  const rows = await tx.query<Row & Omit<CallNote, 'at'> & { at: Date }>(
    `select n.id, n.at, n.user_id as "userId", coalesce(u.display_name, '') as by, n.text
     from call_note n left join app_user u on u.id = n.user_id where n.call_id = $1 order by n.id`,
    [callId],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
