import type { Tx } from '../kernel/db/db.ts';
import type { Row } from '../kernel/db/db.ts';
import type { WarningId, WarningSource } from '../contract/warnings.ts';

export interface Copy {
  warningId: WarningId;
  /** Empty when it is the very text that came first. */
  source: string;
  /** SHA-256 of the text. */
  digest: Buffer;
  at: Date;
  userId: number;
}

/** More texts than this of one message are no feeds any more: those that are known are counted on, others are not kept. */
const copiesAtMost = 16;

/** Keeps that a message came again, and the text where it is another. Who brings warnings holds the incident's lock for them. */
export async function saveCopy(tx: Tx, { warningId, source, digest, at, userId }: Copy): Promise<void> {
  await tx.query(
    `insert into warning_copy (warning_id, digest, source, first_at, last_at, times, brought_by)
     select $1, $2, $3, $4, $4, 1, $5
     where exists (select from warning_copy where warning_id = $1 and digest = $2)
       or (select count(*) from warning_copy where warning_id = $1) < $6
     on conflict (warning_id, digest) do update set last_at = excluded.last_at, times = warning_copy.times + 1`,
    [warningId, digest, source, at, userId, copiesAtMost],
  );
}

/** Every text in which a message came, the first one first. */
export async function sourcesOf(tx: Tx, warningId: WarningId): Promise<WarningSource[]> {
  const rows = await tx.query<{ firstAt: Date; lastAt: Date; times: number } & Row>(
    `select w.received_at as "firstAt", coalesce(max(c.last_at), w.received_at) as "lastAt", 1 + coalesce(sum(c.times), 0)::int as times
     from warning w left join warning_copy c on c.warning_id = w.id and c.source = '' where w.id = $1 group by w.id
     union all
     select first_at, last_at, times from warning_copy where warning_id = $1 and source <> '' order by 1`,
    [warningId],
  );
  return rows.map(({ firstAt, lastAt, times }) => ({ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), times }));
}
