import { grouped } from './grouped.ts';
import type { Dwelling } from './households.ts';
import type { Shelter } from './shelters.ts';

/**
 * The shelter of each dwelling, never more people than it holds: pairs of dwelling and shelter within a county are taken from the
 * nearest on. Not the least total way, but what a county does by hand: the near ones first.
 *
 * @throws when a county has too few places for its people
 */
export function assignShelters(homes: readonly Dwelling[], shelters: readonly Shelter[]): number[] {
  const free = new Map(shelters.map((shelter) => [shelter.id, shelter.capacity]));
  const assigned = new Map<Dwelling, number>();
  const sheltersOf = grouped(shelters, ({ township }) => township.countyCode);
  for (const [county, own] of grouped(homes, ({ village }) => village.township.countyCode)) {
    for (const { home, shelter } of pairsByDistance(own, sheltersOf.get(county) ?? [])) {
      const places = free.get(shelter.id) ?? 0;
      if (assigned.has(home) || places < home.people) continue;
      assigned.set(home, shelter.id);
      free.set(shelter.id, places - home.people);
    }
  }
  return homes.map((home) => {
    const shelter = assigned.get(home);
    if (shelter === undefined) throw new Error(`No place in a shelter for a household in ${home.village.nameZh}`);
    return shelter;
  });
}

function pairsByDistance(homes: Dwelling[], shelters: Shelter[]): { home: Dwelling; shelter: Shelter; meters: number }[] {
  return homes
    .flatMap((home) =>
      shelters.map((shelter) => ({ home, shelter, meters: Math.hypot(home.at[0] - shelter.at[0], home.at[1] - shelter.at[1]) })),
    )
    .sort((a, b) => a.meters - b.meters);
}
