import type { EvacueeCategory } from '#contract/registers.ts';
import type { Exposure } from './exposure.ts';
import type { Random } from './random.ts';

/** Why a household is on the list, by where it lives. */
export function categoryAt(exposure: Exposure, plantMeters: number, random: Random): EvacueeCategory {
  const { seaMeters, riverMeters, isLow, isUrban, scenicMeters } = exposure;
  const weights: Record<EvacueeCategory, number> = {
    vulnerable: 3.6,
    simpleHousing: 2.6,
    lowLying: isLow ? 5 : 1,
    waterfront: seaMeters < 3_000 || riverMeters < 2_500 ? 5 : 0,
    atSea: seaMeters < 6_000 ? 1.4 : 0,
    siteHut: isUrban ? 0.9 : 0.15,
    scenicSpot: scenicMeters < 4_000 ? 0.8 : 0,
    nearChemicals: plantMeters < 1_500 ? 1.5 : 0,
  };
  return random.weighted(Object.entries(weights) as [EvacueeCategory, number][], ([, weight]) => weight)[0];
}

/** Most of the list are old people who live alone, or two of them together. */
export function householdSize(category: EvacueeCategory, random: Random): number {
  const shares = category === 'vulnerable' ? [78, 20, 2] : category === 'siteHut' ? [30, 30, 20, 12, 8] : [40, 36, 14, 7, 3];
  return random.weighted([...shares.entries()], ([, share]) => share)[0] + 1;
}

/** Needs by how often they occur, of a hundred that have one. */
const aloneNeeds = { wheelchair: 27, bedridden: 14, oxygen: 12, dialysis: 7, deaf: 16, blind: 9, cognitive: 15 };
const familyNeeds = { ...aloneNeeds, infant: 34, pregnant: 10 };

/** What somebody needs to be moved; mostly nothing. */
export function needsOf(category: EvacueeCategory, householdSize: number, random: Random): string[] {
  if (!random.chance(category === 'vulnerable' ? 0.46 : 0.1)) return [];
  const entries = Object.entries(householdSize > 1 ? familyNeeds : aloneNeeds);
  const first = random.weighted(entries, ([, share]) => share)[0];
  if (!random.chance(0.08)) return [first];
  const second = random.weighted(entries, ([, share]) => share)[0];
  return first === second ? [first] : [first, second];
}
