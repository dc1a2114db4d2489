import { z } from 'zod';

/** The ways to reach people that a policy may name, in the usual order. */
export const callingChannels = ['inApp', 'sms', 'voice', 'chat', 'mail'] as const;
export type CallingChannel = (typeof callingChannels)[number];

/** Those that lead out of the house, through a gateway. */
export const gatewayChannels = ['sms', 'voice', 'chat', 'mail'] as const;
export type GatewayChannel = (typeof gatewayChannels)[number];

/** Besides: paper, and the stand-in for every gateway in a drill, over which nothing leaves. */
export const channels = [...callingChannels, 'sheet', 'exercise'] as const;
export type ChannelId = (typeof channels)[number];

/**
 * queued: in the outbox. sending: a server has taken it and has not said how it went. sent: handed over. shown: on the person's device.
 * unknown: a server died while sending over a gateway that could not be asked again, so nobody knows whether it left.
 */
export const attemptStates = ['queued', 'sending', 'sent', 'shown', 'failed', 'withdrawn', 'unknown'] as const;
export type AttemptState = (typeof attemptStates)[number];

/** It has left, or may have. */
export const leftStates = ['sending', 'sent', 'shown', 'unknown'] as const satisfies readonly AttemptState[];

/** What a gateway reports of an attempt that has left. Only `answered` can be an answer, and only after the full message. */
export const gatewayOutcomes = [
  'accepted',
  'delivered',
  'answered',
  'noAnswer',
  'rejected',
  'voicemail',
  'hungUp',
  'invalidNumber',
  'off',
  'expired',
  'undeliverable',
  'simulated',
] as const;
export type GatewayOutcome = (typeof gatewayOutcomes)[number];

export const attemptPurposes = ['call', 'reminder', 'allClear'] as const;
export type AttemptPurpose = (typeof attemptPurposes)[number];

/** The numbers of a channel, as an administrator may set them. */
export const ChannelLimits = z.object({
  enabled: z.boolean(),
  ratePerSecond: z.number().positive().max(10_000),
  concurrency: z.number().int().min(1).max(10_000),
  timeoutSeconds: z.number().int().min(1).max(600),
  /** Of one attempt. */
  costYuan: z.number().min(0),
  /** Share of attempts that are answered in time: for predictions alone. */
  answerShare: z.number().min(0).max(1),
  /** Of one message: a longer one is cut within its instruction, and still says how to answer. Null: whole. Left out: as it stands. */
  maxCharacters: z.number().int().min(100).max(5_000).nullable().optional(),
});
export type ChannelLimits = z.infer<typeof ChannelLimits>;

/**
 * A channel is mute when of the last so many messages that its gateway accepted, each longer ago than this, nothing was heard again. A
 * default value (默认值) of our own.
 */
export const muteAfter = { messages: 20, minutes: 3 } as const;

/**
 * How soon after a message the same person is written to again over the same channel, in seconds, over all call-outs; default values
 * (默认值) of our own. aboutOthers: to whoever is reached for others; what comes meanwhile goes in one message at the end. own: about another
 * call of the person's own. What is of a higher level than the message before it waits for nothing. gather: how long a message for many waits
 * at most while ladders are still climbing.
 */
export const contactPauses = { aboutOthers: { red: 120, orange: 300, yellow: 600, blue: 600 }, own: 30, gather: 10 } as const;

/** A channel and how it does. closed: works. open: failed so often that nothing leaves until `openUntil`; then one attempt tries. */
export const ChannelHealth = ChannelLimits.extend({
  id: z.enum(callingChannels),
  /** Whether this server has a gateway for it; the page needs none. */
  configured: z.boolean(),
  isDefault: z.boolean(),
  breaker: z.enum(['closed', 'open', 'halfOpen']),
  openUntil: z.string().nullable(),
  /** Its gateway accepts everything and reports nothing: most likely nothing arrives. */
  isMute: z.boolean(),
  /** A gateway took one, or a page of an actual incident showed one. */
  lastSuccessAt: z.string().nullable(),
  lastFailureAt: z.string().nullable(),
  lastFailure: z.string().nullable(),
  /** Since when the oldest of what could leave waits; null: nothing does. */
  waitingSince: z.string().nullable(),
  queued: z.number().int(),
  /** Of the queued those that are kept back since their people were written to a moment ago; nothing of it is dropped. */
  held: z.number().int(),
  heldPeople: z.number().int(),
  /** When the first of them leaves. */
  heldUntil: z.string().nullable(),
  sending: z.number().int(),
  unknown: z.number().int(),
  maxCharacters: z.number().int().nullable(),
  /** Of the last 24 hours and the whole city, since they name no area: reports of messages that nobody sent, and of states nobody knows. */
  unmatchedReports: z.number().int(),
  unknownStates: z.number().int(),
  /** The newest of those states, as the gateway words it. */
  lastUnknownState: z.string().nullable(),
});
export type ChannelHealth = z.infer<typeof ChannelHealth>;
