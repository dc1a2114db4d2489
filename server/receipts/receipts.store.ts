import type { Row, Tx } from '../kernel/db/db.ts';
import { digestOf } from '../kernel/log/evidence.ts';
import type { DeviceUse } from '../calls/doubts.rules.ts';
import type { FreshReceipt, TakenReceipt } from '../calls/intake.rules.ts';

interface ReceiptRow extends Row, Pick<TakenReceipt, 'receiptId' | 'callId' | 'householdId' | 'kind' | 'flags'> {
  at: Date;
  note: string | null;
  counts: TakenReceipt['counts'] | null;
}

export async function receiptsById(tx: Tx, ids: readonly string[]): Promise<TakenReceipt[]> {
  const rows = await tx.query<ReceiptRow>(
    `select id as "receiptId", call_id as "callId", household_id as "householdId", kind, at, note, counts, flags from receipt where id = any($1::uuid[])`,
    [ids],
  );
  return rows.map(({ at, note, counts, ...row }) => ({
    ...row,
    at: at.toISOString(),
    note: note ?? undefined,
    counts: counts ?? undefined,
  }));
}

/** Which calls these devices have answered since `since`, in the incidents' times; each call once, when it was answered last. */
export async function devicesSince(tx: Tx, devices: readonly string[], since: Date): Promise<DeviceUse[]> {
  if (devices.length === 0) return [];
  const rows = await tx.query<Omit<DeviceUse, 'at'> & { at: Date }>(
    `select device, call_id as "callId", max(received_at) as at from receipt
     where device = any($1::text[]) and received_at >= $2 group by device, call_id`,
    [devices, since],
  );
  return rows.map(({ at, ...use }) => ({ ...use, at: at.toISOString() }));
}

/** @returns the ids and digests of those that were new: one whose id came in at the same moment for another call is left out */
export async function insertReceipts(tx: Tx, receipts: readonly FreshReceipt[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; digest: string }>(
    `insert into receipt (id, call_id, area_code, person_id, user_id, kind, at, received_at, note, counts, via, answered_by, device, position,
       accuracy_meters, flags, household_id, replaces)
     select id, call_id, area_code, person_id, user_id, kind, at, received_at, note, counts, via, answered_by, device,
       st_setsrid(st_makepoint(lng, lat), 4326), accuracy_meters, string_to_array(flags, ','), household_id, string_to_array(replaces, ',')::uuid[]
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::jsonb[],
         $11::text[], $12::text[], $13::text[], $14::float8[], $15::float8[], $16::float8[], $17::text[], $18::bigint[], $19::text[])
       as n (id, call_id, area_code, person_id, user_id, kind, at, received_at, note, counts, via, answered_by, device, lng, lat, accuracy_meters, flags, household_id, replaces)
     on conflict do nothing returning id, ${digestOf('receipt')} as digest`,
    [...sayings(tx, receipts), ...origins(receipts)],
  );
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}

function sayings(tx: Tx, receipts: readonly FreshReceipt[]): unknown[] {
  return [
    receipts.map((receipt) => receipt.receiptId),
    receipts.map((receipt) => receipt.callId),
    receipts.map((receipt) => receipt.areaCode),
    receipts.map(({ by }) => ('personId' in by ? by.personId : null)),
    receipts.map(({ by }) => ('userId' in by ? by.userId : null)),
    receipts.map((receipt) => receipt.kind),
    receipts.map((receipt) => receipt.at),
    receipts.map((receipt) => receipt.receivedAt),
    receipts.map((receipt) => tx.seal('receipt.note', receipt.note ?? null)),
    receipts.map((receipt) => (receipt.counts ? JSON.stringify(receipt.counts) : null)),
  ];
}

function origins(receipts: readonly FreshReceipt[]): unknown[] {
  return [
    receipts.map((receipt) => receipt.via),
    receipts.map((receipt) => receipt.answeredBy),
    receipts.map((receipt) => receipt.device ?? null),
    receipts.map(({ position }) => position?.lng ?? null),
    receipts.map(({ position }) => position?.lat ?? null),
    receipts.map(({ position }) => position?.accuracyMeters ?? null),
    // Lists of different lengths do not fit into one array of arrays.
    receipts.map((receipt) => receipt.flags.join(',')),
    receipts.map((receipt) => receipt.householdId),
    receipts.map((receipt) => receipt.replaces.join(',')),
  ];
}
