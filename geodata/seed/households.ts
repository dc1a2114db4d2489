import type { EvacueeCategory } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { PlanePoint } from '#geo/local-plane.ts';
import type { Enterprise } from './enterprises.ts';
import { categoryAt, householdSize, needsOf } from './evacuee-traits.ts';
import { evacuationWeight, exposureOf } from './exposure.ts';
import { grouped } from './grouped.ts';
import { storedPosition } from './land.ts';
import type { People } from './people.ts';
import type { Posts } from './posts.ts';
import { publishedFigures } from './published-figures.ts';
import { randomOf, weightedDraw, type Random } from './random.ts';
import { randomLandNear } from './scatter.ts';
import type { Territory } from './territory.ts';
import type { Village } from './villages.ts';

/** Before guardians and shelters are found for it. */
export interface Dwelling {
  village: Village;
  at: PlanePoint;
  category: EvacueeCategory;
  people: number;
}

export interface HouseholdRow {
  id: number;
  areaCode: string;
  position: LngLat;
  guardianId: number;
  leadId: number;
  shelterId: number;
}

export interface EvacueeRow {
  personId: number;
  householdId: number;
  areaCode: string;
  category: EvacueeCategory;
  needs: string[];
}

/** Houses stand in rows along canals and roads: a few hamlets in each village. */
const hamletsPerVillage = 4;

/** Where the 13,460 live, in the order of their villages. */
export function dwellings(
  territory: Territory,
  ground: { villages: readonly Village[]; enterprises: readonly Enterprise[] },
  seed: number,
): Dwelling[] {
  const random = randomOf(seed, 'dwellings');
  const plants = ground.enterprises.filter(({ kind }) => kind === 'chemical');
  const hamlets = ground.villages.map((village) => hamletsOf(territory, village, random));
  const drawVillage = weightedDraw(hamlets, ({ weight }) => weight);
  const made: Dwelling[] = [];
  for (let left: number = publishedFigures.evacuees; left > 0; left -= made.at(-1)?.people ?? left) {
    const { village, centers } = drawVillage(random);
    const radiusMeters = Math.min(260, village.reachMeters / 2);
    const at = randomLandNear(territory, { township: village.township, around: random.pick(centers), radiusMeters }, random);
    const category = categoryAt(exposureOf(territory, village.township, at), metersToNearest(plants, at), random);
    made.push({ village, at, category, people: Math.min(left, householdSize(category, random)) });
  }
  return made.sort((a, b) => (a.village.code < b.village.code ? -1 : a.village.code > b.village.code ? 1 : 0));
}

/** Villages of the same exposure still differ: one keeps its list with more care than another. */
function hamletsOf(territory: Territory, village: Village, random: Random): { village: Village; centers: PlanePoint[]; weight: number } {
  const spot = { township: village.township, around: village.center, radiusMeters: village.reachMeters };
  const centers = Array.from({ length: hamletsPerVillage }, () => randomLandNear(territory, spot, random));
  const weight = evacuationWeight(exposureOf(territory, village.township, village.center)) * Math.exp(0.5 * random.normal());
  return { village, centers, weight };
}

function metersToNearest(enterprises: Enterprise[], point: PlanePoint): number {
  return enterprises.reduce((least, { at }) => Math.min(least, Math.hypot(point[0] - at[0], point[1] - at[1])), Infinity);
}

/** One in eight guardians keeps the next household as well. */
const sharedGuardians = 0.125;

/** Gives each dwelling its people, its guardian, its evacuation lead and its shelter. */
export function fillHouseholds(
  register: { people: People; posts: Posts },
  homes: { dwellings: readonly Dwelling[]; shelterIds: readonly number[] },
  seed: number,
): { households: HouseholdRow[]; evacuees: EvacueeRow[] } {
  const random = randomOf(seed, 'households');
  const guardianIds = guardiansOf(register, homes.dwellings, random);
  const households = homes.dwellings.map(({ village, at }, index) => ({
    id: index + 1,
    areaCode: village.code,
    position: storedPosition(at),
    guardianId: guardianIds[index] ?? 0,
    leadId: leadOf(register.posts, village.code, index),
    shelterId: homes.shelterIds[index] ?? 0,
  }));
  const evacuees = homes.dwellings.flatMap(({ village, category, people }, index) =>
    Array.from({ length: people }, () => ({
      personId: register.people.add(village.code, ['mobile']),
      householdId: index + 1,
      areaCode: village.code,
      category,
      needs: needsOf(category, people, random),
    })),
  );
  return { households, evacuees };
}

/** The person in the village who moves this household, in turns. */
function leadOf(posts: Posts, villageCode: string, index: number): number {
  return posts.of(villageCode, (['villageFloodWarden', 'villageLead', 'villageGridWorker'] as const)[index % 3] ?? 'villageLead').personId;
}

/** Neighbours stand in for each other; where there is only one guardian, the grid worker does. */
function guardiansOf({ people, posts }: { people: People; posts: Posts }, all: readonly Dwelling[], random: Random): number[] {
  const guardianIds: number[] = [];
  for (const [village, own] of grouped(all, (dwelling) => dwelling.village)) {
    const keepers: number[] = [];
    own.forEach((_, index) => {
      const isShared = index > 0 && random.chance(sharedGuardians) && guardianIds.at(-1) !== guardianIds.at(-2);
      if (!isShared) keepers.push(people.add(village.code, ['mobile', 'mobile']));
      guardianIds.push(keepers.at(-1) ?? 0);
    });
    const standIn = posts.of(village.code, 'villageGridWorker').personId;
    const superiorPostId = posts.of(village.code, 'villageLead').id;
    keepers.forEach((personId, index) => {
      const deputyId = keepers.length > 1 ? (keepers[(index + 1) % keepers.length] ?? standIn) : standIn;
      posts.add({ areaCode: village.code, level: 'household', kind: 'guardian', personId, deputyId, superiorPostId });
    });
  }
  return guardianIds;
}
