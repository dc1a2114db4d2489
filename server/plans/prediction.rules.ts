import type { Prediction, PredictionBasis } from '../contract/plans.ts';
import type { LadderStep } from '../contract/policies.ts';
import { hoursAt, nothingLearnt, shareAt, Shares, type Learnt, type PlannedChannel, type Share } from './answer-shares.rules.ts';
import { answeredBy, followed, timed, usedFor, type Course, type Group, type Part, type TimedStep } from './crowd.rules.ts';
import { evenDeviations, fewDeviations, quantile, type Chance } from './spread.rules.ts';

export interface Outlook {
  groups: readonly Group[];
  ladder: readonly LadderStep[];
  lines: readonly PlannedChannel[];
  startAt: Date;
  /** For how long no gateway rings, since the night is to be quiet. */
  quietSeconds?: number;
  learnt?: Learnt;
  isDrill?: boolean;
  /** How likely networks fail for many at once. */
  outageChance?: number;
}

/**
 * In one call-out of twelve power or networks fail for many at once, and half as many answer then: assumptions of ours (默认值). It is why
 * fewer may answer than shares alone would ever let one expect.
 */
const assumedOutageChance = 1 / 12;
const outageShare = 0.5;
const curvePoints = 60;
/** In how many parts each group is followed: closely for when it ends and what it costs, less so for each way in which it may go. */
const parts = { middling: 40, world: 10 };

/** A way in which things may go: how much better than the middling one it is, and whether networks fail. */
interface World {
  weight: number;
  deviations: number;
  isOutage: boolean;
}

/**
 * How a call-out is expected to go, as a band: the course is followed in each of several worlds, in which all shares of answer are better
 * or worse together, some of them with an outage. In each world people answer by chance; over all of them a tenth of what may happen lies
 * below the band, a tenth above. The same input gives the same band.
 *
 * @returns the prediction, and the cost of all attempts in yuan
 */
export function predict(outlook: Outlook): { prediction: Prediction; cost: number } {
  const { lines, startAt, quietSeconds = 0, learnt = nothingLearnt, isDrill = false, outageChance = assumedOutageChance } = outlook;
  const groups = outlook.groups.filter(({ people }) => people > 0);
  const steps = timed(outlook.ladder, quietSeconds);
  const shares = new Shares(learnt, { isDrill, lines });
  const known = knownShares(shares, { ...outlook, groups, steps, quietSeconds });
  const follow = ({ deviations, isOutage }: Omit<World, 'weight'>, inParts: number) =>
    followed({
      ...{ groups, steps, lines, quietSeconds, parts: inParts },
      shareOf: (step, group) => shareAt(known.get(step)!.get(group)!, deviations) * (isOutage ? outageShare : 1),
    });
  const middling = follow({ deviations: 0, isOutage: false }, parts.middling);
  const courses = worldsOf(outageChance).map(({ weight, ...world }) => ({ weight, course: follow(world, parts.world) }));
  const isPartial = [...known.values()].some((byGroup) => [...byGroup.values()].some(({ isLearnt, mean }) => !isLearnt && mean > 0));
  const basis: PredictionBasis = { ...shares.basis, isPartial: shares.basis.calls > 0 && isPartial };
  const used = middling.loads.filter(({ attempts }) => attempts > 0);
  return {
    prediction: { ...told({ middling, courses, startAt, finish: finishOf(middling, steps) }), basis },
    cost: used.reduce((sum, { line, attempts }) => sum + attempts * line.costYuan, 0),
  };
}

function worldsOf(outageChance: number): World[] {
  const each = (deviations: readonly number[], weight: number, isOutage: boolean) =>
    deviations.map((deviation): World => ({ weight: weight / deviations.length, deviations: deviation, isOutage }));
  return [...each(evenDeviations, 1 - outageChance, false), ...each(fewDeviations, outageChance, true)].filter(({ weight }) => weight > 0);
}

interface Knowing extends Pick<Outlook, 'groups' | 'lines' | 'startAt'> {
  steps: readonly TimedStep[];
  quietSeconds: number;
}

