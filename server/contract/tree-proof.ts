import { z } from 'zod';
import { AreaCode } from './areas.ts';

/**
 * What may be wrong with the tree of posts, gravest first. A living path is a number that has not failed, of somebody who is there: the
 * holder or the deputy of a post; for a household its own people, its guardian, the guardian's deputy and its evacuation lead.
 *
 * failedNumber: its last three attempts failed, or the last one said that there is no such number. undialable: kept in a form that nobody
 * can dial.
 * holderUnreachable: the deputy has two, the holder, who is there, none.
 * brokenSuperior: silence cannot climb to the city; the post whose link is missing or in a circle is named, those below it are counted.
 * mutedCheckSilent: reached by something before, and by nothing lately.
 */
export const deadEndKinds = [
  'noLivingPath',
  'brokenSuperior',
  'orphanVillage',
  'oneLivingPath',
  'holderUnreachable',
  'failedNumber',
  'undialable',
  'deputyOnLeave',
  'deputyIsSelf',
  'sharedNumber',
  'tooManyPosts',
  'mutedCheckSilent',
] as const;
export type DeadEndKind = (typeof deadEndKinds)[number];

/** Somebody who holds more posts than this cannot answer for all of them. Default value. */
export const postsPerPerson = 3;
/** A number of more people than this is an exchange or a mistake. Default value. */
export const peoplePerNumber = 3;
/** Somebody whom nothing has reached for so long is not counted on. Default value. */
export const reachedWithinDays = 30;

export const DeadEnd = z.object({
  id: z.number().int(),
  kind: z.enum(deadEndKinds),
  level: z.enum(['city', 'county', 'township', 'village', 'household']),
  areaCode: AreaCode,
  areaNameZh: z.string(),
  areaNameEn: z.string(),
  /** The township it is counted under, or above it the area itself. */
  tallyCode: AreaCode,
  /** The centre of the area; never a home. */
  center: z.tuple([z.number(), z.number()]).nullable(),
  postId: z.number().int().nullable(),
  postKind: z.string().nullable(),
  personId: z.number().int().nullable(),
  maskedName: z.string().nullable(),
  householdId: z.number().int().nullable(),
  /** Which of the person's numbers. */
  contactOrdinal: z.number().int().nullable(),
  /** Of a broken superior. */
  reason: z.enum(['missing', 'cycle']).nullable(),
  /** Posts below it, posts held, or people who share the number; else 1. */
  affected: z.number().int(),
});
export type DeadEnd = z.infer<typeof DeadEnd>;

/** A check that rings nobody, and how it ended: of `asked` people, how many pages answered, how many other ways lived, who was never reached yet. */
export const CommsCheck = z.object({
  id: z.number().int(),
  at: z.string(),
  asked: z.number().int(),
  shown: z.number().int(),
  reachedLately: z.number().int(),
  neverReached: z.number().int(),
});
export type CommsCheck = z.infer<typeof CommsCheck>;

export const TreeProof = z.object({
  checkedAt: z.string(),
  tookMilliseconds: z.number().int(),
  /** What was looked at in my area. */
  posts: z.number().int(),
  households: z.number().int(),
  /** Telephone numbers of my area: a landline (voiceOnly) gets calls and no short messages; undialable ones get nothing. */
  numbers: z.object({ kept: z.number().int(), undialable: z.number().int(), voiceOnly: z.number().int(), failed: z.number().int() }),
  counts: z.partialRecord(z.enum(deadEndKinds), z.number().int()),
  /** Gravest first, at most {@link deadEndLimit}. */
  deadEnds: z.array(DeadEnd),
  lastCheck: CommsCheck.nullable(),
});
export type TreeProof = z.infer<typeof TreeProof>;

/** More would tell nobody more; the counts are of all. */
export const deadEndLimit = 5_000;

export const TreeProofQuery = z.object({
  /** 1: prove it now, whatever the age of the last proof. */
  fresh: z.literal('1').optional(),
});
