import type { CallId, ReceiptKind } from '../contract/calls.ts';
import type { ReplyAction } from '../contract/replies.ts';
import type { Tx } from '../kernel/db/db.ts';
import { maskedNumber } from '../kernel/security/masked.ts';

/** A message that came in, with what was understood of it. */
export interface InboundMessage {
  channel: 'sms' | 'voice' | 'chat';
  messageId: string;
  at: Date;
  address: string;
  text: string;
  kind: ReceiptKind | null;
  callId: CallId | null;
  areaCode: string | null;
  /** Who sent it; null: nobody whom we know, or one of several. */
  personId: number | null;
  /** unread: a person at a desk has to look at it. */
  state: 'read' | 'unread';
}

/** @returns the message ids that were not there before */
export async function insertInbound(tx: Tx, receivedAt: Date, messages: readonly InboundMessage[]): Promise<Set<string>> {
  const rows = await tx.query<{ messageId: string }>(
    `insert into inbound_message (channel, message_id, received_at, at, address, masked_address, text, kind, call_id, area_code, person_id, state)
     select n.channel, n.message_id, $1, n.at, n.address, n.masked_address, n.text, n.kind, n.call_id, n.area_code, n.person_id, n.state
     from unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::bigint[], $12::text[])
       as n (channel, message_id, at, address, masked_address, text, kind, call_id, area_code, person_id, state)
     on conflict do nothing returning message_id as "messageId"`,
    [
      receivedAt,
      messages.map(({ channel }) => channel),
      messages.map(({ messageId }) => messageId),
      messages.map(({ at }) => at),
      messages.map(({ address }) => tx.seal('inbound_message.address', address)),
      messages.map(({ address }) => tx.seal('inbound_message.masked_address', maskedNumber(address))),
      messages.map(({ text }) => tx.seal('inbound_message.text', text)),
      messages.map(({ kind }) => kind),
      messages.map(({ callId }) => callId),
      messages.map(({ areaCode }) => areaCode),
      messages.map(({ personId }) => personId),
      messages.map(({ state }) => state),
    ],
  );
  return new Set(rows.map(({ messageId }) => messageId));
}

/** These were understood and could not be taken after all: a person looks at them. */
export async function saveUnread(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await tx.query(`update inbound_message set state = 'unread' where channel = 'sms' and message_id = any($1::text[])`, [messageIds]);
}

/** Notes what a desk has made of an unread one. */
export async function settle(tx: Tx, by: { id: number; action: ReplyAction; userId: number; at: Date }): Promise<void> {
  const { id, action, userId, at } = by;
  const [callId, kind, reason] = action.action === 'take' ? [action.callId, action.kind, null] : [null, null, action.reason];
  await tx.query(
    `update inbound_message set state = $2, call_id = coalesce($3, call_id), kind = coalesce($4, kind), reason = $5, settled_by = $6, settled_at = $7
     where id = $1`,
    [id, action.action === 'take' ? 'taken' : 'passedOver', callId, kind, tx.seal('inbound_message.reason', reason), userId, at],
  );
}

/** What was understood of messages that came before. */
export async function inboundById(
  tx: Tx,
  messageIds: readonly string[],
): Promise<Map<string, { kind: ReceiptKind | null; taken: boolean }>> {
  const rows = await tx.query<{ messageId: string; kind: ReceiptKind | null; taken: boolean }>(
    `select message_id as "messageId", kind, kind is not null and call_id is not null as taken
     from inbound_message where channel = 'sms' and message_id = any($1::text[])`,
    [messageIds],
  );
  return new Map(rows.map(({ messageId, ...known }) => [messageId, known]));
}

/** Keeps these signatures of requests. @returns those that were not there: the others were recorded and are sent again */
export async function freshSignatures(tx: Tx, signatures: readonly string[], at: Date): Promise<Set<string>> {
  const rows = await tx.query<{ signature: string }>(
    `insert into gateway_request (signature, at) select distinct signature, $2::timestamptz from unnest($1::text[]) signature
     on conflict do nothing returning signature`,
    [signatures, at],
  );
  return new Set(rows.map(({ signature }) => signature));
}

export async function forgetSignatures(tx: Tx, before: Date): Promise<void> {
  await tx.query(`delete from gateway_request where at < $1`, [before]);
}
