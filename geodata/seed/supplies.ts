import type { StockItem, SupplyPointLevel } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { seatOf } from './areas.ts';
import { countyNames, tongzhouBay } from './counties.ts';
import { storedPosition } from './land.ts';
import { randomOf, type Random } from './random.ts';
import { randomLandNear } from './scatter.ts';
import type { Territory } from './territory.ts';
import { developmentZone } from './townships.ts';

export interface SupplyPointRow {
  id: number;
  areaCode: string;
  level: SupplyPointLevel;
  nameZh: string;
  nameEn: string;
  position: LngLat;
}

export interface StockLineRow {
  supplyPointId: number;
  item: StockItem;
  areaCode: string;
  quantity: number;
  minimum: number;
  unit: string;
  expiresOn: string | null;
}

/** What a township's room must hold; a county's store holds eight times and a municipal point thirty times as much. */
const minimums: readonly { item: StockItem; unit: string; minimum: number; keepsDays?: number }[] = [
  { item: 'tent', unit: 'piece', minimum: 10 },
  { item: 'foldingBed', unit: 'piece', minimum: 40 },
  { item: 'quilt', unit: 'piece', minimum: 80 },
  { item: 'lifeJacket', unit: 'piece', minimum: 30 },
  { item: 'rubberBoat', unit: 'piece', minimum: 1 },
  { item: 'pump', unit: 'piece', minimum: 2 },
  { item: 'generator', unit: 'piece', minimum: 1 },
  { item: 'sandbag', unit: 'piece', minimum: 1_000 },
  { item: 'water', unit: 'case', minimum: 50, keepsDays: 365 },
  { item: 'food', unit: 'case', minimum: 40, keepsDays: 540 },
  { item: 'lamp', unit: 'piece', minimum: 25 },
];
const timesTheRoom: Record<SupplyPointLevel, number> = { municipal: 30, county: 8, township: 1 };

/** The last day of the year that the published figures are about: expiry is spread around it. */
const stocktaking = Date.UTC(2023, 11, 31);
const dayMilliseconds = 86_400_000;

/** Two municipal pre-positioning points, a store in each county and zone, a room in each township, with what they hold. */
export function layOutSupplies(territory: Territory, seed: number): { points: SupplyPointRow[]; lines: StockLineRow[] } {
  const random = randomOf(seed, 'supplies');
  const points = [
    ...municipalPoints(territory, random),
    ...countyStores(territory, random),
    ...territory.townships.map((township) => ({
      areaCode: township.code,
      level: 'township' as const,
      nameZh: `${township.nameZh}救灾物资储备室`,
      nameEn: `${township.nameEn} Relief Supply Room`,
      position: storedPosition(randomLandNear(territory, { township, around: township.center, radiusMeters: 800 }, random)),
    })),
  ].map((point, index) => ({ id: index + 1, ...point }));
  return { points, lines: points.flatMap((point) => stockOf(point, random)) };
}

function municipalPoints(territory: Territory, random: Random): Omit<SupplyPointRow, 'id'>[] {
  return countyNames
    .filter(({ code }) => code === developmentZone || code === tongzhouBay)
    .map(({ code, nameZh, nameEn }) => ({
      areaCode: code,
      level: 'municipal',
      nameZh: `市级救灾物资前置点（${nameZh}）`,
      nameEn: `Municipal Supply Pre-positioning Point (${nameEn})`,
      position: nearSeat(territory, code, random),
    }));
}

function countyStores(territory: Territory, random: Random): Omit<SupplyPointRow, 'id'>[] {
  return countyNames.map(({ code, nameZh, nameEn }) => ({
    areaCode: code,
    level: 'county',
    nameZh: `${nameZh}救灾物资储备库`,
    nameEn: `${nameEn} Relief Supply Store`,
    position: nearSeat(territory, code, random),
  }));
}

function nearSeat(territory: Territory, countyCode: string, random: Random): LngLat {
  const around = seatOf(countyCode);
  const township = territory.townshipAt(around);
  if (!township) throw new Error(`The seat of ${countyCode} lies outside the city`);
  return storedPosition(randomLandNear(territory, { township, around, radiusMeters: 1_800 }, random));
}

/** One line in twelve is below its minimum, and some of what perishes has just gone or is about to. */
function stockOf(point: SupplyPointRow, random: Random): StockLineRow[] {
  return minimums.map(({ item, unit, minimum: room, keepsDays }) => {
    const minimum = room * timesTheRoom[point.level];
    const share = random.chance(1 / 12) ? random.between(0.3, 0.95) : random.between(1, 1.9);
    return {
      supplyPointId: point.id,
      item,
      areaCode: point.areaCode,
      quantity: share < 1 ? Math.floor(minimum * share) : Math.round(minimum * share),
      minimum,
      unit,
      expiresOn: keepsDays ? dayAfterStocktaking(random.integer(-10, keepsDays)) : null,
    };
  });
}

function dayAfterStocktaking(days: number): string {
  return new Date(stocktaking + days * dayMilliseconds).toISOString().slice(0, 10);
}
