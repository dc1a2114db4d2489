import type { TeamType } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { seatOf } from './areas.ts';
import { cityCode, countyNames } from './counties.ts';
import { storedPosition } from './land.ts';
import { ownPhones, type People } from './people.ts';
import { publishedFigures } from './published-figures.ts';
import { randomOf, type Random } from './random.ts';
import { randomLandNear } from './scatter.ts';
import { farMeters } from './shoreline.ts';
import { teamKinds, type TeamKind } from './team-kinds.ts';
import type { Territory, SeedTownship } from './territory.ts';

export interface TeamRow {
  id: number;
  areaCode: string;
  nameZh: string;
  nameEn: string;
  type: TeamType;
  position: LngLat;
  members: number;
  vehicles: number;
  skills: string[];
  contactId: number;
}

interface Draft {
  kind: TeamKind;
  township: SeedTownship;
  /** Members beside those of another team, before they are made to add up. */
  size: number;
}

/** The 224 rescue teams with 6,289 members in all; the one for geological disasters belongs to the city itself. */
export function fillTeams(territory: Territory, people: People, seed: number): TeamRow[] {
  const random = randomOf(seed, 'teams');
  const drafts = teamKinds.flatMap((kind) => Array.from({ length: kind.teams }, () => draftOf(territory, kind, random)));
  const members = addingUp(drafts.map(({ size }) => size), publishedFigures.teamMembers); // prettier-ignore
  const numbers = new Map<string, number>();
  return drafts.map((draft, index) => {
    const { kind, township } = draft;
    const isOfCity = kind.type === 'geological';
    const group = `${township.countyCode} ${kind.type}`;
    const number = (numbers.get(group) ?? 0) + 1;
    numbers.set(group, number);
    const areaCode = isOfCity ? cityCode : township.code;
    const count = members[index] ?? 1;
    return {
      id: index + 1,
      areaCode,
      ...(isOfCity ? { nameZh: `南通市${kind.nameZh}`, nameEn: `Nantong ${kind.nameEn}` } : nameOf(township, kind, number)),
      type: kind.type,
      position: baseOf(territory, township, random),
      members: count,
      vehicles: Math.max(1, Math.round(count / kind.membersPerVehicle)),
      skills: random.shuffled(kind.skills).slice(0, random.integer(1, kind.skills.length)).sort(),
      contactId: people.add(areaCode, ownPhones),
    };
  });
}

function draftOf(territory: Territory, kind: TeamKind, random: Random): Draft {
  return { kind, township: homeOf(territory, kind, random), size: kind.usualMembers * random.between(0.6, 1.5) };
}

/** Marine and water teams stand at the water, the others anywhere, more of them in town. */
function homeOf(territory: Territory, kind: TeamKind, random: Random): SeedTownship {
  if (kind.type === 'geological') return townshipOfSeat(territory, '320613000000');
  const { shoreline } = territory;
  return random.weighted(territory.townships, ({ center, urban }) => {
    const town = urban ? 1.6 : 1;
    const seaMeters = shoreline.metersTo('sea', center);
    if (kind.type === 'marine') return seaMeters < farMeters ? Math.exp(-seaMeters / 2_500) : 0;
    const waterMeters = Math.min(seaMeters, shoreline.metersTo('river', center));
    return kind.isAtWater ? town * (0.2 + Math.exp(-waterMeters / 4_000)) : town;
  });
}

function townshipOfSeat(territory: Territory, countyCode: string): SeedTownship {
  const township = territory.townshipAt(seatOf(countyCode));
  if (!township) throw new Error(`The seat of ${countyCode} lies outside the city`);
  return township;
}

function baseOf(territory: Territory, township: SeedTownship, random: Random): LngLat {
  return storedPosition(randomLandNear(territory, { township, around: township.center, radiusMeters: 2_500 }, random));
}

function nameOf(township: SeedTownship, kind: TeamKind, number: number): Pick<TeamRow, 'nameZh' | 'nameEn'> {
  const county = countyNames.find(({ code }) => code === township.countyCode);
  if (!county) throw new Error(`Unknown county ${township.countyCode}`);
  return { nameZh: `${county.nameZh}第${number}${kind.nameZh}`, nameEn: `${county.nameEn} ${kind.nameEn} No. ${number}` };
}

/** Whole numbers of at least 3 in proportion to `sizes` that add up to `total`: the largest remainders are rounded up. */
function addingUp(sizes: readonly number[], total: number): number[] {
  const scale = (total - 3 * sizes.length) / sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size, index) => ({ index, whole: 3 + Math.floor(size * scale), remainder: (size * scale) % 1 }));
  const missing = total - shares.reduce((sum, { whole }) => sum + whole, 0);
  const raised = new Set([...shares].sort((a, b) => b.remainder - a.remainder).slice(0, missing).map(({ index }) => index)); // prettier-ignore
  return shares.map(({ index, whole }) => whole + (raised.has(index) ? 1 : 0));
}
