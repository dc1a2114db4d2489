import type { CallingChannel, ChannelLimits } from '../contract/channels.ts';
import type { Prediction } from '../contract/plans.ts';
import type { LadderStep } from '../contract/policies.ts';

/** A channel as the prediction sees it. */
export interface Line extends Pick<ChannelLimits, 'ratePerSecond' | 'concurrency' | 'costYuan' | 'answerShare'> {
  id: CallingChannel;
}

/** People who can be reached over the same channels. */
export interface Group {
  channels: readonly CallingChannel[];
  people: number;
}

export interface Outlook {
  groups: readonly Group[];
  ladder: readonly LadderStep[];
  lines: readonly Line[];
  startAt: Date;
  /** For how long no gateway rings, since the night is to be quiet. */
  quietSeconds?: number;
}

/**
 * Seconds for which one attempt keeps one of a channel's places: a default (默认值) of ours, for predictions alone. A spoken message of 20 s
 * with its ringing takes half a minute; the others are handed over and done.
 */
const heldSeconds: Record<CallingChannel, number> = { inApp: 0.1, sms: 0.5, voice: 30, chat: 0.5, mail: 1 };
/**
 * Whoever has let one attempt go by answers the next half as likely: a default (默认值) of ours. Those who are asleep or without signal do
 * not draw lots anew at each redial.
 */
const redialShare = 0.5;
/** Each group is followed in so many parts, in the order of the queue. */
const parts = 40;
const curvePoints = 60;

/** Some people of a group, who stand together in the queue. Seconds are counted from the start. */
interface Part {
  channels: readonly CallingChannel[];
  people: number;
  /** Those of them who have not been given an answer yet, be it one that is still to come. */
  undecided: number;
  reachedAt: number;
  answers: { people: number; from: number; to: number }[];
}

/** What a channel has to do: when it is through with all that it was given, and how much that was. */
interface Load {
  line: Line;
  freeAt: number;
  attempts: number;
}

/**
 * How a call-out is expected to go, by following crowds instead of people: each step of the ladder hands whoever is still silent to its
 * channels, each channel works off its queue at its rate, and of those reached its share answers within the time that the step waits.
 * What is queued is never dropped, so the end is rather predicted late than early.
 *
 * @returns the prediction, and the cost of all attempts in yuan
 */
export function predict({ groups, ladder, lines, startAt, quietSeconds = 0 }: Outlook): { prediction: Prediction; cost: number } {
  const crowd = groups.filter(({ people }) => people > 0).flatMap(inParts);
  crowd.sort((one, other) => one.place - other.place);
  const loads = new Map(lines.map((line) => [line.id, { line, freeAt: line.id === 'inApp' ? 0 : quietSeconds, attempts: 0 }]));
  const steps = timed(ladder, quietSeconds);
  for (const step of steps) takeStep(crowd, loads, step);
  const used = [...loads.values()].filter(({ attempts }) => attempts > 0);
  const ends = [...used.map(({ freeAt }) => freeAt), ...crowd.flatMap(({ answers }) => answers.map(({ to }) => to))];
  return {
    prediction: told(crowd, startAt, crowd.length === 0 ? 0 : Math.max(steps.at(-1)?.at ?? 0, ...ends)),
    cost: used.reduce((sum, { line, attempts }) => sum + attempts * line.costYuan, 0),
  };
}

function inParts({ channels, people }: Group): (Part & { place: number })[] {
  return Array.from({ length: parts }, (_, place) => ({
    ...{ channels, place, people: people / parts, undecided: people / parts },
    ...{ reachedAt: Infinity, answers: [] },
  }));
}

interface Step extends LadderStep {
  at: number;
  /** How often the called person has been tried before. */
  redial: number;
}

/** Nobody who was not rung is waited for: the first step is taken at once, and waits from the end of a quiet night. */
function timed(ladder: readonly LadderStep[], quietSeconds: number): Step[] {
  let [waitsFrom, redial] = [quietSeconds, 0];
  return ladder.map((step, rung) => {
    const taken = { ...step, at: rung === 0 ? 0 : waitsFrom, redial };
    waitsFrom += step.waitSeconds;
    if (step.reaches.includes('self')) redial += 1;
    return taken;
  });
}

/** In the order of the queue, over all channels of the step at once; the first that gets through is the one that is answered. */
function takeStep(crowd: readonly Part[], loads: ReadonlyMap<CallingChannel, Load>, step: Step): void {
  const isOwn = step.reaches.includes('self');
  for (const part of crowd) {
    const silent = part.people - answeredBy(part, step.at);
    const used = step.channels.filter((id) => !isOwn || part.channels.includes(id)).flatMap((id) => loads.get(id) ?? []);
    if (silent <= 0 || used.length === 0) continue;
    const attempts = silent * step.reaches.length;
    const sentAt = Math.min(...used.map((load) => sent(load, attempts, step.at)));
    if (isOwn) part.reachedAt = Math.min(part.reachedAt, sentAt);
    const heard = isOwn ? redialShare ** step.redial : 1;
    const deaf = used.reduce((share, { line }) => share * (1 - line.answerShare * heard) ** step.reaches.length, 1);
    const answering = part.undecided * (1 - deaf);
    part.undecided -= answering;
    part.answers.push({ people: answering, from: sentAt, to: sentAt + step.waitSeconds });
  }
}

/** Puts attempts at the end of a channel's queue. @returns when the last of them will have left */
function sent(load: Load, attempts: number, at: number): number {
  const { ratePerSecond, concurrency, id } = load.line;
  load.freeAt = Math.max(load.freeAt, at) + attempts / Math.min(ratePerSecond, concurrency / heldSeconds[id]);
  load.attempts += attempts;
  return load.freeAt;
}

/** How many have answered by then: answers come evenly over the time that a step waits. */
function answeredBy({ answers }: Part, at: number): number {
  return answers.reduce((sum, { people, from, to }) => sum + people * Math.min(1, Math.max(0, (at - from) / (to - from))), 0);
}

function told(crowd: readonly Part[], startAt: Date, finish: number): Prediction {
  const time = (seconds: number) => new Date(startAt.getTime() + Math.round(seconds * 1000)).toISOString();
  const firstRound = Math.max(0, ...crowd.map(({ reachedAt }) => reachedAt).filter(Number.isFinite));
  const moments = finish === 0 ? [0] : Array.from({ length: curvePoints }, (_, nr) => (finish * nr) / (curvePoints - 1));
  const summed = (count: (part: Part) => number) => Math.round(crowd.reduce((sum, part) => sum + count(part), 0) * 10) / 10;
  return {
    people: Math.round(crowd.reduce((sum, { people }) => sum + people, 0)),
    finishAt: time(finish),
    firstRoundAt: time(firstRound),
    curve: moments.map((at) => ({
      at: time(at),
      reached: summed((part) => (part.reachedAt <= at ? part.people : 0)),
      answered: summed((part) => answeredBy(part, at)),
    })),
  };
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
