import type { Row, Tx } from '../kernel/db.ts';
import type { FreshReceipt, TakenReceipt } from './intake.rules.ts';

interface ReceiptRow extends Row, Pick<TakenReceipt, 'receiptId' | 'callId' | 'kind'> {
  at: Date;
  receivedAt: Date;
  note: string | null;
  counts: TakenReceipt['counts'] | null;
}

export async function receiptsById(tx: Tx, ids: readonly string[]): Promise<TakenReceipt[]> {
  const rows = await tx.query<ReceiptRow>(
    `select id as "receiptId", call_id as "callId", kind, at, received_at as "receivedAt", note, counts from receipt where id = any($1::uuid[])`,
    [ids],
  );
  return rows.map(({ at, receivedAt, note, counts, ...row }) => ({
    ...row,
    at: at.toISOString(),
    receivedAt: receivedAt.toISOString(),
    note: note ?? undefined,
    counts: counts ?? undefined,
  }));
}

/** @returns how many were new: one whose id came in at the same moment for another call is left out */
export async function insertReceipts(tx: Tx, receipts: readonly FreshReceipt[]): Promise<number> {
  const rows = await tx.query(
    `insert into receipt (id, call_id, area_code, person_id, user_id, kind, at, received_at, note, counts)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::jsonb[])
     on conflict do nothing returning id`,
    [
      receipts.map((receipt) => receipt.receiptId),
      receipts.map((receipt) => receipt.callId),
      receipts.map((receipt) => receipt.areaCode),
      receipts.map(({ by }) => ('personId' in by ? by.personId : null)),
      receipts.map(({ by }) => ('userId' in by ? by.userId : null)),
      receipts.map((receipt) => receipt.kind),
      receipts.map((receipt) => receipt.at),
      receipts.map((receipt) => receipt.receivedAt),
      receipts.map((receipt) => receipt.note ?? null),
      receipts.map((receipt) => (receipt.counts ? JSON.stringify(receipt.counts) : null)),
    ],
  );
  return rows.length;
}
