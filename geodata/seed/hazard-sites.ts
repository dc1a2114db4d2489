import type { HazardType } from '#contract/registers.ts';
import type { PlanePoint } from '#geo/local-plane.ts';
import type { Enterprise } from './enterprises.ts';
import { evacuationWeight, exposureOf } from './exposure.ts';
import { cityPlane } from './land.ts';
import { weightedDraw, type Random } from './random.ts';
import { randomLandIn, randomLandNear } from './scatter.ts';
import type { Waterfront } from './shoreline.ts';
import type { Territory, SeedTownship } from './territory.ts';
import type { Village } from './villages.ts';

export interface HazardGround {
  territory: Territory;
  villages: readonly Village[];
  enterprises: readonly Enterprise[];
}

export interface Site {
  township: SeedTownship;
  at: PlanePoint;
}

/** The hills of Wolf Mountain are the only slopes that a flat city has. */
const hills = cityPlane.toPlane([120.887, 31.955]);

/** Says where a hazard of a type may be: dykes on the shore, storage at the plants, old houses in villages. */
export function hazardSites({ territory, villages, enterprises }: HazardGround): (type: HazardType, random: Random) => Site {
  const plants = enterprises.filter(({ kind }) => kind === 'chemical');
  const exposed = weightedDraw(villages, ({ township, center }) => evacuationWeight(exposureOf(territory, township, center)));
  const anyTownship = weightedDraw(territory.townships, () => 1);
  const townsFirst = weightedDraw(territory.townships, ({ urban }) => (urban ? 3 : 1));
  const inVillage = (random: Random) => nearVillage(territory, exposed(random), random);
  const inTown = (random: Random) => nearSeat(territory, townsFirst(random), random);
  const byType: Record<HazardType, (random: Random) => Site> = {
    waterlogging: (random) => (random.chance(0.45) ? inTown(random) : inVillage(random)),
    dilapidatedHouse: inVillage,
    sluice: (random) => (random.chance(0.35) ? onShore(territory, random.chance(0.5) ? 'sea' : 'river', random) : inVillage(random)),
    highRisk: inTown,
    underground: inTown,
    lightning: (random) => anywhereIn(territory, anyTownship(random), random),
    other: (random) => anywhereIn(territory, anyTownship(random), random),
    chemicalStorage: (random) => nearPlant(territory, random.pick(plants), random),
    riverDyke: (random) => onShore(territory, 'river', random),
    seaDyke: (random) => onShore(territory, 'sea', random),
    slope: (random) => around(territory, { at: hills, radiusMeters: 1_200 }, random),
  };
  return (type, random) => byType[type](random);
}

function nearVillage(territory: Territory, { township, center, reachMeters }: Village, random: Random): Site {
  return { township, at: randomLandNear(territory, { township, around: center, radiusMeters: reachMeters * 1.3 }, random) };
}

function nearSeat(territory: Territory, township: SeedTownship, random: Random): Site {
  return {
    township,
    at: randomLandNear(territory, { township, around: township.center, radiusMeters: township.urban ? 3_000 : 2_000 }, random),
  };
}

function anywhereIn(territory: Territory, township: SeedTownship, random: Random): Site {
  return { township, at: randomLandIn(territory, township, random) };
}

function nearPlant(territory: Territory, { township, at }: Enterprise, random: Random): Site {
  return { township, at: randomLandNear(territory, { township, around: at, radiusMeters: 300 }, random) };
}

function around(territory: Territory, spot: { at: PlanePoint; radiusMeters: number }, random: Random): Site {
  const township = territory.townshipAt(spot.at);
  if (!township) throw new Error('The hills lie outside the city');
  return { township, at: randomLandNear(territory, { township, around: spot.at, radiusMeters: spot.radiusMeters }, random) };
}

/** On the land side of a shore of Nantong, not farther than 250 m from the water's edge. The other bank is nobody's here. */
function onShore(territory: Territory, kind: Waterfront, random: Random): Site {
  for (;;) {
    const edge = territory.shoreline.somewhere(kind, random);
    const at: PlanePoint = [edge[0] + random.between(-250, 250), edge[1] + random.between(-250, 250)];
    const township = territory.isLand(at) ? territory.townshipAt(at) : undefined;
    if (township) return { township, at };
  }
}
