import { bandShare, expectedAt, type Calibration, type Prediction } from '../contract/plans.ts';
import { scoreMarks, sideOf, type PredictionScore, type ScoreMark } from '../contract/predictions.ts';

/** Answers that were given without a signal arrive late and count from when they were given: so long is waited for them. */
const graceMilliseconds = 60_000;

/** What a prediction said of one time. */
export type PredictedScore = Omit<PredictionScore, 'answered'>;

export interface Scorable {
  prediction: Prediction;
  /** What is scored of it already. */
  scored: readonly ScoreMark[];
  /** When calling ended; null while it runs. */
  closedAt: Date | null;
}

/** A time that is to be scored, and whether calling still ran then. */
export interface DueScore extends PredictedScore {
  ranUntil: boolean;
}

/** What a prediction said of those times that have passed since it was last looked at; times after its end are not among them. */
export function dueScores({ prediction, scored, closedAt }: Scorable, now: Date): DueScore[] {
  const { curve, people = 0 } = prediction;
  const began = curve[0];
  if (!began) return [];
  const finish = Date.parse(prediction.finishAt);
  return scoreMarks
    .filter((mark) => !scored.includes(mark))
    .map((mark) => ({ mark, at: mark === 'end' ? finish : Date.parse(began.at) + Number(mark) * 60_000 }))
    .filter(({ mark, at }) => (mark === 'end' || at < finish) && (closedAt !== null || at + graceMilliseconds <= now.getTime()))
    .map(({ mark, at }) => {
      const { answered, low = answered, high = answered } = expectedAt(prediction, at);
      const ranUntil = closedAt === null || closedAt.getTime() >= at;
      return { mark, at: new Date(at).toISOString(), people, low, expected: answered, high, ranUntil };
    });
}

/** The scores of some call-outs, added up. */
export function calibrationOf(callOuts: readonly { scores: readonly PredictionScore[] }[]): Calibration {
  const told = callOuts.map(({ scores }) => scores.filter(({ answered, people }) => answered !== null && people > 0));
  const scores = told.flat();
  const count = (side: ReturnType<typeof sideOf>) => scores.filter((score) => sideOf(score) === side).length;
  const sum = scores.reduce((total, score) => total + intervalScore(score), 0);
  return {
    callOuts: told.filter(({ length }) => length > 0).length,
    times: scores.length,
    ...{ within: count('within'), below: count('below'), above: count('above') },
    intervalScore: scores.length === 0 ? null : Math.round((sum / scores.length) * 1000) / 1000,
  };
}

/** As a share of the people: lower is better, a narrow band that holds is best. */
function intervalScore({ low, high, answered, people }: PredictionScore): number {
  const missed = Math.max(0, low - answered!) + Math.max(0, answered! - high);
  return (high - low + (2 / (1 - bandShare)) * missed) / people;
}
