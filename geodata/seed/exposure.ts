import type { PlanePoint } from '#geo/local-plane.ts';
import { cityPlane } from './land.ts';
import type { Territory, SeedTownship } from './territory.ts';

/** What endangers a place. */
export interface Exposure {
  seaMeters: number;
  riverMeters: number;
  /** Below the level that storm water drains from by itself. */
  isLow: boolean;
  isUrban: boolean;
  /** Metres to the nearest scenic spot where crowds have to be cleared. */
  scenicMeters: number;
}

/** The edge of the Lixia River lowland in the north-west; general knowledge, there is no elevation model behind it. */
const lowGround = new Set(['白甸镇', '南莫镇', '墩头镇']);

/** Wolf Mountain, Yuantuojiao at the river's mouth, and the hot springs at Xiaoyangkou; approximate. */
const scenicSpots = ([[120.885, 31.953], [121.9, 31.715], [121.03, 32.56]] as const).map((position) => cityPlane.toPlane(position)); // prettier-ignore

export function exposureOf(territory: Territory, township: SeedTownship, point: PlanePoint): Exposure {
  return {
    seaMeters: territory.shoreline.metersTo('sea', point),
    riverMeters: territory.shoreline.metersTo('river', point),
    isLow: lowGround.has(township.nameZh),
    isUrban: township.urban,
    scenicMeters: Math.min(...scenicSpots.map((spot) => Math.hypot(point[0] - spot[0], point[1] - spot[1]))),
  };
}

/**
 * How many people per village have to be moved before a disaster, beside a village far from any water: most at the sea, many
 * at the river and on low ground, few in town.
 */
export function evacuationWeight({ seaMeters, riverMeters, isLow, isUrban }: Exposure): number {
  const water = 3.2 * Math.exp(-seaMeters / 3_500) + 2.4 * Math.exp(-riverMeters / 2_500) + (isLow ? 1.6 : 0);
  return (0.35 + water) * (isUrban ? 0.5 : 1);
}
