import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { Call, CallId, callOutStates } from './calls.ts';
import { callingChannels } from './channels.ts';
import { FieldHelp } from './help.ts';
import { noticeAnswers, noticeKinds, NoticeWords } from './notices.ts';
import { MessageTemplate, reaches } from './policies.ts';
import { warningLevels } from './warnings.ts';

/**
 * What a link to the field page says, signed: opened by this person, for this one call, or without a call for every call that this
 * person may answer.
 */
export const LinkClaim = z.object({
  callId: CallId.optional(),
  personId: z.number().int(),
  /** By the line of a household on a sheet: what is answered is said of that household alone. Needs a call. */
  householdId: z.number().int().optional(),
  /**
   * An officer's own link: whoever holds it looks on, and answers by hand as that officer, for the officer's area. Absent: the link went to
   * the person alone.
   */
  officer: z.object({ userId: z.number().int(), username: z.string(), areaCode: AreaCode }).optional(),
  /** What carried the link to the person: answers by it are noted as come that way. Absent: the page itself. */
  via: z.enum([...callingChannels, 'sheet']).optional(),
});
export type LinkClaim = z.infer<typeof LinkClaim>;

/** Where somebody has to go who was sent to the door of a called person. */
export const FieldDoorCheck = z.object({
  /** Null: the register knows no household of this person, and the position is the centre of the area. */
  householdId: z.number().int().nullable(),
  /** unroused: nobody has answered. refused, unreachable: so many people there refuse to leave, or cannot be found. */
  reason: z.enum(['unroused', 'refused', 'unreachable']),
  refusing: z.number().int().nullable(),
  /** Of the called person. */
  maskedName: z.string(),
  people: z.number().int(),
  /** How many of the household need what. */
  needs: z.record(z.string(), z.number().int()),
  /** From where the team is; null for whoever is of the village. */
  distanceMeters: z.number().nullable(),
  position: z.object({ lng: z.number(), lat: z.number() }).nullable(),
});
export type FieldDoorCheck = z.infer<typeof FieldDoorCheck>;

/** The message of a call, in the words of its notice, and the time by which its page counts. */
const message = {
  call: Call,
  /** For whoever was sent to the door, and only until somebody has answered. */
  door: FieldDoorCheck.nullable(),
  /** Whether the called person is made up, as everyone in the default city is. */
  synthetic: z.boolean(),
  incidentMode: z.enum(['actual', 'exercise', 'test']),
  areaNameZh: z.string(),
  areaNameEn: z.string(),
  /** What the call is about; pages that were kept by earlier releases do not say: a warning. */
  noticeKind: z.enum(noticeKinds).optional(),
  /** Of a warning; null: what it is about has none. */
  level: z.enum(warningLevels).nullable(),
  version: z.number().int(),
  headline: z.string(),
  /** The same and the rest in both languages, where they differ. */
  words: NoticeWords.optional(),
  callOutState: z.enum(callOutStates),
  /** Incident time when this was read: the page counts down against it. */
  now: z.string(),
  /** Incident seconds per wall second; 0 while the clock is paused. */
  clockRate: z.number(),
};

/** What the field page shows of one call. */
export const FieldCall = z.object({
  ...message,
  /** What it asks for; not said by earlier releases: all that a warning asks for. */
  answers: z.array(z.enum(noticeAnswers)).optional(),
  /** Until when it is to be done, in the incident's time; absent or null: nobody says. */
  dueAt: z.string().nullable().optional(),
  /** In the words of the policy, where it has its own; null: the notice's headline, description and instruction say it. */
  message: MessageTemplate.nullable(),
  /** False for a deputy, a superior or whoever else was reached because the called person is silent. */
  isOwn: z.boolean(),
  /** The call for help of whom answers speak: the one that is still wanted, else the last one by this call. */
  help: FieldHelp.nullable(),
  sent: z.string(),
  description: z.string(),
  instruction: z.string(),
  /** Households that the called person keeps or leads to safety: counts only. */
  keeps: z.object({ households: z.number().int(), people: z.number().int(), needs: z.record(z.string(), z.number().int()) }),
  /** By the link of a household: of whom answers speak. The call then stands as was said of that household. */
  household: z
    .object({
      householdId: z.number().int(),
      /** Of its first member. */
      maskedName: z.string(),
      people: z.number().int(),
      /** How many of its people need what. */
      needs: z.record(z.string(), z.number().int()),
    })
    .nullable(),
});
export type FieldCall = z.infer<typeof FieldCall>;

