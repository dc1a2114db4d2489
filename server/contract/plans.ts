import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { callingChannels } from './channels.ts';
import { WarningId } from './warnings.ts';

/** Which warning is called out, by which policy; without one: the policy of its weather and level. */
export const CallOutOrder = z.object({ warningId: WarningId, policyId: z.string().max(64).optional() });
export type CallOutOrder = z.infer<typeof CallOutOrder>;

/** The share of comparable call-outs that lies within a band: one in ten is below it, one above. */
export const bandShare = 0.8;
/** The normal quantile that belongs to it: a tenth lies beyond. */
const bandDeviations = 1.2816;

/**
 * What shares of answer a prediction rests on. default: 默认值 of ours alone. set: on what the bureau has set by hand. ledger: on its own
 * actual calls. drills: on its drills, since nothing else is there, or since it is a drill that is predicted.
 */
export const PredictionBasis = z.object({
  from: z.enum(['default', 'set', 'ledger', 'drills']),
  /** How many calls were learnt from. */
  calls: z.number().int(),
  callOuts: z.number().int(),
  /** Some step of the ladder was never seen, and rests on a default. */
  isPartial: z.boolean(),
  learntAt: z.string().nullable(),
});
export type PredictionBasis = z.infer<typeof PredictionBasis>;

/** Within the band from `low` to `high` lie eight outcomes of ten; logs of earlier releases know a line alone. */
const CurvePoint = z.object({
  at: z.string(),
  reached: z.number(),
  answered: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

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
  curve: z.array(CurvePoint),
  basis: PredictionBasis.optional(),
});
export type Prediction = z.infer<typeof Prediction>;

/**
 * The part of a prediction that falls to some of its people, by their share of all. What is uncertain for all alike is shared; chance plays
 * a greater part among fewer, so that their band is the wider one.
 *
 * @returns null where it does not say how many it is about
 */
export function partOf(prediction: Prediction, people: number): Prediction | null {
  if (!prediction.people) return null;
  if (prediction.people === people) return prediction;
  const part = { share: people / prediction.people, people, of: prediction.people };
  let [least, most] = [0, 0];
  const curve = prediction.curve.map(({ at, reached, answered, low, high }): CurvePoint => {
    const expected = answered * part.share;
    const point = { at, reached: reached * part.share, answered: expected };
    if (low === undefined || high === undefined) return point;
    least = Math.max(least, expected - spreadOf(answered - low, { ...part, answered }), 0);
    most = Math.max(most, Math.min(people, expected + spreadOf(high - answered, { ...part, answered })));
    return { ...point, low: Math.min(least, expected), high: Math.max(most, expected) };
  });
  return { ...prediction, people, curve };
}

interface Part {
  share: number;
  people: number;
  of: number;
  answered: number;
}

/** Half a band of the part: the variance of chance, of as many people as there are, is taken out of that of the whole and put in anew. */
function spreadOf(half: number, { share, people, of, answered }: Part): number {
  const chance = Math.max(0, (answered / of) * (1 - answered / of)) * bandDeviations ** 2;
  const shared = Math.max(0, half ** 2 - of * chance);
  return Math.sqrt(share ** 2 * shared + people * chance);
}

/** How many are expected to have answered at a moment, straight between two points of the curve; its ends hold before and after. */
export function expectedAt({ curve }: Pick<Prediction, 'curve'>, at: number): Pick<CurvePoint, 'answered' | 'low' | 'high'> {
  const next = curve.findIndex((point) => Date.parse(point.at) >= at);
  const [a, b] = [curve[next < 0 ? curve.length - 1 : Math.max(0, next - 1)], curve[next < 0 ? curve.length - 1 : next]];
  if (!a || !b) return { answered: 0 };
  const [from, to] = [Date.parse(a.at), Date.parse(b.at)];
  const share = to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 0;
  const between = (one: number, other: number) => one + (other - one) * share;
  const answered = between(a.answered, b.answered);
  if (a.low === undefined || a.high === undefined) return { answered };
  return { answered, low: between(a.low, b.low ?? b.answered), high: between(a.high, b.high ?? b.answered) };
}

/** How well bands have held: of the last call-outs, at how many times what happened lay within them. */
export const Calibration = z.object({
  callOuts: z.number().int(),
  times: z.number().int(),
  within: z.number().int(),
  below: z.number().int(),
  above: z.number().int(),
  /** Mean interval score of the bands (Gneiting and Raftery 2007), as a share of the people: their width, and ten times what was missed. Null: nothing was scored yet. */
  intervalScore: z.number().nullable(),
});
export type Calibration = z.infer<typeof Calibration>;

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
  /** How predictions have fared so far: of actual call-outs, or of drills where this is one. */
  calibration: Calibration,
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
