import type { HazardGrade, HazardState, HazardType } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { grouped } from './grouped.ts';
import { hazardKinds, type HazardKind } from './hazard-kinds.ts';
import { ledgerOf } from './hazard-ledger.ts';
import { hazardSites, type HazardGround } from './hazard-sites.ts';
import { storedPosition } from './land.ts';
import type { Posts } from './posts.ts';
import { randomOf } from './random.ts';
import type { SeedTownship } from './territory.ts';
import type { Village } from './villages.ts';

export interface HazardRow {
  id: number;
  areaCode: string;
  type: HazardType;
  state: HazardState;
  grade: HazardGrade;
  position: LngLat;
  ownerId: number;
  foundOn: string;
  deadlineOn: string;
  closedOn: string | null;
}

/** The 7,584 hazards reported in 2023 with their place, their owner and how far each has come in the ledger. */
export function fillHazards(ground: HazardGround, posts: Posts, seed: number): HazardRow[] {
  const random = randomOf(seed, 'hazards');
  const siteOf = hazardSites(ground);
  const owners = ownersOf(ground.villages, posts);
  const kinds = random.shuffled(hazardKinds.flatMap((kind) => Array.from({ length: kind.count }, (): HazardKind => kind)));
  return kinds.map(({ type, seriousShare }, index) => {
    const { at, township } = siteOf(type, random);
    const grade = random.chance(seriousShare) ? 'serious' : 'general';
    return {
      id: index + 1,
      areaCode: township.code,
      type,
      grade,
      position: storedPosition(at),
      ownerId: random.pick(owners.get(township) ?? []),
      ...ledgerOf(grade, random),
    };
  });
}

/** Village leads look after what lies in their township; the flood officer takes a share as well. */
function ownersOf(villages: readonly Village[], posts: Posts): Map<SeedTownship, number[]> {
  const owners = new Map<SeedTownship, number[]>();
  for (const [township, own] of grouped(villages, (village) => village.township)) {
    const leads = own.map(({ code }) => posts.of(code, 'villageLead').personId);
    const officer = posts.of(township.code, 'townshipFloodOfficer').personId;
    owners.set(township, [...leads, ...leads.slice(0, Math.ceil(leads.length / 4)).map(() => officer)]);
  }
  return owners;
}
