import type { CallOut, CallOutId, Tally } from '#contract/calls.ts';
import { partOf, type Prediction } from '#contract/plans.ts';
import { owed } from '../state/select.ts';
import type { World } from '../state/world.ts';

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

/** The predicted curves of who is reached and who has answered. */
export function predicted({ curve }: Prediction): { reached: Mark[]; answered: Mark[] } {
  return {
    reached: curve.map(({ at, reached }) => ({ at: Date.parse(at), people: reached })),
    answered: curve.map(({ at, answered }) => ({ at: Date.parse(at), people: answered })),
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

/** Who will have answered, and who will still be silent, when every rung of the ladder has been called: all is not answered then. */
export function outcomeOf({ curve }: Pick<Prediction, 'curve'>, people: number): { answered: number; silent: number } {
  const answered = Math.min(people, Math.round(curve.at(-1)?.answered ?? 0));
  return { answered, silent: people - answered };
}

/** How a call-out does beside what was predicted. */
export interface Standing {
  expected: number;
  actual: number;
  owed: number;
  /** People ahead, negative when it lags. */
  ahead: number;
  pace: 'ahead' | 'onPace' | 'behind';
  /** How long ago the predicted finish was, while somebody is still silent, in milliseconds. */
  overdue: number | null;
}

/**
 * A call-out lags when fewer have answered than were expected some time ago, and some people less; it is ahead when more have than are
 * expected some time from now, and some people more: 默认值 of ours, not a regulation. A
 * prediction reckons in crowds, and the first answers take half a minute to be given at all.
 */
const slackMilliseconds = 120_000;
const slackOfCourse = 0.1;
const slackOfPeople = 0.05;

export function standing({ prediction, tally, at }: { prediction: Prediction; tally: Tally; at: Date }): Standing {
  const marks = predicted(prediction).answered;
  const [now, from, finish] = [at.getTime(), marks[0]?.at ?? 0, Date.parse(prediction.finishAt)];
  const expected = Math.round(peopleAt(marks, now));
  const slack = Math.max(slackMilliseconds, slackOfCourse * (finish - from));
  const least = peopleAt(marks, now - slack) * (1 - slackOfPeople);
  const most = peopleAt(marks, now + slack) * (1 + slackOfPeople);
  const { answered: actual } = tally;
  return {
    ...{ expected, actual, owed: owed(tally), ahead: actual - expected },
    pace: actual < least ? 'behind' : actual > most ? 'ahead' : 'onPace',
    overdue: tally.silent > 0 && now > finish ? now - finish : null,
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

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
