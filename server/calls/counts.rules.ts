import type { NewReceipt } from '../contract/calls.ts';

/** How many people the register knows of whom a receipt speaks: those of one household, or all below the area of the call. */
export interface Registered {
  people: number;
  isHousehold: boolean;
}

/**
 * How many may be told of beyond the register before it is asked back (默认值 of our own): visitors and workers are in no register, so that
 * a village may bring three times as many as it has registered, and a hundred more; a household ten more.
 */
const beyondRegister = { household: { times: 1, more: 10 }, area: { times: 3, more: 100 } } as const;

/** So few need no look at the register. */
export const plausibleAnywhere = beyondRegister.household.more;

export function isPlausible(counts: NonNullable<NewReceipt['counts']>, { people, isHousehold }: Registered): boolean {
  const { times, more } = beyondRegister[isHousehold ? 'household' : 'area'];
  return mostOf(counts) <= people * times + more;
}

/** The greatest of its numbers. */
export function mostOf(counts: NewReceipt['counts']): number {
  return Math.max(0, ...Object.values(counts ?? {}));
}
