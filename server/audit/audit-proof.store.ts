import type { Row, Tx } from '../kernel/db/db.ts';
import type { LinkedLine } from './audit-proof.rules.ts';

/** A link of the chain, and the line that it is of; null where there is none any more. */
export interface AuditLink {
  seq: number;
  hash: Buffer;
  line: LinkedLine | null;
}

/** The one row, looked up: joined as a whole, all of a long trail would be read for each slice of it. */
const byId = (table: string, column: string, id: string) => `select * from ${table} one where one.${column} = ${id} limit 1`;

/** How far the chain goes; seq 0 while it has not begun. */
export async function auditEnd(tx: Tx): Promise<{ seq: number; hash: Buffer }> {
  const last = await tx.one<{ seq: number; hash: Buffer }>(`select seq, hash from audit_link order by seq desc limit 1`);
  return last ?? { seq: 0, hash: Buffer.alloc(0) };
}

export async function auditLinks(tx: Tx, { since, end, limit }: { since: number; end: number; limit: number }): Promise<AuditLink[]> {
  const rows = await tx.query<Row & LinkedLine & { seq: number; hash: Buffer; isThere: boolean }>(
    `select l.seq, l.hash, a.id is not null as "isThere", a.id,
       to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
       user_id as "userId", username, action, subject, purpose, address, area_code as "areaCode"
     from audit_link l left join lateral (${byId('audit', 'id', 'l.audit_id')}) a on true
     where l.seq > $1 and l.seq <= $2 order by l.seq limit $3`,
    [since, end, limit],
  );
  return rows.map(({ seq, hash, isThere, ...line }) => ({ seq, hash, line: isThere ? line : null }));
}

/** Lines in the order of their ids, and how many of them have no link: they came past the server. */
export async function unlinkedAfter(tx: Tx, id: number, limit: number): Promise<{ lastId: number | null; unlinked: number }> {
  const row = await tx.one<{ lastId: number | null; unlinked: number }>(
    `select max(a.id) as "lastId", count(*) filter (where l.seq is null)::int as unlinked
     from (select id from audit where id > $1 order by id limit $2) a left join lateral (${byId('audit_link', 'audit_id', 'a.id')}) l on true`,
    [id, limit],
  );
  return row!;
}
