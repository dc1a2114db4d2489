import type { ShelterKind } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { PlanePoint } from '#geo/local-plane.ts';
import { grouped } from './grouped.ts';
import type { Dwelling } from './households.ts';
import { storedPosition } from './land.ts';
import { randomOf, type Random } from './random.ts';
import { randomLandNear } from './scatter.ts';
import type { Territory, SeedTownship } from './territory.ts';

export interface ShelterRow {
  id: number;
  areaCode: string;
  nameZh: string;
  nameEn: string;
  kind: ShelterKind;
  position: LngLat;
  capacity: number;
}

export interface Shelter extends Omit<ShelterRow, 'position'> {
  township: SeedTownship;
  at: PlanePoint;
}

/** Three in each township and one more in some: about as many as there are villages with a school left. */
const shelterCount = 320;

/** Of a hundred, by kind, and how large one of them is beside the others. */
const kinds: readonly { kind: ShelterKind; share: number; size: number }[] = [
  { kind: 'school', share: 46, size: 1.2 },
  { kind: 'community', share: 30, size: 0.55 },
  { kind: 'hall', share: 13, size: 0.9 },
  { kind: 'stadium', share: 5, size: 3 },
  { kind: 'hotel', share: 6, size: 0.6 },
];

/**
 * Shelters whose capacity suffices in every county, for about one and a half times its evacuees, and is uneven within it: some
 * townships must send their people next door.
 */
export function layOutShelters(territory: Territory, homes: readonly Dwelling[], seed: number): Shelter[] {
  const random = randomOf(seed, 'shelters');
  const { townships } = territory;
  const extra = random.shuffled(townships).slice(0, shelterCount - 3 * townships.length);
  const drafts = townships.flatMap((township) =>
    Array.from({ length: extra.includes(township) ? 4 : 3 }, () => draftIn(territory, township, random)),
  );
  const numbers = new Map<SeedTownship, number>();
  return withCapacities(drafts, homes, random).map((draft, index) => {
    const number = (numbers.get(draft.township) ?? 0) + 1;
    numbers.set(draft.township, number);
    return {
      id: index + 1,
      areaCode: draft.township.code,
      nameZh: `${draft.township.nameZh}${number}号避灾安置点`,
      nameEn: `${draft.township.nameEn} Shelter No. ${number}`,
      kind: draft.kind,
      capacity: draft.capacity,
      township: draft.township,
      at: draft.at,
    };
  });
}

export function shelterRows(shelters: readonly Shelter[]): ShelterRow[] {
  return shelters.map(({ township: _, at, ...shelter }) => ({ ...shelter, position: storedPosition(at) }));
}

interface Draft {
  township: SeedTownship;
  at: PlanePoint;
  kind: ShelterKind;
  size: number;
}

function draftIn(territory: Territory, township: SeedTownship, random: Random): Draft {
  const { kind, size } = random.weighted(kinds, ({ share }) => share);
  const at = randomLandNear(territory, { township, around: township.center, radiusMeters: township.urban ? 2_000 : 4_500 }, random);
  return { township, at, kind, size: size * Math.exp(0.7 * random.normal()) };
}

/** Beds in steps of five, so that each county has between 1.25 and 1.75 of what it needs. */
function withCapacities(drafts: Draft[], homes: readonly Dwelling[], random: Random): (Draft & { capacity: number })[] {
  const needed = grouped(homes, ({ village }) => village.township.countyCode);
  const ofCounty = grouped(drafts, ({ township }) => township.countyCode);
  const beds = new Map<string, number>();
  for (const [code, own] of ofCounty) {
    const people = (needed.get(code) ?? []).reduce((sum, dwelling) => sum + dwelling.people, 0);
    const sizes = own.reduce((sum, draft) => sum + draft.size, 0);
    beds.set(code, (people * random.between(1.25, 1.75)) / sizes);
  }
  return drafts.map((draft) => {
    const wanted = draft.size * (beds.get(draft.township.countyCode) ?? 0);
    return { ...draft, capacity: Math.max(15, Math.ceil(wanted / 5) * 5) };
  });
}
