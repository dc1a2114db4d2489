import { z } from 'zod';
import { CallOutId } from './calls.ts';
import { incidentModes } from './incidents.ts';
import { Calibration, PredictionBasis } from './plans.ts';
import { warningLevels } from './warnings.ts';

/** When a prediction is held against what happened: minutes after calling began, and when it said that all would be over. */
export const scoreMarks = ['5', '15', '30', '60', 'end'] as const;
export type ScoreMark = (typeof scoreMarks)[number];

/** Predicted against real at one time. */
export const PredictionScore = z.object({
  mark: z.enum(scoreMarks),
  /** In the incident's time. */
  at: z.string(),
  people: z.number().int(),
  low: z.number(),
  expected: z.number(),
  high: z.number(),
  /** Null: calling ended before, which tells nothing of the prediction. */
  answered: z.number().int().nullable(),
});
export type PredictionScore = z.infer<typeof PredictionScore>;

/** Where what happened lies beside the band; null where calling ended before. Half a person lies on neither side of a limit that is no whole number. */
export function sideOf({ low, high, answered }: Pick<PredictionScore, 'low' | 'high' | 'answered'>): 'below' | 'within' | 'above' | null {
  if (answered === null) return null;
  if (answered < Math.floor(low)) return 'below';
  return answered > Math.ceil(high) ? 'above' : 'within';
}

export const ScoredCallOut = z.object({
  callOutId: CallOutId,
  incidentMode: z.enum(incidentModes),
  level: z.enum(warningLevels).nullable(),
  event: z.string(),
  headline: z.string(),
  releasedAt: z.string(),
  basis: PredictionBasis.nullable(),
  scores: z.array(PredictionScore),
});
export type ScoredCallOut = z.infer<typeof ScoredCallOut>;

/** Of actual call-outs and of drills apart: drills answer as they are told to. */
export const PredictionRecord = z.object({
  actual: Calibration,
  drills: Calibration,
  /** The last ones, newest first. */
  callOuts: z.array(ScoredCallOut),
});
export type PredictionRecord = z.infer<typeof PredictionRecord>;
