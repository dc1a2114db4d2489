import type { EnterpriseKind } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { PlanePoint } from '#geo/local-plane.ts';
import { cityPlane, storedPosition } from './land.ts';
import { publishedFigures } from './published-figures.ts';
import { randomOf, weightedDraw, type Random } from './random.ts';
import { randomLandIn, randomLandNear } from './scatter.ts';
import type { Territory, SeedTownship } from './territory.ts';

export interface Enterprise {
  id: number;
  kind: EnterpriseKind;
  nameZh: string;
  nameEn: string;
  township: SeedTownship;
  at: PlanePoint;
}

export interface EnterpriseRow {
  id: number;
  areaCode: string;
  kind: EnterpriseKind;
  nameZh: string;
  nameEn: string;
  position: LngLat;
}

/** Chemical industry stands in parks at the water; the parks are approximate, general knowledge. */
const chemicalParks = [
  { at: [121.06, 32.54], share: 30, radiusMeters: 2_500 }, // Yangkou, at the sea
  { at: [120.985, 31.9], share: 26, radiusMeters: 2_500 }, // Development Zone
  { at: [120.53, 32.075], share: 20, radiusMeters: 2_500 }, // Rugao port
  { at: [121.33, 31.875], share: 12, radiusMeters: 2_000 }, // Linjiang
  { at: [121.55, 31.82], share: 12, radiusMeters: 2_000 }, // Beixin
] as const;

/** The rest stands alone, anywhere. */
const shareInParks = 0.8;

/** Dust that can explode: wood, textile and metal work, most of it where these trades live. */
const dustTrades: Readonly<Record<string, number>> = {
  川姜镇: 6,
  三星镇: 6,
  海安街道: 4,
  城东镇: 4,
  先锋街道: 3,
  丁堰镇: 2,
  李堡镇: 2,
  四甲镇: 2,
};

export function layOutEnterprises(territory: Territory, seed: number): Enterprise[] {
  const random = randomOf(seed, 'enterprises');
  const drawDustTownship = weightedDraw(territory.townships, ({ nameZh }) => dustTrades[nameZh] ?? 1);
  const chemical = Array.from({ length: publishedFigures.chemicalEnterprises }, () => chemicalSite(territory, random));
  const dust = Array.from({ length: publishedFigures.dustEnterprises }, () => {
    const township = drawDustTownship(random);
    return { township, at: randomLandIn(territory, township, random) };
  });
  return [
    ...chemical.map((site, index) => ({ ...site, kind: 'chemical' as const, ...named('化工', 'Chemical', index) })),
    ...dust.map((site, index) => ({ ...site, kind: 'dust' as const, ...named('涉粉', 'Dust', index) })),
  ].map((enterprise, index) => ({ id: index + 1, ...enterprise }));
}

export function enterpriseRows(enterprises: readonly Enterprise[]): EnterpriseRow[] {
  return enterprises.map(({ township, at, ...enterprise }) => ({ ...enterprise, areaCode: township.code, position: storedPosition(at) }));
}

function chemicalSite(territory: Territory, random: Random): Pick<Enterprise, 'township' | 'at'> {
  if (!random.chance(shareInParks)) {
    const township = random.pick(territory.townships);
    return { township, at: randomLandIn(territory, township, random) };
  }
  const park = random.weighted(chemicalParks, ({ share }) => share);
  const center = cityPlane.toPlane(park.at);
  const township = territory.townshipAt(center);
  if (!township) throw new Error(`A chemical park lies outside the city: ${park.at.join()}`);
  return { township, at: randomLandNear(territory, { township, around: center, radiusMeters: park.radiusMeters }, random) };
}

/** Not the names of real firms. */
function named(zh: string, en: string, index: number): Pick<Enterprise, 'nameZh' | 'nameEn'> {
  const number = String(index + 1).padStart(3, '0');
  return { nameZh: `测试${zh}企业${number}`, nameEn: `Test ${en} Enterprise ${number}` };
}
