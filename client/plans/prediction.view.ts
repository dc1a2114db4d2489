import type { CallOut, CallOutId, Tally } from '#contract/calls.ts';
import { expectedAt, partOf, type CurvePoint, type Prediction } from '#contract/plans.ts';
import { owed } from '../state/select.ts';
import type { World } from '#contract/world.ts';

/** People who have answered by a moment, epoch milliseconds. */
export interface Mark {
  at: number;
  people: number;
}

/** Who had answered when, from the first answer to a call-out until `until`; steps where facts said so. */
export function answersOf(world: Pick<World, 'pulses'>, callOutId: CallOutId, until: number): Mark[] {
  const marks: Mark[] = [];
  let people = 0;
  for (const pulse of world.pulses) {
    if (pulse.callOutId !== callOutId || pulse.people === 0) continue;
    const at = Date.parse(pulse.at);
    if (at > until) continue;
    people += pulse.people;
    marks.push({ at, people });
  }
  return people === 0 ? marks : [...marks, { at: until, people }];
}

/** The predicted curves of who is reached and who has answered, and the band around it; none where an old log knows a line alone. */
export function predicted({ curve }: Pick<Prediction, 'curve'>): { reached: Mark[]; answered: Mark[]; low: Mark[]; high: Mark[] } {
  const marks = (people: (point: CurvePoint) => number | undefined) =>
    curve.flatMap((point) => (people(point) === undefined ? [] : [{ at: Date.parse(point.at), people: people(point)! }]));
  return {
    reached: marks(({ reached }) => reached),
    answered: marks(({ answered }) => answered),
    low: marks(({ low }) => low),
    high: marks(({ high }) => high),
  };
}

/** What a curve says at a moment, straight between its points; its ends hold before and after. */
export function peopleAt(marks: readonly Mark[], at: number): number {
  const next = marks.findIndex((mark) => mark.at >= at);
  if (next === 0) return marks[0]!.people;
  if (next < 0) return marks.at(-1)?.people ?? 0;
  const [a, b] = [marks[next - 1]!, marks[next]!];
  return a.people + ((b.people - a.people) * (at - a.at)) / (b.at - a.at);
}

/** Who looks at a call-out: how it stands within the scope, and whether that scope is the whole of the city. */
export interface Looker {
  tally: Tally;
  seesAll: boolean;
}

/**
 * What was predicted of those who owe an answer within the scope of who looks: the prediction's part for them. People whose calls were
 * taken over by a later version are expected by nobody any more.
 *
 * @returns null where nothing was predicted, where nobody within the scope owes an answer, and where an old log does not say of how many
 * people the prediction speaks
 */
export function predictionFor(callOut: Pick<CallOut, 'prediction' | 'releasedAt'>, { tally, seesAll }: Looker): Prediction | null {
  const { prediction } = callOut;
  if (!prediction || prediction.curve.length === 0 || owed(tally) === 0) return null;
  const whole = prediction.people ?? (seesAll ? tally.total : 0);
  if (whole === 0) return null;
  return partOf({ ...shifted(prediction, callOut), people: whole }, owed(tally));
}

/** So many people, or between two numbers of them. */
export interface Range {
  least: number;
  most: number;
}

/** Whole people: the band is never told narrower than it is. A line of an old log is one number. */
export function rangeAt(prediction: Pick<Prediction, 'curve'>, { at, people }: { at: number; people: number }): Range {
  const { answered, low, high } = expectedAt(prediction, at);
  if (low === undefined || high === undefined)
    return { least: Math.min(people, Math.round(answered)), most: Math.min(people, Math.round(answered)) };
  return { least: Math.max(0, Math.floor(low + rounding)), most: Math.min(people, Math.ceil(high - rounding)) };
}

/** What counts as a whole number already: predictions are told in tenths. */
const rounding = 0.05;

/** Who will have answered, and who will still be silent, when every rung of the ladder has been called: all is not answered then. */
export function outcomeOf(prediction: Pick<Prediction, 'curve'>, people: number): { answered: Range; silent: Range } {
  const answered = rangeAt(prediction, { at: Infinity, people });
  return { answered, silent: { least: people - answered.most, most: people - answered.least } };
}

/** After how long a prediction is put into words: a quarter of an hour, or all of a shorter course. */
const toldMinutes = 15;

export function toldAt(
  { curve, finishAt }: Pick<Prediction, 'curve' | 'finishAt'>,
  people: number,
): { milliseconds: number; range: Range } {
  const from = Date.parse(curve[0]?.at ?? finishAt);
  const at = Math.min(from + toldMinutes * 60_000, Date.parse(finishAt));
  return { milliseconds: at - from, range: rangeAt({ curve }, { at, people }) };
}