/** The share of each step for each group, looked up once for all worlds. */
function knownShares(shares: Shares, { groups, steps, lines, startAt, quietSeconds }: Knowing): Map<TimedStep, Map<Group, Share>> {
  const shareOf = (step: TimedStep, group: Group): Share => {
    const ids = usedFor(step, group);
    const used = lines.filter(({ id }) => ids.includes(id));
    if (used.length === 0) return { mean: 0, count: 1, isLearnt: false };
    const hours = hoursAt(new Date(startAt.getTime() + Math.max(step.at, quietSeconds) * 1000));
    const elapsedSeconds = Math.max(0, step.at - quietSeconds);
    return shares.of({ step, redial: step.redial, elapsedSeconds, hours, lines: used, isReachable: group.channels.length > 0 });
  };
  return new Map(steps.map((step) => [step, new Map(groups.map((group) => [group, shareOf(step, group)]))]));
}

/** When the last who answers at all has answered, the last attempt has left, or the last step is taken. */
function finishOf({ crowd, loads }: Course, steps: readonly TimedStep[]): number {
  if (crowd.length === 0) return 0;
  const used = loads.filter(({ attempts }) => attempts > 0).map(({ freeAt }) => freeAt);
  return Math.max(steps.at(-1)?.at ?? 0, ...used, ...crowd.flatMap(({ answers }) => answers.map(({ to }) => to)));
}

interface Telling {
  middling: Course;
  courses: readonly { weight: number; course: Course }[];
  startAt: Date;
  finish: number;
}

function told({ middling: { crowd }, courses, startAt, finish }: Telling): Omit<Prediction, 'basis'> {
  const time = (seconds: number) => new Date(startAt.getTime() + Math.round(seconds * 1000)).toISOString();
  const firstRound = Math.max(0, ...crowd.map(({ reachedAt }) => reachedAt).filter(Number.isFinite));
  const moments = finish === 0 ? [0] : Array.from({ length: curvePoints }, (_, nr) => (finish * nr) / (curvePoints - 1));
  const people = sumOf(crowd, (part) => part.people);
  let least = { low: 0, answered: 0, high: 0 };
  const curve = moments.map((at) => {
    const band = bandOf(courses.map(({ weight, course }) => ({ weight, ...outcomeAt(course.crowd, at) })));
    const within = (before: number, value: number) => Math.min(people, Math.max(before, value));
    least = { low: within(least.low, band.low), answered: within(least.answered, band.answered), high: within(least.high, band.high) };
    const reached = sumOf(crowd, (part) => (part.reachedAt <= at ? part.people : 0));
    return { at: time(at), reached: tenth(reached), answered: tenth(least.answered), low: tenth(least.low), high: tenth(least.high) };
  });
  return { people: Math.round(people), finishAt: time(finish), firstRoundAt: time(firstRound), curve };
}

/** Each of a part's people has answered by then or has not, with the same probability. */
function outcomeAt(crowd: readonly Part[], at: number): Omit<Chance, 'weight'> {
  let [mean, variance] = [0, 0];
  for (const part of crowd) {
    const answered = answeredBy(part, at);
    mean += answered;
    variance += answered * Math.max(0, 1 - answered / part.people);
  }
  return { mean, variance };
}

function bandOf(chances: readonly Chance[]): { low: number; answered: number; high: number } {
  const [low, answered, high] = [0.1, 0.5, 0.9].map((share) => quantile(chances, share));
  return { low: low!, answered: answered!, high: high! };
}

function sumOf(crowd: readonly Part[], count: (part: Part) => number): number {
  return crowd.reduce((sum, part) => sum + count(part), 0);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The same course, begun later: a call-out that waited for its release goes as it was expected to, from then on. */
export function begunLater(prediction: Prediction, milliseconds: number): Prediction {
  const later = (at: string) => new Date(Date.parse(at) + milliseconds).toISOString();
  return {
    ...prediction,
    finishAt: later(prediction.finishAt),
    firstRoundAt: later(prediction.firstRoundAt),
    curve: prediction.curve.map((point) => ({ ...point, at: later(point.at) })),
  };
}
