import type { ReplyPart } from '../kernel/channel.ts';
import type { Tx } from '../kernel/db.ts';

/** Keeps parts; the very same one again changes nothing. */
export async function insertParts(tx: Tx, parts: readonly ReplyPart[]): Promise<void> {
  await tx.query(
    `insert into reply_part (address, reference, total, nr, bytes, coding, received_at)
     select n.address, n.reference, n.total, n.nr, decode(n.hex, 'hex'), n.coding, n.at
     from unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::text[], $6::int[], $7::timestamptz[])
       as n (address, reference, total, nr, hex, coding, at)
     on conflict do nothing`,
    [
      parts.map(({ from }) => from.replaceAll('\0', '')),
      parts.map(({ reference }) => reference),
      parts.map(({ total }) => total),
      parts.map(({ nr }) => nr),
      parts.map(({ bytes }) => bytes.toString('hex')),
      parts.map(({ coding }) => coding),
      parts.map(({ at }) => at),
    ],
  );
}

/** Takes the parts of replies that are whole, and of those whose first part came before `overdue`. Each is taken once. */
export async function takeParts(tx: Tx, { now, overdue }: { now: Date; overdue: Date }): Promise<ReplyPart[]> {
  const rows = await tx.query<{ from: string; reference: number; total: number; nr: number; hex: string; coding: number; at: Date }>(
    `update reply_part part set taken_at = $1
     from (
       select address, reference, total from reply_part where taken_at is null
       group by address, reference, total
       having count(distinct nr) = total or min(received_at) <= $2
     ) ready
     where part.taken_at is null and part.address = ready.address and part.reference = ready.reference and part.total = ready.total
     returning part.address as "from", part.reference, part.total, part.nr, encode(part.bytes, 'hex') as hex, part.coding,
       part.received_at as at`,
    [now, overdue],
  );
  return rows.map(({ hex, ...part }) => ({ ...part, bytes: Buffer.from(hex, 'hex') }));
}

export async function forgetParts(tx: Tx, before: Date): Promise<void> {
  await tx.query(`delete from reply_part where taken_at < $1`, [before]);
}
