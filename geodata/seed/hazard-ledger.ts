import type { HazardGrade, HazardState } from '#contract/registers.ts';
import type { Random } from './random.ts';

export interface SeedHazard {
  state: HazardState;
  foundOn: string;
  deadlineOn: string;
  closedOn: string | null;
}

/** The day on which the ledger is read: the end of the year whose figures were published. */
const today = Date.UTC(2023, 11, 31);
const dayMilliseconds = 86_400_000;

const closedShare = 0.92;

/** How far the open ones have come, of a hundred. */
const openStates: readonly (readonly [HazardState, number])[] = [
  ['found', 4],
  ['registered', 10],
  ['graded', 9],
  ['assigned', 23],
  ['controlled', 20],
  ['rectified', 19],
  ['reviewed', 15],
];

/** Days that are given to put a hazard right; a serious one has a plan and more time. */
const daysGiven: Record<HazardGrade, readonly number[]> = { general: [7, 15, 30, 45], serious: [60, 90, 120] };

/** Where a hazard stands at the end of 2023. Nearly all closed ones kept their deadline; one in seven open ones is past it. */
export function ledgerOf(grade: HazardGrade, random: Random): SeedHazard {
  const days = random.pick(daysGiven[grade]);
  return random.chance(closedShare) ? closed(days, random) : open(days, random);
}

function closed(days: number, random: Random): SeedHazard {
  const took = Math.max(1, Math.round(days * (random.chance(0.93) ? random.between(0.1, 1) : random.between(1.05, 1.6))));
  const foundAgo = random.integer(took, 364);
  return { state: 'closed', foundOn: dayAgo(foundAgo), deadlineOn: dayAgo(foundAgo - days), closedOn: dayAgo(foundAgo - took) };
}

function open(days: number, random: Random): SeedHazard {
  const isOverdue = random.chance(1 / 7);
  const foundAgo = isOverdue ? days + random.integer(1, 25) : random.integer(0, days - 1);
  const state = random.weighted(openStates, ([, share]) => share)[0];
  return { state, foundOn: dayAgo(foundAgo), deadlineOn: dayAgo(foundAgo - days), closedOn: null };
}

function dayAgo(days: number): string {
  return new Date(today - days * dayMilliseconds).toISOString().slice(0, 10);
}
