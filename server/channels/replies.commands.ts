import type { CallId } from '../contract/calls.ts';
import type { SmsReplyTaken } from '../contract/gateways.ts';
import type { Reply } from '../kernel/channel.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { namedUuid } from '../kernel/named-uuid.ts';
import { Refusal } from '../kernel/refusal.ts';
import { attemptsAnswered, type AnsweredAttempt } from './deliveries.store.ts';
import { freshSignatures, inboundById, insertInbound, type InboundMessage } from './inbound.store.ts';
import { phoneFrom } from './phone.rules.ts';
import { takeReceipts, type Submission } from '../calls/receipts.commands.ts';
import { replyKind } from './sms-reply.rules.ts';

/** A reply, and the signature of the request that brought it; null when it came over a line of our own. */
export interface Incoming<T> {
  said: T;
  signature: string | null;
}

/** How far the gateway's clock may be behind ours: nobody reads and answers within this. */
const skewMilliseconds = 2_000;
/** Within this a centre that has not heard that we have a message hands it in again, under another number. */
const redeliveryMilliseconds = 10 * 60_000;

/**
 * Takes short messages that people sent to us, each as if it had come alone; the same one twice counts once. It answers the newest short
 * message that had left for that number. What nobody can understand, or from whom nobody knows, is kept and changes nothing.
 *
 * Runs as the personal role of the whole server: it looks for numbers.
 */
export async function takeReplies(tx: Tx, ctx: Ctx, incoming: readonly Incoming<Reply>[]): Promise<(SmsReplyTaken | Refusal)[]> {
  const isFresh = await freshness(tx, ctx.now, incoming);
  const fresh = incoming.filter(isFresh);
  const read = await understood(
    tx,
    ctx.now,
    fresh.map(({ said }) => said),
  );
  const messages = new Map<string, Understood>();
  for (const one of read) if (!messages.has(one.message.messageId)) messages.set(one.message.messageId, one);
  const each = [...messages.values()];
  const added = await insertInbound(
    tx,
    ctx.now,
    each.map(({ message }) => message),
  );
  const known = await inboundById(tx, [...messages.keys()]);
  await takeReceipts(
    tx,
    ctx,
    each.filter(({ message }) => added.has(message.messageId)).flatMap(({ submission }) => submission ?? []),
  );
  const taken = new Map(fresh.map((one, nr) => [one, known.get(read[nr]!.message.messageId)!]));
  return incoming.map((one) => taken.get(one) ?? new Refusal('signature/replayed'));
}

/** Remembers the signatures; says of each request whether it is not a recorded one. */
export async function freshness<T>(tx: Tx, now: Date, incoming: readonly Incoming<T>[]): Promise<(one: Incoming<T>) => boolean> {
  const fresh = await freshSignatures(
    tx,
    incoming.flatMap(({ signature }) => signature ?? []),
    now,
  );
  // Two in one batch under the same signature: the first counts.
  const first = new Map(incoming.map((one): [string | null, Incoming<T>] => [one.signature, one]).reverse());
  return (one) => one.signature === null || (fresh.has(one.signature) && first.get(one.signature) === one);
}

interface Understood {
  message: InboundMessage;
  /** Null when it answers nothing. */
  submission: Submission | null;
}

async function understood(tx: Tx, now: Date, replies: readonly Reply[]): Promise<Understood[]> {
  const numbers = replies.map(({ from }) => phoneFrom(from)?.digits ?? '');
  const until = replies.map(({ at }) => new Date(Math.min(at.getTime(), now.getTime()) + skewMilliseconds));
  const found = await attemptsAnswered(
    tx,
    numbers.map((number, nr) => ({ number, at: until[nr]! })),
  );
  const attempts = new Map(found.map((attempt) => [attempt.nr, attempt]));
  return replies.map((reply, nr) => understand(reply, attempts.get(nr), now));
}

function understand(reply: Reply, attempt: AnsweredAttempt | undefined, now: Date): Understood {
  const { from, text, at } = reply;
  const kind = replyKind(text, attempt?.reach ?? 'self');
  const callId: CallId | null = attempt?.callId ?? null;
  const messageId = reply.messageId ?? nameOf(reply, callId);
  // U+0000 cannot be kept as text.
  const message: InboundMessage = {
    ...{ channel: 'sms', messageId, at, kind, callId },
    address: from.replaceAll('\0', ''),
    text: text.replaceAll('\0', ''),
    areaCode: attempt?.areaCode ?? null,
  };
  if (!attempt || kind === null) return { message, submission: null };
  const said = new Date(Math.min(at.getTime(), now.getTime())).toISOString();
  return {
    message,
    submission: {
      callId: attempt.callId,
      receipt: { receiptId: namedUuid(`sms ${messageId}`), kind, at: said },
      by: { personId: attempt.personId, via: 'sms' },
    },
  };
}

/** The same words from the same number for the same call, soon after, are the same reply, and would say nothing new. */
function nameOf({ from, text, at }: Reply, callId: CallId | null): string {
  return namedUuid(`sms ${from} ${Math.floor(at.getTime() / redeliveryMilliseconds)} ${callId ?? ''} ${text}`);
}
