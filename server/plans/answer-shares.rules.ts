import type { CallingChannel, ChannelLimits } from '../contract/channels.ts';
import type { PredictionBasis } from '../contract/plans.ts';
import type { LadderStep } from '../contract/policies.ts';

/** A channel as the prediction sees it. */
export interface PlannedChannel extends Pick<ChannelLimits, 'ratePerSecond' | 'concurrency' | 'costYuan' | 'answerShare'> {
  id: CallingChannel;
  /** Nobody has set its numbers. */
  isDefault: boolean;
}

export const hourClasses = ['day', 'evening', 'night'] as const;
export type HourClass = (typeof hourClasses)[number];
/** first: the call itself. again: a redial. others: deputy or superior are reached for the person. */
export type RungClass = 'first' | 'again' | 'others';
/** Whether a step waits less than three minutes. */
export type WaitClass = 'brief' | 'long';

/** Where shares of answer are alike: over one way (a channel, or some at once), at an hour, on a rung that waits about as long. */
export interface ShareCell {
  /** Channels in the order of the alphabet with + between; `any` where others are reached, each over what they have. */
  way: string;
  hours: HourClass;
  rung: RungClass;
  wait: WaitClass;
}

/** How many calls were silent when such a step was taken, how many of them were answered before it was over, in how many call-outs. */
export interface LearntCell extends ShareCell {
  isDrill: boolean;
  tried: number;
  answered: number;
  callOuts: number;
}

/** What has been learnt so far. */
export interface Learnt {
  cells: readonly LearntCell[];
  actual: Learning;
  drills: Learning;
}

/** From how many calls, in how many call-outs, until when. */
export interface Learning {
  calls: number;
  callOuts: number;
  learntAt: Date | null;
}

export const nothingLearnt: Learnt = {
  cells: [],
  actual: { calls: 0, callOuts: 0, learntAt: null },
  drills: { calls: 0, callOuts: 0, learntAt: null },
};

/** A share of answer with its spread: as sure as so many cases that were seen for themselves would make it (a Beta distribution). */
export interface Share {
  mean: number;
  count: number;
  isLearnt: boolean;
}

/** A step as it is taken for some people. Seconds are counted from when the first step began to wait. */
export interface TakenStep {
  step: Pick<LadderStep, 'reaches' | 'waitSeconds'>;
  /** How often the called person has been tried before. */
  redial: number;
  elapsedSeconds: number;
  hours: HourClass;
  /** Over which the step reaches whom it reaches. */
  lines: readonly PlannedChannel[];
  /** Whether the called person has a way of their own. */
  isReachable: boolean;
}

/*
 * Defaults (默认值), assumptions of ours and no measurement: no share of answer of a Chinese bureau is published. What is documented is how
 * fast people are to be woken (all leads called within 3 minutes, three redials within 5, then the superior), not how many are. They are
 * cautious where they have to err, count as little as `defaultCount` calls seen for oneself, and give way to what the ledger says.
 */
/** Whoever does not notice one channel notices the next half as likely: a phone that lies in another room is silent in every way. */
const nextChannelShare = 0.5;
/** Of those who would answer by day, so many do at another hour. */
const hourShare: Record<HourClass, number> = { day: 1, evening: 0.95, night: 0.75 };
/** Half of those who answer at all by themselves do so within this time; when others have to find them, within that one. */
const halfSeconds = { self: 120, others: 240 };
/** A redial wakes so many of those whom nothing had reached before. */
const redialShare = 0.1;
/** Of the answers that a person would give, somebody who is reached for that person brings so many. */
const othersShare = 0.35;
/** Defaults are as sure as if so many calls had been seen. */
const defaultCount = 40;
/**
 * Calls of one call-out share its hour, its weather and its networks: each further one tells the less (intraclass correlation; a
 * middling value of cluster samples, 默认值).
 */
const alikeness = 0.03;

/** @returns by day 06-18, evening 18-22 or night, Beijing time: the night of the built-in policies */
export function hoursAt(at: Date): HourClass {
  const hour = (at.getUTCHours() + 8) % 24;
  if (hour >= 22 || hour < 6) return 'night';
  return hour >= 18 ? 'evening' : 'day';
}

/** Below it a wait is brief. */
export const briefSeconds = 180;

export function cellOf({ step, redial, hours, lines }: TakenStep): ShareCell {
  const isOwn = step.reaches.includes('self');
  const ids = lines.map(({ id }) => id).sort();
  return {
    way: isOwn ? ids.join('+') : 'any',
    hours,
    rung: !isOwn ? 'others' : redial === 0 ? 'first' : 'again',
    wait: step.waitSeconds < briefSeconds ? 'brief' : 'long',
  };
}