/**
 * Somebody else's call for which this person was reached. A superior may have hundreds: each says what a row of a list needs, and
 * `GET /api/field/call?call=` has the rest.
 */
export const ReachedCall = z.object({
  ...message,
  /** Of the called person. */
  maskedName: z.string(),
  /** As what this person was reached. */
  reach: z.enum(reaches),
  /** Incident time at which this person was first reached for it. */
  reachedAt: z.string(),
});
export type ReachedCall = z.infer<typeof ReachedCall>;

/** A household that this person keeps, leads to safety or belongs to. */
export const FieldHousehold = z.object({
  householdId: z.number().int(),
  areaCode: AreaCode,
  areaNameZh: z.string(),
  areaNameEn: z.string(),
  /** Of its first member. */
  maskedName: z.string(),
  /** As what it concerns this person. */
  duties: z.array(z.enum(['guardian', 'lead', 'member'])),
  people: z.number().int(),
  /** How many of its people need what, and why they have to leave. */
  needs: z.record(z.string(), z.number().int()),
  categories: z.record(z.string(), z.number().int()),
  shelterNameZh: z.string(),
  shelterNameEn: z.string(),
  position: z.object({ lng: z.number(), lat: z.number() }),
});
export type FieldHousehold = z.infer<typeof FieldHousehold>;

/** Which call a page wants to read: not needed by the link of a call, which opens no other. */
export const FieldCallQuery = z.object({ call: CallId.optional() });

/** Everything that concerns the holder of a link: by the link of one call that call alone, by the link of a person all of theirs. */
export const FieldPage = z.object({
  me: z.object({
    personId: z.number().int(),
    maskedName: z.string(),
    areaCode: AreaCode,
    areaNameZh: z.string(),
    areaNameEn: z.string(),
    synthetic: z.boolean(),
  }),
  /** The person's own calls of open incidents, newest first. */
  calls: z.array(FieldCall),
  /** Calls of others for which this person was reached: those still unanswered first, then newest first. */
  answersFor: z.array(ReachedCall),
  /** None by a link from paper, which anybody may have scanned. */
  households: z.array(FieldHousehold),
  /** How many there are; the lists above end at {@link fieldLimits}. */
  totals: z.object({ calls: z.number().int(), answersFor: z.number().int(), households: z.number().int() }),
  /** Wall time when this was read: how old a page is that has lost its signal. */
  readAt: z.string(),
  /** By an officer's own link: the officer's user name. What is answered here counts as answered by hand. */
  officer: z.string().nullable(),
});
export type FieldPage = z.infer<typeof FieldPage>;

/** What a phone is asked to hold at most. */
export const fieldLimits = { calls: 30, answersFor: 300, households: 300 } as const;

/** A link of the officer who asked: it shows what concerns a person, and what is answered by it was answered by hand. */
export const OfficerLink = z.object({ fieldUrl: z.string(), expiresAt: z.string() });
export type OfficerLink = z.infer<typeof OfficerLink>;

/**
 * Which links are withdrawn, of those given out so far: all of one call, all of one person, or those of one person for one call. Links
 * given out later are good.
 */
export const LinkRevocation = z
  .object({ callId: CallId.optional(), personId: z.number().int().positive().optional() })
  .refine(({ callId, personId }) => callId !== undefined || personId !== undefined, 'neither a call nor a person');
export type LinkRevocation = z.infer<typeof LinkRevocation>;

export const RevokedLinks = z.object({ revokedAt: z.string() });
export type RevokedLinks = z.infer<typeof RevokedLinks>;

/** A photo as it is kept: re-encoded, without metadata; where it was taken in columns of its own. */
export const ReceiptPhoto = z.object({
  receiptId: z.uuid(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  /** As the camera noted it, WGS 84; null when it did not. */
  position: z.object({ lng: z.number(), lat: z.number() }).nullable(),
});
export type ReceiptPhoto = z.infer<typeof ReceiptPhoto>;

/** What a photo may weigh on its way in. */
export const photoMaxBytes = 10_000_000;
