import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { callingChannels } from './channels.ts';
import { WarningId } from './warnings.ts';

/** Which warning is called out, by which policy; without one: the policy of its weather and level. */
export const CallOutOrder = z.object({ warningId: WarningId, policyId: z.string().max(64).optional() });
export type CallOutOrder = z.infer<typeof CallOutOrder>;

/**
 * How a call-out is expected to go: how many will have been reached and have answered, at times of the incident. It is about the whole
 * call-out, whoever reads it: who sees a part of the city takes of each number the part that its own people are of `people`.
 */
export const Prediction = z.object({
  /** How many it is about; logs of earlier releases do not say. */
  people: z.number().int().optional(),
  /** When the last person who answers at all is expected to have answered, or the last step to have been taken. */
  finishAt: z.string(),
  /** When everybody has been reached a first time. */
  firstRoundAt: z.string(),
  curve: z.array(z.object({ at: z.string(), reached: z.number(), answered: z.number() })),
});
export type Prediction = z.infer<typeof Prediction>;

/**
 * The part of a prediction that falls to some of its people, by their share of all.
 *
 * @returns null where it does not say how many it is about
 */
export function partOf(prediction: Prediction, people: number): Prediction | null {
  if (!prediction.people) return null;
  const share = people / prediction.people;
  const curve = prediction.curve.map(({ at, reached, answered }) => ({ at, reached: reached * share, answered: answered * share }));
  return { ...prediction, people, curve };
}

/** What a call-out would do, before the button. */
export const CallOutPlan = z.object({
  warningId: WarningId,
  policyId: z.string(),
  policyIsDefault: z.boolean(),
  people: z.number().int(),
  /** People by level of their post: city, county, township, village, household. */
  byLevel: z.record(z.string(), z.number().int()),
  byChannel: z.partialRecord(z.enum(callingChannels), z.number().int()),
  /** How many have no living path over any channel that is configured and switched on. */
  withoutPath: z.number().int(),
  /**
   * No gateway is set up at all: then a page counts as a living path for everyone. Otherwise only for those whose page has shown something
   * within the last 30 days.
   */
  everyPageCounts: z.boolean(),
  /** The first of them. */
  pathless: z.array(z.object({ personId: z.number().int(), maskedName: z.string(), postKind: z.string(), areaCode: AreaCode })),
  predictedFinishAt: z.string(),
  prediction: Prediction,
  /** In yuan, of the whole expected call-out. */
  cost: z.number(),
  /** Whether a second person has to release it. */
  needsRelease: z.boolean(),
  /** Where the queue begins: townships in the order in which they are called. */
  queue: z.array(
    z.object({ areaCode: AreaCode, people: z.number().int(), arrivalAt: z.string().nullable(), vulnerable: z.number().int() }),
  ),
});
export type CallOutPlan = z.infer<typeof CallOutPlan>;

/** Why one person alone releases a call-out is worth a few words. */
export const shortestOverrideReason = 4;
export const longestOverrideReason = 500;
export const Release = z.discriminatedUnion('override', [
  z.object({ override: z.literal(true), reason: z.string().trim().min(shortestOverrideReason).max(longestOverrideReason) }),
  z.object({ override: z.literal(false).optional() }),
]);
export type Release = z.infer<typeof Release>;
