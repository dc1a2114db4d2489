import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { Call, CallId, answerers, qualityFlags, receiptKinds } from './calls.ts';
import { attemptPurposes, attemptStates, channels } from './channels.ts';
import { MessageTemplate, reaches } from './policies.ts';

/** One try over one channel, as the ledger and the person's card show it. */
export const Attempt = z.object({
  id: z.number().int(),
  channel: z.enum(channels),
  purpose: z.enum(attemptPurposes),
  rung: z.number().int(),
  reach: z.enum(reaches),
  personId: z.number().int(),
  maskedName: z.string(),
  /** The number or address, masked; null for a page. */
  maskedAddress: z.string().nullable(),
  state: z.enum(attemptStates),
  /** When it left, or was queued while it has not. */
  at: z.string(),
  shownAt: z.string().nullable(),
  /** What the gateway reported, else the state: never empty. */
  outcome: z.string(),
  failure: z.string().nullable(),
  heardSeconds: z.number().nullable(),
  /** How many silent people its message named, where it spoke of many; null: of this one alone, or it has not left. */
  together: z.number().int().nullable(),
  /** Until when it is kept back since its person was written to a moment ago; null: it is not. */
  heldUntil: z.string().nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

export const Receipt = z.object({
  id: z.uuid(),
  kind: z.enum(receiptKinds),
  at: z.string(),
  receivedAt: z.string(),
  via: z.enum([...channels, 'desk']),
  answeredBy: z.enum(answerers),
  /** Masked name of who said it, or the name of the user at the desk. */
  by: z.string(),
  note: z.string().nullable(),
  counts: z.record(z.string(), z.number()).nullable(),
  position: z.object({ lng: z.number(), lat: z.number(), accuracyMeters: z.number().nullable() }).nullable(),
  hasPhoto: z.boolean(),
  /** Masked name of the first member of the household that it speaks of; null when it speaks of the call. */
  household: z.string().nullable(),
  /** A later one has corrected it: it counts no longer. */
  isReplaced: z.boolean(),
  flags: z.array(z.enum(qualityFlags)),
});
export type Receipt = z.infer<typeof Receipt>;

/** Somebody who was reached because the called person was silent. */
export const EscalatedTo = z.object({
  reach: z.enum(reaches),
  personId: z.number().int(),
  maskedName: z.string(),
  /** Null for the contact of a team, and for who is of another area than the reader: such a person has no name here either. */
  postKind: z.string().nullable(),
  areaCode: AreaCode.nullable(),
  /** When this person was first reached for the call. */
  at: z.string(),
});
export type EscalatedTo = z.infer<typeof EscalatedTo>;

export const DoorCheck = z.object({
  id: z.number().int(),
  callId: CallId,
  state: z.enum(['open', 'done', 'withdrawn']),
  /** unroused: nobody has answered. refused, unreachable: people there refuse to leave, or cannot be found; an answer does not end that. */
  reason: z.enum(['unroused', 'refused', 'unreachable']),
  /** How many refuse or cannot be found; null: not counted. */
  people: z.number().int().nullable(),
  /** The grid worker of the village, or the contact of the nearest team. */
  personId: z.number().int().nullable(),
  maskedName: z.string(),
  teamId: z.number().int().nullable(),
  teamName: z.string().nullable(),
  distanceMeters: z.number().nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
});
export type DoorCheck = z.infer<typeof DoorCheck>;

export const CallNote = z.object({
  id: z.number().int(),
  at: z.string(),
  userId: z.number().int(),
  /** The name of the user. */
  by: z.string(),
  text: z.string(),
});
export type CallNote = z.infer<typeof CallNote>;

/**
 * The person's card: one call with everything that was tried and said. What was said in words, and from where, is for those who may
 * answer for others or read the ledger: for everybody else notes are left out and positions null.
 */
export const CallDetails = Call.extend({
  maskedName: z.string(),
  areaNameZh: z.string(),
  areaNameEn: z.string(),
  /** What the person is told over the telephone: for whoever calls by hand. */
  script: MessageTemplate,
  attempts: z.array(Attempt),
  receipts: z.array(Receipt),
  escalatedTo: z.array(EscalatedTo),
  doorCheck: DoorCheck.nullable(),
  notes: z.array(CallNote),
});
export type CallDetails = z.infer<typeof CallDetails>;

/** A call whose ladder is spent, and who was sent to the door. */
export const Unroused = Call.extend({ maskedName: z.string(), doorCheck: DoorCheck.nullable() });
export type Unroused = z.infer<typeof Unroused>;

/** As many as fit into a request. */
const callIds = z.array(CallId).min(1).max(2_000);

/**
 * What the desk does about calls, one or many. callAgain: over the first step's channels, at once. escalateNow: each takes its next step
 * without waiting. reassign: somebody else is reached for them and may answer. note: a line on the card.
 */
export const CallAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('callAgain'), callIds }),
  z.object({ action: z.literal('escalateNow'), callIds }),
  z.object({ action: z.literal('reassign'), callIds, personId: z.number().int().positive() }),
  z.object({ action: z.literal('note'), callIds, text: z.string().trim().min(1).max(500) }),
]);
export type CallAction = z.infer<typeof CallAction>;

/** What may be asked beforehand: what would happen to the named calls. */
export const CallActionQuestion = z.object({ action: z.enum(['callAgain', 'escalateNow']), callIds });
export type CallActionQuestion = z.infer<typeof CallActionQuestion>;

/**
 * Why nothing is done about a call. replaced: called again for a later version. over: its call-out has ended. outside: of another area
 * than the officer's, or not there at all. spent: no step of the ladder is left. queued: what was asked for before still waits to leave.
 * noWay: no living way leads to whom it would reach.
 */
export const leftReasons = ['answered', 'spent', 'awaitingRelease', 'queued', 'noWay', 'replaced', 'over', 'outside'] as const;
export type LeftReason = (typeof leftReasons)[number];

/** What an escalation does to a call: the person is rung again, others are reached for it, or its ladder ends and somebody goes to the door. */
export const escalationSteps = ['redial', 'others', 'door'] as const;
export type EscalationStep = (typeof escalationSteps)[number];

/** How many of the named calls it was done for and how many were left, each split by what became of them and why. */
export const CallActionResult = z.object({
  done: z.number().int(),
  left: z.number().int(),
  /** Adds up to `left`. */
  leftBy: z.partialRecord(z.enum(leftReasons), z.number().int()),
  /** Adds up to `done` for an escalation, and is empty for everything else. */
  steps: z.partialRecord(z.enum(escalationSteps), z.number().int()),
});
export type CallActionResult = z.infer<typeof CallActionResult>;