/** Looks a step's share up: by default, and nearer to what was seen the more was seen. */
export class Shares {
  readonly basis: PredictionBasis;
  readonly #isDrill: boolean;
  readonly #cells: ReadonlyMap<string, LearntCell>;
  readonly #learning: Learning | null;

  /** Drills answer as they are told to: they speak for themselves, and for what is real only while nothing else does. */
  constructor(learnt: Learnt, { isDrill, lines }: { isDrill: boolean; lines: readonly PlannedChannel[] }) {
    const order = isDrill ? (['drills', 'actual'] as const) : (['actual', 'drills'] as const);
    const used = order.find((each) => learnt[each].calls > 0);
    this.#isDrill = used === 'drills';
    this.#learning = used ? learnt[used] : null;
    this.#cells = new Map(learnt.cells.filter((cell) => cell.isDrill === this.#isDrill && used).map((cell) => [keyOf(cell), cell]));
    const isSet = lines.some((line) => !line.isDefault);
    this.basis = {
      from: used === 'actual' ? 'ledger' : (used ?? (isSet ? 'set' : 'default')),
      calls: this.#learning?.calls ?? 0,
      callOuts: this.#learning?.callOuts ?? 0,
      isPartial: false,
      learntAt: this.#learning?.learntAt?.toISOString() ?? null,
    };
  }

  of(taken: TakenStep): Share {
    const assumed = { mean: assumedShare(taken), count: defaultCount, isLearnt: false };
    const cell = this.#cells.get(keyOf(this.#asSeen(cellOf(taken))));
    return cell && assumed.mean > 0 ? learntShare(assumed, cell) : assumed;
  }

  /** In a drill one simulated attempt stands for all gateways. */
  #asSeen(cell: ShareCell): ShareCell {
    if (!this.#isDrill || cell.way === 'any') return cell;
    const ids = new Set(cell.way.split('+').map((id) => (id === 'inApp' ? id : 'exercise')));
    return { ...cell, way: [...ids].sort().join('+') };
  }
}

function keyOf({ way, hours, rung, wait }: ShareCell): string {
  return [way, hours, rung, wait].join(' ');
}

/** What was seen is worth less where it comes from few call-outs: the design effect of cluster samples (Kish 1965). */
export function learntShare(assumed: Share, { tried, answered, callOuts }: Pick<LearntCell, 'tried' | 'answered' | 'callOuts'>): Share {
  if (tried === 0) return assumed;
  const seen = tried / (1 + (tried / Math.max(1, callOuts) - 1) * alikeness);
  const count = assumed.count + seen;
  return { mean: (assumed.mean * assumed.count + (answered / tried) * seen) / count, count, isLearnt: true };
}

/**
 * Of those who are silent when a step is taken, the share who will have answered when it is over. Some of all people answer, each after a
 * time of their own; whoever has not by now is the less likely to (a split population, as of those who fall ill and those who never do).
 */
function assumedShare({ step, redial, elapsedSeconds, hours, lines, isReachable }: TakenStep): number {
  const answering = together(lines.map(({ answerShare }) => answerShare)) * hourShare[hours];
  const { waitSeconds, reaches } = step;
  const isTried = reaches.includes('self') || redial > 0;
  const own = isReachable && isTried ? stillAnswering(answering, { elapsedSeconds, waitSeconds }) : 0;
  const woken = redial > 0 && reaches.includes('self') ? redialShare * answering * by(waitSeconds, halfSeconds.self) : 0;
  const brought = othersShare * answering * by(waitSeconds, halfSeconds.others);
  const others = together(reaches.filter((reach) => reach !== 'self').map(() => brought));
  return 1 - (1 - own) * (1 - woken) * (1 - others);
}

function together(shares: readonly number[]): number {
  const sorted = [...shares].sort((one, other) => other - one);
  return 1 - sorted.reduce((none, share, nr) => none * (1 - share * nextChannelShare ** nr), 1);
}

function stillAnswering(share: number, { elapsedSeconds, waitSeconds }: { elapsedSeconds: number; waitSeconds: number }): number {
  const before = share * by(elapsedSeconds, halfSeconds.self);
  const after = share * by(elapsedSeconds + waitSeconds, halfSeconds.self);
  return before >= 1 ? 0 : (after - before) / (1 - before);
}

function by(seconds: number, half: number): number {
  return 1 - 2 ** (-seconds / half);
}

/** The share in a world that is so many standard deviations better than the middling one: a Beta distribution, on the scale of its odds. */
export function shareAt({ mean, count }: Share, deviations: number): number {
  if (mean <= 0) return 0;
  const share = Math.min(0.998, Math.max(0.002, mean));
  const odds = Math.log(share / (1 - share)) + deviations / Math.sqrt(count * share * (1 - share));
  return 1 / (1 + Math.exp(-odds));
}
