import type { CallOutId } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { NoticeId } from '../contract/notices.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import { lockIncident } from '../kernel/db/locks.ts';
import type { Notice } from './notices.rules.ts';

type Times = 'sentAt' | 'beginsAt' | 'dueAt';
type NoticeRow = Row & Omit<Notice, Times> & { sentAt: Date; beginsAt: Date | null; dueAt: Date | null };

/** Keeps notices with what produced them, in its transaction. One that is there is said anew: what produced it may learn its level late. */
export async function saveNotices(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  await tx.query(
    `insert into notice (id, incident_id, kind, subject, version, level, area_codes, words, answers, policy_id, sent_at, begins_at, due_at)
     select n.id, n."incidentId", n.kind, n.subject, n.version, n.level, n.areas, n.words, n.answers, n."policyId", n."sentAt", n."beginsAt", n."dueAt"
     from jsonb_to_recordset($1::jsonb) as n (id uuid, "incidentId" uuid, kind text, subject text, version int, level text, areas text[],
       words jsonb, answers text[], "policyId" text, "sentAt" timestamptz, "beginsAt" timestamptz, "dueAt" timestamptz)
     on conflict (id) do update set version = excluded.version, level = excluded.level, words = excluded.words`,
    [JSON.stringify(notices)],
  );
}

export async function noticeById(tx: Tx, id: NoticeId): Promise<Notice | undefined> {
  return (await noticesById(tx, [id]))[0];
}

export async function noticesById(tx: Tx, ids: readonly NoticeId[]): Promise<Notice[]> {
  const rows = await tx.query<NoticeRow>(
    `select id, incident_id as "incidentId", kind, subject, version, level, area_codes as areas, words, answers, policy_id as "policyId",
       sent_at as "sentAt", begins_at as "beginsAt", due_at as "dueAt"
     from notice where id = any($1::uuid[]) order by sent_at, id`,
    [ids],
  );
  return rows.map(({ sentAt, beginsAt, dueAt, ...row }) => ({
    ...row,
    sentAt: sentAt.toISOString(),
    beginsAt: beginsAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
  }));
}

/** What a call-out is about. */
export async function noticeOfCallOut(tx: Tx, id: CallOutId): Promise<Notice | undefined> {
  const row = await tx.one<{ id: NoticeId }>(`select notice_id as id from call_out where id = $1`, [id]);
  return row && noticeById(tx, row.id);
}

/**
 * Lets one message at a time into an incident, until the transaction ends: an Update and its Alert that arrive together must meet. Taken
 * before any other lock, by nobody else.
 */
export async function lockNotices(tx: Tx, incidentId: IncidentId): Promise<void> {
  await lockIncident(tx, 'notices', incidentId);
}
