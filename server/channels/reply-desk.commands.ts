import { areaPrefix } from '../contract/areas.ts';
import type { Replies, Reply, ReplyAction, RevealedReply } from '../contract/replies.ts';
import type { Session } from '../contract/session.ts';
import { takeReceipts } from '../receipts/receipts.commands.ts';
import { insertAudit } from '../audit/audit.store.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db/db.ts';
import { namedUuid } from '../kernel/db/named-uuid.ts';
import { Refusal } from '../kernel/refusal.ts';
import { settle } from './inbound.store.ts';
import { holdReply, repliesCount, repliesOf, replyById, type LockedReply } from './reply-desk.store.ts';

/** What waits in the transaction's scope, or what became of it. Needs the personal role. */
export async function listReplies(tx: Tx, state: Reply['state']): Promise<Replies> {
  return { replies: await repliesOf(tx, state), total: await repliesCount(tx, state) };
}

/** What an officer makes of a reply. */
export interface Settlement {
  id: number;
  action: ReplyAction;
  by: Session;
  /** Network address. */
  address?: string;
}

/**
 * Takes a reply as an answer, or passes it over. What was taken is a receipt of the desk, with the words of the reply as its note and the
 * time at which they were sent; another desk that was faster has settled it.
 */
export async function settleReply(database: Database, ctx: Ctx, settlement: Settlement): Promise<Reply> {
  const scope = { area: areaPrefix(settlement.by.areaCode), personal: true };
  // Whether it is theirs is asked by their own scope; a receipt is taken by the whole server's.
  if (!(await database.transaction(scope, (tx) => replyById(tx, settlement.id)))) throw new Refusal('reply/unknown');
  await database.transaction({ ...wholeServer, personal: true }, (tx) => settleHeld(tx, ctx, settlement));
  return (await database.transaction(scope, (tx) => replyById(tx, settlement.id)))!;
}

async function settleHeld(tx: Tx, ctx: Ctx, { id, action, by, address }: Settlement): Promise<void> {
  const reply = await holdReply(tx, id);
  if (!reply) throw new Refusal('reply/unknown');
  if (reply.state !== 'unread') throw new Refusal('reply/settled');
  if (action.action === 'take') await takeAnswer(tx, ctx, { id, reply, action, by });
  await settle(tx, { id, action, userId: by.userId, at: ctx.now });
  await insertAudit(tx, {
    at: ctx.now,
    userId: by.userId,
    username: by.username,
    ...lineOf(id, action),
    ...(address && { address }),
    ...(reply.areaCode !== null && { areaCode: reply.areaCode }),
  });
}

interface Taking {
  id: number;
  reply: LockedReply;
  action: Extract<ReplyAction, { action: 'take' }>;
  by: Session;
}

async function takeAnswer(tx: Tx, ctx: Ctx, { id, reply, action, by }: Taking): Promise<void> {
  const at = reply.at > ctx.now ? ctx.now : reply.at;
  const receipt = { receiptId: namedUuid(`reply ${id}`), kind: action.kind, at: at.toISOString(), note: reply.text.slice(0, 500) };
  const submission = { callId: action.callId, receipt, by: { userId: by.userId, areaPrefix: areaPrefix(by.areaCode) } };
  const [answer] = await takeReceipts(tx, ctx, [submission]);
  if (answer instanceof Refusal) throw answer;
}

function lineOf(id: number, action: ReplyAction): { action: string; subject: string; purpose?: string } {
  if (action.action === 'passOver') return { action: 'reply.passedOver', subject: `reply ${id}`, purpose: action.reason };
  return { action: 'reply.taken', subject: `reply ${id}: call ${action.callId}, ${action.kind}` };
}

export interface ReplyReveal {
  id: number;
  purpose: string;
  reader: Session;
  address?: string;
}

/** Reads a sender's number in the clear, and writes who read it and why: both happen or neither does. */
export async function revealSender(tx: Tx, { id, purpose, reader, address }: ReplyReveal, now: Date): Promise<RevealedReply> {
  const reply = await holdReply(tx, id);
  if (!reply) throw new Refusal('reply/unknown');
  const { userId, username } = reader;
  const line = { at: now, userId, username, action: 'reply.revealed', subject: `reply ${id}`, purpose };
  const area = reply.areaCode === null ? {} : { areaCode: reply.areaCode };
  await insertAudit(tx, { ...line, ...area, ...(address && { address }) });
  return { id, address: reply.address };
}
