import { Tally } from './calls.ts';

/** Everything of a tally that is added up. */
export type TallyCount = Exclude<keyof Tally, 'silentSince'>;
export const tallyCounts = Object.keys(Tally.shape).filter((name): name is TallyCount => name !== 'silentSince');

export const noTally: Tally = {
  ...(Object.fromEntries(tallyCounts.map((count) => [count, 0])) as Record<TallyCount, number>),
  silentSince: null,
};

/** The tally of two areas together: their counts added up, and the longer of their silences. */
export function addTallies(a: Tally, b: Tally): Tally {
  const sums = Object.fromEntries(tallyCounts.map((count) => [count, a[count] + b[count]])) as Record<TallyCount, number>;
  return { ...sums, silentSince: earlier(a.silentSince, b.silentSince) };
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null || b === null ? (a ?? b) : a < b ? a : b;
}
