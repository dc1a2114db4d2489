import type { AuditEntry } from '../contract/audit.ts';
import type { Tx } from '../kernel/db/db.ts';

export interface NewAuditEntry {
  at: Date;
  userId: number | null;
  username: string | null;
  /** Noun and what happened to it: `session.opened`, `person.revealed`. */
  action: string;
  subject?: string;
  purpose?: string;
  address?: string;
  areaCode?: string;
}

/** Adds a line to the audit trail, in the transaction of what it speaks of: neither is there without the other. */
export function insertAudit(tx: Tx, entry: NewAuditEntry): Promise<void> {
  return insertAudits(tx, [entry]);
}

export async function insertAudits(tx: Tx, entries: readonly NewAuditEntry[]): Promise<void> {
  await tx.query(
    `insert into audit (at, user_id, username, action, subject, purpose, address, area_code)
     select at, "userId", username, action, subject, purpose, address, "areaCode"
     from json_to_recordset($1) as e(at timestamptz, "userId" bigint, username text, action text, subject text, purpose text, address text,
       "areaCode" text)`,
    [JSON.stringify(entries)],
  );
}

/** Lines older than `before` (all when null), newest first, cut to the transaction's scope. */
export async function auditBefore(tx: Tx, before: number | null, limit: number): Promise<AuditEntry[]> {
  const rows = await tx.query<Omit<AuditEntry, 'at'> & { at: Date }>(
    `select id, at, user_id as "userId", username, action, subject, purpose, address, area_code as "areaCode"
     from audit where $1::bigint is null or id < $1 order by id desc limit $2`,
    [before, limit],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
