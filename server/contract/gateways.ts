import { z } from 'zod';
import { receiptKinds } from './calls.ts';
import { gatewayOutcomes } from './channels.ts';

/** What the gateway for short messages hands in for each message that somebody sent to us. */
export const SmsReply = z.object({
  /** The gateway's own: the same message again counts once. */
  messageId: z.string().min(1).max(200),
  from: z.string().min(1).max(40),
  text: z.string().max(2_000),
  at: z.iso.datetime({ offset: true }),
});
export type SmsReply = z.infer<typeof SmsReply>;

/** What became of it: what was understood, null for nothing, and whether a call was found that it answers. */
export const SmsReplyTaken = z.object({ kind: z.enum(receiptKinds).nullable(), taken: z.boolean() });
export type SmsReplyTaken = z.infer<typeof SmsReplyTaken>;

/** How much of a spoken message has to be heard when the gateway does not say how long it was: seconds. */
export const defaultMessageSeconds = 20;

/** What a gateway for voice or chat says about an attempt that it had accepted. */
export const GatewayReport = z
  .object({
    attemptId: z.number().int().positive().optional(),
    idempotencyKey: z.string().min(1).max(100).optional(),
    outcome: z.enum(gatewayOutcomes).exclude(['simulated']),
    /** How long the person listened, and how long the whole message is. */
    heardSeconds: z.number().min(0).max(86_400).optional(),
    messageSeconds: z.number().positive().max(3_600).optional(),
    /** The keys that were pressed, or the words of a button. */
    digits: z.string().max(50).optional(),
    providerId: z.string().min(1).max(200).optional(),
    at: z.iso.datetime({ offset: true }),
  })
  .refine(({ attemptId, idempotencyKey }) => (attemptId ?? idempotencyKey) !== undefined, 'names no attempt');
export type GatewayReport = z.infer<typeof GatewayReport>;

/** How it was read: a call that was cut short is `hungUp`, whatever the gateway called it. `kind`: the answer it was taken for. */
export const GatewayReportTaken = z.object({ outcome: z.enum(gatewayOutcomes), kind: z.enum(receiptKinds).nullable() });
export type GatewayReportTaken = z.infer<typeof GatewayReportTaken>;
