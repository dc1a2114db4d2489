import type { CallId } from '../contract/calls.ts';
import type { SmsReplyTaken } from '../contract/gateways.ts';
import type { IncomingReply } from '../kernel/channels/channel.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { namedUuid } from '../kernel/db/named-uuid.ts';
import { groupBy } from '../kernel/group-by.ts';
import { Refusal } from '../kernel/refusal.ts';
import { namedBy } from './bundles.store.ts';
import { sendersOf, writtenTo, type Sender } from './deliveries.store.ts';
import { freshSignatures, inboundById, insertInbound, saveUnread, type InboundMessage } from './inbound.store.ts';
import { answeredCalls, type Named } from './named-answers.rules.ts';
import { phoneFrom } from '../people/phone.rules.ts';
import { takeReceipts, type Submission } from '../receipts/receipts.commands.ts';
import { repliedFor } from './sms-reply.rules.ts';
import { afterwards, meaningOf, repeatMilliseconds, type Meaning, type SentMessage } from './which-call.rules.ts';

/** A reply, and the signature of the request that brought it; null when it came over a line of our own. */
export interface Incoming<T> {
  said: T;
  signature: string | null;
}

/** How far the gateway's clock may be behind ours: nobody reads and answers within this. */
const skewMilliseconds = 2_000;

/**
 * Takes short messages that people sent to us, each as if it had come alone; the same one twice counts once. {@link meaningOf} says which
 * of the messages that had left for that number it answers. What nobody can understand, or from whom nobody knows, is kept for a person
 * at a desk to read, and so is what a call could not take.
 *
 * Runs as the personal role of the whole server: it looks for numbers.
 */
export async function takeReplies(tx: Tx, ctx: Ctx, incoming: readonly Incoming<IncomingReply>[]): Promise<(SmsReplyTaken | Refusal)[]> {
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
  await takeAnswers(
    tx,
    ctx,
    each.filter(({ message }) => added.has(message.messageId)),
  );
  const taken = new Map(fresh.map((one, nr) => [one, known.get(read[nr]!.message.messageId)!]));
  return incoming.map((one) => taken.get(one) ?? new Refusal('signature/replayed'));
}

async function takeAnswers(tx: Tx, ctx: Ctx, understoodOnes: readonly Understood[]): Promise<void> {
  const meant = understoodOnes.flatMap(({ message, submissions }) => submissions.map((submission) => ({ message, submission })));
  const answers = await takeReceipts(
    tx,
    ctx,
    meant.map(({ submission }) => submission),
  );
  const refused = meant.filter((_, nr) => answers[nr] instanceof Refusal);
  await saveUnread(
    tx,
    refused.map(({ message }) => message.messageId),
  );
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
  /** None when it answers nothing; several where one message had named many. */
  submissions: Submission[];
}

async function understood(tx: Tx, now: Date, replies: readonly IncomingReply[]): Promise<Understood[]> {
  const numbers = replies.map(({ from }) => phoneFrom(from)?.digits ?? '');
  const ats = replies.map(({ at }) => (at > now ? now : at));
  const found = await writtenTo(
    tx,
    numbers.map((number, nr) => ({ number, at: new Date(ats[nr]!.getTime() + skewMilliseconds) })),
  );
  const written = groupBy(found, ({ nr }) => nr);
  const named = groupBy(
    await namedBy(
      tx,
      found.map(({ carrierId }) => carrierId),
    ),
    ({ carrierId }) => carrierId,
  );
  const senders = await sendersOf(tx, numbers);
  const before = new Map<string, { meaning: Meaning; at: Date }[]>();
  return replies.map((reply, nr) => {
    const earlier = before.get(numbers[nr]!) ?? [];
    const standing = earlier.reduce<SentMessage[]>((all, { meaning, at }) => afterwards(all, meaning, at), written.get(nr) ?? []);
    const { text, places } = repliedFor(reply.text);
    const said = { text, at: ats[nr]! };
    const meaning = meaningOf(said, standing);
    before.set(numbers[nr]!, [...earlier, { meaning, at: said.at }]);
    const { kind, written: meant } = meaning;
    const callIds = kind === null || !meant ? [] : answeredCalls({ kind, callId: meant.callId, places }, namedWith(meant, standing, named));
    return understand(reply, { ...meaning, callIds }, { at: said.at, sender: senders.get(numbers[nr]!) });
  });
}

/** Whom the last message has named that spoke of the call. Who answers for himself answers for nobody else. */
function namedWith(meant: SentMessage, standing: readonly SentMessage[], named: ReadonlyMap<number, readonly Named[]>): readonly Named[] {
  if (meant.reach === 'self') return [];
  const sent = standing.toSorted((one, other) => other.sentAt.getTime() - one.sentAt.getTime());
  const lists = sent.filter(({ personId }) => personId === meant.personId).map(({ carrierId }) => named.get(carrierId) ?? []);
  return lists.find((list) => list.some(({ callId }) => callId === meant.callId)) ?? [];
}

/** For which calls an answer counts; null: nobody can say for which. */
type Meant = Meaning & { callIds: readonly CallId[] | null };

/** Words beyond the answer itself go with it as a note. */
const longestBareAnswer = 4;

function understand(
  reply: IncomingReply,
  { kind: read, written, callIds }: Meant,
  said: { at: Date; sender: Sender | undefined },
): Understood {
  const { from, text, at } = reply;
  const kind = callIds === null ? null : read;
  const callId: CallId | null = callIds?.[0] ?? written?.callId ?? null;
  const messageId = reply.messageId ?? nameOf(reply, callId);
  // U+0000 cannot be kept as text.
  const message: InboundMessage = {
    ...{ channel: 'sms', messageId, at, kind, callId },
    address: from.replaceAll('\0', ''),
    text: text.replaceAll('\0', ''),
    areaCode: written?.areaCode ?? said.sender?.areaCode ?? null,
    personId: written?.personId ?? said.sender?.personId ?? null,
    state: !written || kind === null ? 'unread' : 'read',
  };
  const words = message.text.trim();
  const note = words.length > longestBareAnswer || (kind === 'needHelp' && /\p{L}/u.test(words)) ? { note: words.slice(0, 500) } : {};
  if (!written || kind === null) return { message, submissions: [] };
  const receiptOf = (id: CallId, nr: number) => namedUuid(nr === 0 ? `sms ${messageId}` : `sms ${messageId} ${id}`);
  const submissions = (callIds ?? []).map((id, nr): Submission => ({
    callId: id,
    receipt: { receiptId: receiptOf(id, nr), kind, at: said.at.toISOString(), ...note },
    by: { personId: written.personId, via: 'sms' },
  }));
  return { message, submissions };
}

/** The same words from the same number for the same call, soon after, are the same reply, and would say nothing new. */
function nameOf({ from, text, at }: IncomingReply, callId: CallId | null): string {
  return namedUuid(`sms ${from} ${Math.floor(at.getTime() / repeatMilliseconds)} ${callId ?? ''} ${text}`);
}
