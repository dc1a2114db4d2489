import type { PlanePoint } from '#geo/local-plane.ts';
import { grouped } from './grouped.ts';
import { hostOfRun, hostOfUnit } from './host-townships.ts';
import { randomOf, type Random } from './random.ts';
import { romanised } from './romanise.ts';
import { sourceRows } from './source-files.ts';
import { randomLandIn } from './scatter.ts';
import type { Territory, SeedTownship } from './territory.ts';

export interface Village {
  code: string;
  nameZh: string;
  nameEn: string;
  /** True where the statistical table lists it under a unit that is not its township here. */
  unverified: boolean;
  township: SeedTownship;
  /** Made up: on land inside the township's cell, away from the other villages. */
  center: PlanePoint;
  /** Half way to the nearest other village of the township: within it a place belongs to this village. */
  reachMeters: number;
}

/** More candidates space the villages more evenly; eight leaves them as uneven as real ones are. */
const candidates = 8;

/** The villages of the statistical table in the order of their codes, each with its township and a place of its own. */
export function layOutVillages(territory: Territory, seed: number): Village[] {
  const random = randomOf(seed, 'villages');
  const rows = sourceRows<'code' | 'name' | 'street_code'>('nantong_villages_nbs2023.csv').sort((a, b) => (a.code < b.code ? -1 : 1));
  const byTownship = grouped(rows, (row) => hostOf(row.code, row.street_code));
  const villages = territory.townships.flatMap((township) => {
    const own = byTownship.get(township.code.slice(0, 9)) ?? [];
    const centers = spreadCenters(territory, { township, count: own.length }, random);
    return own.map((row, index) => ({
      code: row.code,
      ...nameOf(row.name),
      unverified: row.street_code !== township.code.slice(0, 9),
      township,
      center: centers[index] ?? township.center,
      reachMeters: reachOf(centers, index),
    }));
  });
  if (villages.length !== rows.length) throw new Error(`${rows.length - villages.length} villages have no township`);
  return villages.sort((a, b) => (a.code < b.code ? -1 : 1));
}

function hostOf(villageCode: string, unit: string): string {
  const run = hostOfRun.find(({ first, last }) => villageCode >= first && villageCode <= last);
  return run?.host ?? hostOfUnit[unit] ?? unit;
}

/** Mitchell's best candidate: of several random places the one farthest from those already taken. */
function spreadCenters(territory: Territory, wanted: { township: SeedTownship; count: number }, random: Random): PlanePoint[] {
  const centers: PlanePoint[] = [];
  while (centers.length < wanted.count) {
    let best: { point: PlanePoint; meters: number } | undefined;
    for (let tried = 0; tried < candidates; tried++) {
      const point = randomLandIn(territory, wanted.township, random);
      const meters = centers.reduce((least, other) => Math.min(least, metersBetween(point, other)), Infinity);
      if (!best || meters > best.meters) best = { point, meters };
    }
    if (best) centers.push(best.point);
  }
  return centers;
}

function reachOf(centers: PlanePoint[], index: number): number {
  const own = centers[index];
  if (!own) return 0;
  const nearest = centers.reduce((least, other) => (other === own ? least : Math.min(least, metersBetween(own, other))), 4_000);
  return nearest / 2;
}

function metersBetween(a: PlanePoint, b: PlanePoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The table names committees, not places: 东市社区居委会 is Dongshi Community, 利北村村委会 Libei Village. */
function nameOf(committee: string): { nameZh: string; nameEn: string } {
  const nameZh = committee.replace(/（新）$/, '').replace('居民委委会', '居民委员会');
  const isVillage = /村(民)?委(员)?会$|[^新]村$/.test(nameZh);
  const place = nameZh
    .replace(/^(江苏省国营|(南通市)?(海门[区市]|如皋市|崇川|经济技术开发区))|^南通市?/, '')
    .replace(/(虚拟)?(社区居民委员会|社区居委会|社区|生活区|居民委员会|居委会|村委会)$/, '');
  const stem = isVillage && place.length > 2 ? place.replace(/村$/, '') : place;
  return { nameZh, nameEn: `${romanised(stem)} ${isVillage ? 'Village' : 'Community'}` };
}
