import type { CallOut, CallOutId } from '#contract/calls.ts';
import type { Prediction } from '#contract/plans.ts';
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

/** How a call-out does beside what was predicted: people ahead, negative when it lags behind. */
export interface Standing {
  expected: number;
  actual: number;
  ahead: number;
}

export function standing(callOut: Pick<CallOut, 'prediction' | 'releasedAt'>, answered: number, at: Date): Standing | null {
  const { prediction } = callOut;
  if (!prediction || prediction.curve.length === 0) return null;
  const moved = shifted(prediction, callOut);
  const expected = Math.round(peopleAt(predicted(moved).answered, at.getTime()));
  return { expected, actual: answered, ahead: answered - expected };
}

/**
 * The prediction as of when calling began: a call-out that waited an hour for its release is not an hour late.
 */
export function shifted(prediction: Prediction, { releasedAt }: Pick<CallOut, 'releasedAt'>): Prediction {
  const first = prediction.curve[0];
  const by = first && releasedAt ? Math.max(0, Date.parse(releasedAt) - Date.parse(first.at)) : 0;
  if (by === 0) return prediction;
  const later = (at: string) => new Date(Date.parse(at) + by).toISOString();
  return {
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
