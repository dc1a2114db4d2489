import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { Call, CallId, receiptKinds } from './calls.ts';
import { noticeKinds } from './notices.ts';

/** Over which replies come: short messages, keys pressed on the telephone, and words of a chat. */
export const replyChannels = ['sms', 'voice', 'chat'] as const;

/** read: understood by itself, and never listed. unread: waits for a person. taken: a desk took it as an answer. passedOver: it is none. */
export const replyStates = ['unread', 'taken', 'passedOver'] as const;

/** A call that a reply may answer. */
export const ReplyCall = Call.pick({ id: true, personId: true, postKind: true, areaCode: true, state: true, calledAt: true }).extend({
  maskedName: z.string(),
  /** What it is about, whose answers are offered. */
  noticeKind: z.enum(noticeKinds),
  headline: z.string(),
});
export type ReplyCall = z.infer<typeof ReplyCall>;

/** Something that came back and that nothing here could read, or from somebody whom nothing here knows. */
export const Reply = z.object({
  id: z.number().int(),
  channel: z.enum(replyChannels),
  at: z.string(),
  /** The number, masked; null for a key that was pressed during a call. */
  sender: z.string().nullable(),
  /** Of whoever has that number; null: nobody, or more than one. */
  maskedName: z.string().nullable(),
  text: z.string(),
  callId: CallId.nullable(),
  personId: z.number().int().nullable(),
  /** Null: nobody knows whose it is, and it belongs to the city. */
  areaCode: AreaCode.nullable(),
  state: z.enum(replyStates),
  /** What it may be taken as an answer to: running calls of its sender, newest first. */
  calls: z.array(ReplyCall),
});
export type Reply = z.infer<typeof Reply>;

export const RepliesQuery = z.object({ state: z.enum(replyStates).default('unread') });

/** The newest so many; `total` counts all of that state in my area. */
export const Replies = z.object({ replies: z.array(Reply), total: z.number().int() });
export type Replies = z.infer<typeof Replies>;
export const repliesLimit = 200;

/** What a desk makes of a reply: an answer to a call, of this kind; or none, for a reason. */
export const ReplyAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('take'), callId: CallId, kind: z.enum(receiptKinds) }),
  z.object({ action: z.literal('passOver'), reason: z.string().trim().min(2).max(200) }),
]);
export type ReplyAction = z.infer<typeof ReplyAction>;

export const ReplyId = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/)
  .transform(Number);

/** The number that a reply came from, in the clear. */
export const RevealedReply = z.object({ id: z.number().int(), address: z.string() });
export type RevealedReply = z.infer<typeof RevealedReply>;
