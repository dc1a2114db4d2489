import type { HazardState } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { PlanePoint } from '#geo/local-plane.ts';
import { evacuationWeight, exposureOf, type Exposure } from './exposure.ts';
import { storedPosition } from './land.ts';
import type { Posts } from './posts.ts';
import { publishedFigures } from './published-figures.ts';
import { randomOf, weightedDraw, type Random } from './random.ts';
import { randomLandNear } from './scatter.ts';
import type { Territory } from './territory.ts';
import type { Village } from './villages.ts';

export interface HazardRow {
  id: number;
  areaCode: string;
  type: string;
  state: HazardState;
  grade: 'general' | 'serious';
  position: LngLat;
  ownerId: number;
  foundOn: string;
  deadlineOn: string;
  closedOn: string | null;
}

/** How the reported hazards divide by type, and where each is found; the shares are ours, only their sum is published. */
const types: readonly { type: string; share: number; serious: number; likes: (exposure: Exposure) => number }[] = [
  { type: 'waterlogging', share: 20, serious: 0.08, likes: ({ isLow, isUrban }) => 0.6 + (isLow ? 2 : 0) + (isUrban ? 2 : 0) },
  { type: 'dilapidatedHouse', share: 22, serious: 0.12, likes: (exposure) => evacuationWeight({ ...exposure, isUrban: false }) },
  { type: 'riverDyke', share: 9, serious: 0.16, likes: ({ riverMeters }) => Math.exp(-riverMeters / 900) },
  { type: 'seaDyke', share: 8, serious: 0.2, likes: ({ seaMeters }) => Math.exp(-seaMeters / 900) },
  { type: 'sluice', share: 8, serious: 0.14, likes: ({ riverMeters, seaMeters }) => Math.exp(-Math.min(riverMeters, seaMeters) / 6_000) },
  {
    type: 'slope',
    share: 0.4,
    serious: 0.3,
    likes: ({ scenicMeters, seaMeters }) => (seaMeters > 20_000 ? Math.exp(-scenicMeters / 1_200) : 0),
  },
  { type: 'chemicalStorage', share: 5, serious: 0.3, likes: ({ isUrban }) => (isUrban ? 0.6 : 1) },
  { type: 'lightning', share: 7, serious: 0.03, likes: () => 1 },
  { type: 'highRisk', share: 14, serious: 0.06, likes: ({ isUrban }) => (isUrban ? 3 : 0.6) },
  { type: 'underground', share: 6.6, serious: 0.1, likes: ({ isUrban }) => (isUrban ? 4 : 0.15) },
];

/** Most are closed; the rest stand at every step of the ledger. Of a hundred. */
const states: readonly { state: HazardState; share: number }[] = [
  { state: 'closed', share: 92 },
  { state: 'found', share: 0.5 },
  { state: 'registered', share: 0.8 },
  { state: 'graded', share: 0.8 },
  { state: 'assigned', share: 1.5 },
  { state: 'controlled', share: 2.1 },
  { state: 'rectified', share: 1.4 },
  { state: 'reviewed', share: 0.9 },
];

const dayMs = 24 * 60 * 60_000;
const yearEnd = Date.UTC(2023, 11, 31);

/** The hazards reported by the end of 2023, each with the officer who answers for it and the day it was to be closed by. */
export function hazardRows(territory: Territory, ground: { villages: readonly Village[]; posts: Posts }, seed: number): HazardRow[] {
  const random = randomOf(seed, 'hazards');
  const places = ground.villages.map((village) => ({ village, exposure: exposureOf(territory, village.township, village.center) }));
  const drawPlace = new Map(types.map(({ type, likes }) => [type, weightedDraw(places, ({ exposure }) => likes(exposure))]));
  return Array.from({ length: publishedFigures.hazards }, (_, index) => {
    const kind = random.weighted(types, ({ share }) => share);
    const place = drawPlace.get(kind.type)?.(random) ?? random.pick(places);
    const { township } = place.village;
    return {
      id: index + 1,
      areaCode: township.code,
      type: kind.type,
      grade: random.chance(kind.serious) ? 'serious' : 'general',
      position: storedPosition(spotFor(territory, { village: place.village, likes: kind.likes }, random)),
      ownerId: ground.posts.of(township.code, 'townshipFloodOfficer').personId,
      ...ledgerEntry(random),
    };
  });
}

/** Of a few places in the village, the one that suits the hazard best: dykes lie at the water, not in the fields behind it. */
function spotFor(
  territory: Territory,
  { village, likes }: { village: Village; likes: (exposure: Exposure) => number },
  random: Random,
): PlanePoint {
  const { township, center, reachMeters } = village;
  const spots = Array.from({ length: 4 }, () => randomLandNear(territory, { township, around: center, radiusMeters: reachMeters }, random));
  const scored = spots.map((spot) => ({ spot, score: likes(exposureOf(territory, township, spot)) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).spot;
}

/** Closed ones were found and closed by the end of 2023; open ones were found late, and some are past their day. */
function ledgerEntry(random: Random): Pick<HazardRow, 'state' | 'foundOn' | 'deadlineOn' | 'closedOn'> {
  const { state } = random.weighted(states, ({ share }) => share);
  const isClosed = state === 'closed';
  const foundAt = yearEnd - Math.round(isClosed ? random.between(20, 900) : random.between(1, 150)) * dayMs;
  const deadlineAt = foundAt + random.pick([15, 30, 30, 60, 90]) * dayMs;
  const closedAt = Math.min(yearEnd, foundAt + Math.round(random.between(2, 100)) * dayMs);
  return { state, foundOn: day(foundAt), deadlineOn: day(deadlineAt), closedOn: isClosed ? day(closedAt) : null };
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