/** How a call-out does beside what was predicted. */
export interface CallOutProgress {
  expected: Range;
  actual: number;
  owed: number;
  /** How many people it is past the band, negative below it; 0 within. */
  beyond: number;
  pace: 'ahead' | 'onPace' | 'behind';
  /** How long ago the predicted finish was, while somebody is still silent, in milliseconds. */
  overdue: number | null;
}

/**
 * A call-out lags when fewer have answered than its band holds, and is ahead when more have. A moment either way is let pass: the first
 * answers take half a minute to be given at all, and a page learns of them a second later. Around the line of an old log a twentieth of
 * the people and more time count as a band. 默认值 of ours, not a regulation.
 */
const slackMilliseconds = 45_000;
const lineSlack = { milliseconds: 120_000, ofCourse: 0.1, ofPeople: 0.05 };

export function progressOf({ prediction, tally, at }: { prediction: Prediction; tally: Tally; at: Date }): CallOutProgress {
  const [now, finish, people] = [at.getTime(), Date.parse(prediction.finishAt), owed(tally)];
  const { least, most } = tolerated(prediction, now);
  const { answered: actual } = tally;
  const expected = rangeAt(prediction, { at: now, people });
  const pace = actual < Math.floor(least) ? 'behind' : actual > Math.ceil(most) ? 'ahead' : 'onPace';
  const beyond = { behind: Math.min(-1, actual - expected.least), onPace: 0, ahead: Math.max(1, actual - expected.most) }[pace];
  return { expected, actual, owed: people, beyond, pace, overdue: tally.silent > 0 && now > finish ? now - finish : null };
}

function tolerated(prediction: Prediction, now: number): Range {
  const { curve, finishAt } = prediction;
  const { low, high, answered } = predicted(prediction);
  if (low.length > 0) return { least: peopleAt(low, now - slackMilliseconds), most: peopleAt(high, now + slackMilliseconds) };
  const course = Date.parse(finishAt) - Date.parse(curve[0]?.at ?? finishAt);
  const slack = Math.max(lineSlack.milliseconds, lineSlack.ofCourse * course);
  return {
    least: peopleAt(answered, now - slack) * (1 - lineSlack.ofPeople),
    most: peopleAt(answered, now + slack) * (1 + lineSlack.ofPeople),
  };
}

/** The prediction as of when calling began: a call-out that waited an hour for its release is not an hour late. */
export function shifted(prediction: Prediction, { releasedAt }: Pick<CallOut, 'releasedAt'>): Prediction {
  const first = prediction.curve[0];
  const by = first && releasedAt ? Math.max(0, Date.parse(releasedAt) - Date.parse(first.at)) : 0;
  if (by === 0) return prediction;
  const later = (at: string) => new Date(Date.parse(at) + by).toISOString();
  return {
    ...prediction,
    finishAt: later(prediction.finishAt),
    firstRoundAt: later(prediction.firstRoundAt),
    curve: prediction.curve.map((mark) => ({ ...mark, at: later(mark.at) })),
  };
}

/** The picture that holds some curves: from the first mark to the last, up to the most people. */
export interface Frame {
  from: number;
  to: number;
  most: number;
}

export function frameOf(curves: readonly (readonly Mark[])[], people: number): Frame {
  const marks = curves.flat();
  const from = Math.min(...marks.map(({ at }) => at));
  const to = Math.max(...marks.map(({ at }) => at));
  const most = Math.max(1, people, ...marks.map((mark) => mark.people));
  return marks.length === 0 ? { from: 0, to: 1, most } : { from, to: Math.max(to, from + 60_000), most };
}

/** An SVG path through a picture of 100 by 100, time to the right, people upward. */
export function pathOf(marks: readonly Mark[], { from, to, most }: Frame, shape: 'line' | 'steps' = 'line'): string {
  return marks
    .map(({ at, people }, index) => {
      const x = round((100 * (at - from)) / (to - from));
      const y = round(100 - (100 * people) / most);
      if (index === 0) return `M${x} ${y}`;
      return shape === 'steps' ? `H${x}V${y}` : `L${x} ${y}`;
    })
    .join('');
}

/** The band between two curves, as a closed SVG path of the same picture. */
export function bandPath({ low, high }: { low: readonly Mark[]; high: readonly Mark[] }, frame: Frame): string {
  if (low.length === 0 || high.length === 0) return '';
  return `${pathOf([...high, ...low.toReversed()], frame)}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
