import type { CallingChannel } from '../contract/channels.ts';
import type { LadderStep } from '../contract/policies.ts';
import type { PlannedChannel } from './answer-shares.rules.ts';

/** People who can be reached over the same channels. */
export interface Group {
  channels: readonly CallingChannel[];
  people: number;
}

/**
 * Seconds for which one attempt keeps one of a channel's places: a default (默认值) of ours, for predictions alone. A spoken message of 20 s
 * with its ringing takes half a minute; the others are handed over and done.
 */
const heldSeconds: Record<CallingChannel, number> = { inApp: 0.1, sms: 0.5, voice: 30, chat: 0.5, mail: 1 };
/** Some people of a group, who stand together in the queue. Seconds are counted from the start. */
export interface Part {
  group: Group;
  people: number;
  /** Those of them who have not been given an answer yet, be it one that is still to come. */
  undecided: number;
  reachedAt: number;
  answers: { people: number; from: number; to: number }[];
}

export interface TimedStep extends LadderStep {
  at: number;
  /** How often the called person has been tried before. */
  redial: number;
}

/** What a channel has to do: when it is through with all that it was given, and how much that was. */
export interface Load {
  line: PlannedChannel;
  freeAt: number;
  attempts: number;
}

export interface Course {
  crowd: Part[];
  loads: Load[];
}

export interface Following {
  groups: readonly Group[];
  steps: readonly TimedStep[];
  lines: readonly PlannedChannel[];
  quietSeconds: number;
  /** In how many parts each group is followed, in the order of the queue. */
  parts: number;
  /** Which share of those who are silent then answers a step that is taken for a group. */
  shareOf: (step: TimedStep, group: Group) => number;
}

/**
 * Follows crowds instead of people: each step of the ladder hands whoever is still silent to its channels, each channel works off its queue
 * at its rate, and of those reached a share answers within the time that the step waits. What is queued is never dropped, so the end is
 * rather predicted late than early.
 */
export function followed({ groups, steps, lines, quietSeconds, parts, shareOf }: Following): Course {
  const crowd = groups.filter(({ people }) => people > 0).flatMap((group) => inParts(group, parts));
  crowd.sort((one, other) => one.place - other.place);
  const loads = new Map(lines.map((line) => [line.id, { line, freeAt: line.id === 'inApp' ? 0 : quietSeconds, attempts: 0 }]));
  for (const step of steps) takeStep({ crowd, loads, step, shareOf });
  return { crowd, loads: [...loads.values()] };
}

function inParts(group: Group, parts: number): (Part & { place: number })[] {
  const people = group.people / parts;
  return Array.from({ length: parts }, (_, place) => ({ group, place, people, undecided: people, reachedAt: Infinity, answers: [] }));
}

/** Nobody who was not rung is waited for: the first step is taken at once, and waits from the end of a quiet night. */
export function timed(ladder: readonly LadderStep[], quietSeconds: number): TimedStep[] {
  let [waitsFrom, redial] = [quietSeconds, 0];
  return ladder.map((step, rung) => {
    const taken = { ...step, at: rung === 0 ? 0 : waitsFrom, redial };
    waitsFrom += step.waitSeconds;
    if (step.reaches.includes('self')) redial += 1;
    return taken;
  });
}

/** The channels over which a step reaches: the called person over those that lead to that person, others over theirs. */
export function usedFor(step: LadderStep, group: Group): CallingChannel[] {
  const isOwn = step.reaches.includes('self');
  return step.channels.filter((id) => !isOwn || group.channels.includes(id));
}

interface Taking extends Pick<Following, 'shareOf'> {
  crowd: readonly Part[];
  loads: ReadonlyMap<CallingChannel, Load>;
  step: TimedStep;
}

/** In the order of the queue, over all channels of the step at once; the first that gets through is the one that is answered. */
function takeStep({ crowd, loads, step, shareOf }: Taking): void {
  for (const part of crowd) {
    const silent = part.people - answeredBy(part, step.at);
    const used = usedFor(step, part.group).flatMap((id) => loads.get(id) ?? []);
    if (silent <= 0 || used.length === 0) continue;
    const attempts = silent * step.reaches.length;
    const sentAt = Math.min(...used.map((load) => sent(load, attempts, step.at)));
    if (step.reaches.includes('self')) part.reachedAt = Math.min(part.reachedAt, sentAt);
    const answering = part.undecided * shareOf(step, part.group);
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
export function answeredBy({ answers }: Part, at: number): number {
  let sum = 0;
  for (const { people, from, to } of answers) {
    if (at >= to) sum += people;
    else if (at > from) sum += (people * (at - from)) / (to - from);
  }
  return sum;
}
