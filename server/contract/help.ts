import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { answerers, CallId, CallOutId } from './calls.ts';
import { channels } from './channels.ts';
import { IncidentId } from './incidents.ts';
import { warningLevels } from './warnings.ts';

export const HelpRequestId = z.uuid().brand<'HelpRequestId'>();
export type HelpRequestId = z.infer<typeof HelpRequestId>;

/**
 * open: nobody has taken it yet. taken: somebody at a desk sees to it. helped: help has come, as the desk or the person said. closed:
 * ended by the desk, for a reason. Nothing else ends one: no update, cancel or end of a call-out.
 */
export const helpStates = ['open', 'taken', 'helped', 'closed'] as const;
export type HelpState = (typeof helpStates)[number];

/** Of requests by which somebody still waits for help. */
export const wantedHelpStates = ['open', 'taken'] as const satisfies readonly HelpState[];

export function isWanted({ state }: { state: HelpState }): boolean {
  return wantedHelpStates.some((wanted) => wanted === state);
}

const Place = z.object({ lng: z.number(), lat: z.number() });

/** A request for help as a fact tells it: ids, states, times and where, never a word. One is open at a time for a person or a household. */
export const HelpMark = z.object({
  id: HelpRequestId,
  incidentId: IncidentId,
  /** By which it was asked last, and the call-out of that. */
  callId: CallId,
  callOutId: CallOutId,
  /** Of its warning; null: the call was about something without one. */
  level: z.enum(warningLevels).nullable(),
  areaCode: AreaCode,
  /** Null: it is asked for the called person. */
  householdId: z.number().int().nullable(),
  /** Who needs help: the called person, or the household's first member. */
  personId: z.number().int(),
  state: z.enum(helpStates),
  at: z.string(),
  /** When it was asked last, and how often: each time rings. */
  askedAt: z.string(),
  asks: z.number().int(),
  /** Of the phone that asked, else as a camera noted it; null where neither said. */
  position: Place.extend({ accuracyMeters: z.number().nullable() }).nullable(),
  /** Of its area: what is drawn without a position. */
  center: Place.nullable(),
  /** User ids. */
  takenBy: z.number().int().nullable(),
  takenAt: z.string().nullable(),
  /** Null while it is wanted, and where the person said that help has come. */
  endedBy: z.number().int().nullable(),
  endedAt: z.string().nullable(),
});
export type HelpMark = z.infer<typeof HelpMark>;

/** asked: by a receipt. Else the state that it went to: open again where it was handed back, or where it was taken for helped too early. */
export const HelpEvent = z.object({
  kind: z.enum(['asked', ...helpStates]),
  at: z.string(),
  /** Masked name of who said it, or the name of the user; empty for people of other areas. */
  by: z.string(),
  /** Null for what was done at the desk. */
  answeredBy: z.enum(answerers).nullable(),
  via: z.enum([...channels, 'desk']).nullable(),
  words: z.string().nullable(),
  /** Of a receipt that came with a photo. */
  photoOf: z.uuid().nullable(),
});
export type HelpEvent = z.infer<typeof HelpEvent>;

export const NearTeam = z.object({
  teamId: z.number().int(),
  nameZh: z.string(),
  nameEn: z.string(),
  type: z.string(),
  members: z.number().int(),
  position: Place,
  distanceMeters: z.number(),
  contactId: z.number().int(),
  /** Of the contact; empty for people of other areas. */
  maskedName: z.string(),
});
export type NearTeam = z.infer<typeof NearTeam>;

/**
 * With everything that the list shows. What was said in words, from where and with which photo is for those who may answer for others or
 * read the ledger: for everybody else these are null.
 */
export const HelpRequest = HelpMark.extend({
  note: z.string().nullable(),
  reason: z.string().nullable(),
  maskedName: z.string(),
  /** The kind of post of the called person, or `household`. */
  postKind: z.string(),
  areaNameZh: z.string(),
  areaNameEn: z.string(),
  /** Of the area above; empty for the city. */
  parentNameZh: z.string(),
  parentNameEn: z.string(),
  takenByName: z.string().nullable(),
  endedByName: z.string().nullable(),
  history: z.array(HelpEvent),
  /** The three nearest, while it is wanted. */
  teams: z.array(NearTeam),
});
export type HelpRequest = z.infer<typeof HelpRequest>;

export const HelpRequests = z.object({ helpRequests: z.array(HelpRequest) });
export type HelpRequests = z.infer<typeof HelpRequests>;

/** What the desk does about one. A reason is needed to close it. */
export const HelpMove = z.object({
  state: z.enum(helpStates),
  reason: z
    .string()
    .transform((text) => text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, ''))
    .pipe(z.string().max(300))
    .optional(),
});
export type HelpMove = z.infer<typeof HelpMove>;

/** What the phone of who asked is told. */
export const FieldHelp = HelpMark.pick({ id: true, state: true, at: true, askedAt: true, takenAt: true, endedAt: true }).extend({
  /** Name of the user. */
  takenBy: z.string().nullable(),
  /** Null where the person said so. */
  endedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type FieldHelp = z.infer<typeof FieldHelp>;
