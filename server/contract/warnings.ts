import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { IncidentId } from './incidents.ts';

export const WarningId = z.uuid().brand<'WarningId'>();
export type WarningId = z.infer<typeof WarningId>;

/** Blue IV, yellow III, orange II, red I; ascending. */
export const warningLevels = ['blue', 'yellow', 'orange', 'red'] as const;
export type WarningLevel = (typeof warningLevels)[number];

/** The highest of some levels, null when there is none. */
export function highestLevel(levels: readonly (WarningLevel | null)[]): WarningLevel | null {
  return warningLevels.findLast((level) => levels.includes(level)) ?? null;
}

export const placements = ['exact', 'coarse', 'unplaced'] as const;
export type Placement = (typeof placements)[number];

/**
 * expired: its time has passed while no later version had taken its place. ended: a cancellation or a lifting, which warns of nothing
 * itself, or a warning that the desk has ended by hand.
 */
export const warningStates = ['inForce', 'superseded', 'cancelled', 'ended', 'expired'] as const;
export type WarningState = (typeof warningStates)[number];

/** Why a CAP message was refused, one word for each cause: the client says it in both languages. */
export const capReasons = [
  'not-well-formed',
  'wrong-namespace',
  'too-deep',
  'too-many-attributes',
  'too-many-elements',
  'unknown-encoding',
  'wrong-bytes',
  'missing',
  'repeated',
  'too-long',
  'unknown-word',
  'not-a-name',
  'not-a-time',
  'not-coordinates',
  'out-of-range',
  'too-few-points',
  'too-many-points',
  'too-complex',
  'no-level',
  'not-for-receivers',
] as const;
export type CapReason = (typeof capReasons)[number];
/** `path`: the element as `alert.info.0.area.0.polygon.0`, or `line 12` where the markup itself is broken. */
export interface CapIssue {
  path: string;
  reason: CapReason;
}

/** What of a message was not understood, or was read otherwise than it says. The client words each in both languages. */
export const warningNoteCodes = [
  'not-coordinates',
  'out-of-range',
  'too-few-points',
  'too-many-points',
  'too-complex',
  'not-a-time',
  'repeated',
  'cut',
  'unknown-severity',
  'expires-before-sent',
  'geocode-unnamed',
  'signature-unchecked',
  'no-level',
  'retired-code',
  'codes-left-out',
  'references-left-out',
  'reference-unfound',
  'lifts-nothing',
] as const;
export type WarningNoteCode = (typeof warningNoteCodes)[number];
/** `path`: the element as `alert.info.0.area.0.polygon.0`, the code of an area, or the message that was referred to. */
export const WarningNote = z.object({ code: z.enum(warningNoteCodes), path: z.string() });
export type WarningNote = z.infer<typeof WarningNote>;

/** A warning of the same weather and level in an overlapping area at about the same hour, by another name: likely the same one. */
export const LikelyDouble = z.object({
  warningId: WarningId,
  identifier: z.string(),
  sender: z.string(),
  sent: z.string(),
  headline: z.string(),
  /** proposed: nobody has decided. merged: one warning. apart: two, and each calls everybody; who was called is called again. */
  state: z.enum(['proposed', 'merged', 'apart']).default('proposed'),
});
export type LikelyDouble = z.infer<typeof LikelyDouble>;

/** What the desk makes of a likely double. Whoever has people rung a second time says why. */
export const DoubleChoice = z.discriminatedUnion('choice', [
  z.object({ choice: z.literal('merge') }),
  z.object({ choice: z.literal('apart'), reason: z.string().trim().min(4).max(500) }),
]);
export type DoubleChoice = z.infer<typeof DoubleChoice>;

export const Warning = z.object({
  id: WarningId,
  incidentId: IncidentId,
  identifier: z.string(),
  sender: z.string(),
  sent: z.string(),
  status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
  msgType: z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
  version: z.number().int(),
  state: z.enum(warningStates),
  event: z.string(),
  eventCode: z.string().nullable(),
  level: z.enum(warningLevels),
  senderName: z.string().nullable(),
  headline: z.string(),
  description: z.string(),
  instruction: z.string(),
  effective: z.string().nullable(),
  onset: z.string().nullable(),
  expires: z.string().nullable(),
  placement: z.enum(placements),
  /** The areas it covers, each at the level the message names it. */
  areas: z.array(AreaCode),
  /** Codes that no area of ours answers to: kept and shown, never dropped. */
  unknownCodes: z.array(z.string()),
  /** Rings of `[lng, lat]`, outer ring first, one entry per polygon; empty when the message has none. */
  polygons: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
  callOutId: z.uuid().nullable(),
  receivedAt: z.string(),
  /** When the desk has ended it by hand; absent in facts of older logs. */
  endedAt: z.string().nullable().optional(),
  /** The versions it replaced or cancelled itself, as far as they are known; absent in facts of older logs. */
  supersedes: z.array(WarningId).optional(),
  /** Its time has passed, on arrival or since: nobody is called for it by itself any more. */
  expired: z.boolean(),
  notes: z.array(WarningNote),
  /** Proposed when it came in; null when it stands by itself. */
  merge: LikelyDouble.nullable(),
});
export type Warning = z.infer<typeof Warning>;

/** One text in which a message came: feeds lay the same message out differently. */
export const WarningSource = z.object({
  /** When this text came first and last, in the incident's time, and how often. */
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.number().int(),
});
export type WarningSource = z.infer<typeof WarningSource>;

/** One version with every text in which it came. */
export const WarningDetails = Warning.extend({ sources: z.array(WarningSource) });
export type WarningDetails = z.infer<typeof WarningDetails>;

/** The answer to a message that came in; the same message again gets it as it stands then. */
export const IssuedWarning = Warning.pick({
  id: true,
  incidentId: true,
  identifier: true,
  sender: true,
  sent: true,
  status: true,
  msgType: true,
  version: true,
  level: true,
  placement: true,
  areas: true,
  unknownCodes: true,
  callOutId: true,
  expired: true,
  notes: true,
  merge: true,
});
export type IssuedWarning = z.infer<typeof IssuedWarning>;
