import type { AuditEntry } from '../contract/audit.ts';
import type { Tx } from '../kernel/db.ts';

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
export async function insertAudit(tx: Tx, entry: NewAuditEntry): Promise<void> {
  await tx.query(
    `insert into audit (at, user_id, username, action, subject, purpose, address, area_code) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [entry.at, entry.userId, entry.username, entry.action, entry.subject, entry.purpose, entry.address, entry.areaCode],
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
