import type { ReplyPart } from '../kernel/channels/channel.ts';
import type { Tx } from '../kernel/db/db.ts';

/** Keeps parts; the very same one again changes nothing. */
export async function insertParts(tx: Tx, parts: readonly ReplyPart[]): Promise<void> {
  const senders = parts.map(({ from }) => from.replaceAll('\0', ''));
  const contents = parts.map(({ bytes }) => bytes.toString('hex'));
  await tx.query(
    `insert into reply_part (reference, total, nr, coding, received_at, address, address_key, content, content_key)
     select * from unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[])
     on conflict do nothing`,
    [
      parts.map(({ reference }) => reference),
      parts.map(({ total }) => total),
      parts.map(({ nr }) => nr),
      parts.map(({ coding }) => coding),
      parts.map(({ at }) => at),
      senders.map((sender) => tx.seal('reply_part.address', sender)),
      senders.map((sender) => tx.lookup('address', sender)),
      contents.map((content) => tx.seal('reply_part.content', content)),
      contents.map((content) => tx.lookup('content', content)),
    ],
  );
}

/** Takes the parts of replies that are whole, and of those whose first part came before `overdue`. Each is taken once. */
export async function takeParts(tx: Tx, { now, overdue }: { now: Date; overdue: Date }): Promise<ReplyPart[]> {
  const rows = await tx.query<{ from: string; reference: number; total: number; nr: number; hex: string; coding: number; at: Date }>(
    `update reply_part part set taken_at = $1
     from (
       select address_key, reference, total from reply_part where taken_at is null
       group by address_key, reference, total
       having count(distinct nr) = total or min(received_at) <= $2
     ) ready
     where part.taken_at is null and part.address_key = ready.address_key and part.reference = ready.reference and part.total = ready.total
     returning part.address as "from", part.reference, part.total, part.nr, part.content as hex, part.coding,
       part.received_at as at`,
    [now, overdue],
  );
  return rows.map(({ hex, ...part }) => ({ ...part, bytes: Buffer.from(hex, 'hex') }));
}

export async function forgetParts(tx: Tx, before: Date): Promise<void> {
  await tx.query(`delete from reply_part where taken_at < $1`, [before]);
}
