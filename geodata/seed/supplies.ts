import { stockItems } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { seatOf } from './areas.ts';
import { countyNames } from './counties.ts';
import { storedPosition } from './land.ts';
import { randomOf, type Random } from './random.ts';
import { randomLandNear } from './scatter.ts';
import type { Territory } from './territory.ts';

export interface SupplyPointRow {
  id: number;
  areaCode: string;
  level: 'municipal' | 'county' | 'township';
  nameZh: string;
  nameEn: string;
  position: LngLat;
}

export interface StockLineRow {
  supplyPointId: number;
  item: (typeof stockItems)[number];
  areaCode: string;
  quantity: number;
  minimum: number;
  unit: string;
  expiresOn: string | null;
}

/** The two zones in which the city keeps relief supplies ready. */
const municipalZones = ['320671000000', '320672000000'];

/** What a township keeps at the least, the unit, and whether it goes off; a county keeps eight times that, the city thirty times. */
const stock: Record<StockLineRow['item'], { least: number; unit: string; expires: boolean }> = {
  tent: { least: 10, unit: '顶', expires: false },
  foldingBed: { least: 40, unit: '张', expires: false },
  quilt: { least: 60, unit: '床', expires: false },
  lifeJacket: { least: 50, unit: '件', expires: false },
  rubberBoat: { least: 1, unit: '艘', expires: false },
  pump: { least: 3, unit: '台', expires: false },
  generator: { least: 1, unit: '台', expires: false },
  sandbag: { least: 800, unit: '条', expires: false },
  water: { least: 80, unit: '箱', expires: true },
  food: { least: 40, unit: '箱', expires: true },
  lamp: { least: 20, unit: '盏', expires: false },
};
const multiples: Record<SupplyPointRow['level'], number> = { municipal: 30, county: 8, township: 1 };

export function supplyPoints(territory: Territory, seed: number): SupplyPointRow[] {
  const random = randomOf(seed, 'supplies');
  const zones = countyNames.filter(({ code }) => municipalZones.includes(code));
  const drafts = [
    ...zones.map((zone) => ({
      ...zone,
      level: 'municipal' as const,
      suffixZh: '市级救灾物资前置点',
      suffixEn: 'Municipal Supply Pre-positioning Point',
    })),
    ...countyNames.map((county) => ({ ...county, level: 'county' as const, suffixZh: '应急物资储备库', suffixEn: 'Emergency Store' })),
    ...territory.townships.map((township) => ({
      ...township,
      level: 'township' as const,
      suffixZh: '应急物资储备室',
      suffixEn: 'Emergency Store Room',
    })),
  ];
  return drafts.map((draft, index) => ({
    id: index + 1,
    areaCode: draft.code,
    level: draft.level,
    nameZh: `${draft.nameZh}${draft.suffixZh}`,
    nameEn: `${draft.nameEn} ${draft.suffixEn}`,
    position: storedPosition(siteNear(territory, 'center' in draft ? draft.center : seatOf(draft.code), random)),
  }));
}

function siteNear(territory: Territory, seat: ReturnType<typeof seatOf>, random: Random): ReturnType<typeof seatOf> {
  const township = territory.townshipAt(seat);
  return township ? randomLandNear(territory, { township, around: seat, radiusMeters: 1_200 }, random) : seat;
}

/** Every item at every point; one line in twelve is below its minimum, and some of what goes off soon has. */
export function stockLines(points: readonly SupplyPointRow[], seed: number): StockLineRow[] {
  const random = randomOf(seed, 'stock');
  return points.flatMap((point) =>
    stockItems.map((item) => {
      const { least, unit, expires } = stock[item];
      const minimum = least * multiples[point.level];
      const share = random.chance(1 / 12) ? random.between(0.2, 0.95) : random.between(1, 1.9);
      const quantity = Math.round(minimum * share);
      return {
        supplyPointId: point.id,
        item,
        areaCode: point.areaCode,
        quantity,
        minimum,
        unit,
        expiresOn: expires ? expiry(random) : null,
      };
    }),
  );
}

/** The end of a month between the spring of 2024 and the end of 2028. */
function expiry(random: Random): string {
  return new Date(Date.UTC(2024, 3 + random.integer(1, 56), 0)).toISOString().slice(0, 10);
}
