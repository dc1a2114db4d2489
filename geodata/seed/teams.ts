import type { teamTypes } from '#contract/registers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { storedPosition } from './land.ts';
import { ownPhones, type People } from './people.ts';
import { publishedFigures } from './published-figures.ts';
import { randomOf, type Random } from './random.ts';
import { randomLandNear } from './scatter.ts';
import type { Territory, Township } from './territory.ts';

type TeamType = (typeof teamTypes)[number];

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

interface Kind {
  type: TeamType;
  count: number;
  /** Members of one such team beside another's; the sum is the published one. */
  size: number;
  zh: string;
  en: string;
  skills: string[];
}

/** The division by type is ours; that exactly one is a geological-disaster team, and both sums, are published. */
const kinds: readonly Kind[] = [
  { type: 'fire', count: 42, size: 1.3, zh: '消防救援队', en: 'Fire and Rescue Team', skills: ['firefighting', 'rescue', 'firstAid'] },
  { type: 'flood', count: 46, size: 1.2, zh: '防汛抢险队', en: 'Flood Team', skills: ['dykeRepair', 'drainage', 'sandbagging'] },
  { type: 'waterRescue', count: 18, size: 0.7, zh: '水上救援队', en: 'Water Rescue Team', skills: ['boats', 'diving', 'firstAid'] },
  {
    type: 'hazmat',
    count: 12,
    size: 1,
    zh: '危化品救援队',
    en: 'Hazardous Chemicals Team',
    skills: ['hazmat', 'detection', 'decontamination'],
  },
  {
    type: 'engineering',
    count: 24,
    size: 1.1,
    zh: '工程抢险队',
    en: 'Engineering Team',
    skills: ['excavation', 'lifting', 'roadClearing'],
  },
  { type: 'medical', count: 20, size: 0.7, zh: '医疗救护队', en: 'Medical Team', skills: ['emergencyMedicine', 'transport'] },
  { type: 'power', count: 14, size: 1, zh: '电力抢修队', en: 'Power Team', skills: ['powerRepair', 'generators'] },
  { type: 'telecom', count: 9, size: 0.6, zh: '通信保障队', en: 'Telecom Team', skills: ['telecomRepair', 'satellite'] },
  { type: 'marine', count: 10, size: 0.9, zh: '海上搜救队', en: 'Marine Team', skills: ['boats', 'searchAtSea', 'towing'] },
  { type: 'forest', count: 4, size: 0.8, zh: '森林防火队', en: 'Forest Team', skills: ['firefighting', 'chainsaw'] },
  { type: 'volunteer', count: 24, size: 0.8, zh: '志愿救援队', en: 'Volunteer Team', skills: ['evacuation', 'firstAid', 'logistics'] },
  {
    type: 'geological',
    count: 1,
    size: 1,
    zh: '地质灾害救援队',
    en: 'Geological-disaster Team',
    skills: ['slopeSurvey', 'rescue', 'drones'],
  },
];

export function teamRows(territory: Territory, people: People, seed: number): TeamRow[] {
  const random = randomOf(seed, 'teams');
  const drafts = kinds.flatMap((kind) => basesOf(territory, kind, random).map((base, index) => ({ kind, base, index })));
  const members = apportioned(drafts.map(({ kind }) => kind.size * Math.exp(0.35 * random.normal())));
  return drafts.map(({ kind, base, index }, id) => ({
    id: id + 1,
    areaCode: base.code,
    nameZh: `${base.nameZh}${kind.zh}${kind.count > 1 ? `（${index + 1}）` : ''}`,
    nameEn: `${base.nameEn} ${kind.en}${kind.count > 1 ? ` ${index + 1}` : ''}`,
    type: kind.type,
    position: storedPosition(randomLandNear(territory, { township: base, around: base.center, radiusMeters: 2_500 }, random)),
    members: members[id] ?? 1,
    vehicles: Math.max(1, Math.round((members[id] ?? 1) / random.between(6, 12))),
    skills: kind.skills,
    contactId: people.add(base.code, ownPhones),
  }));
}

/** Marine teams at the sea, the geological one at Wolf Mountain, the others spread over all townships. */
function basesOf(territory: Territory, { type, count }: Kind, random: Random): Township[] {
  const { townships, shoreline } = territory;
  if (type === 'geological') return townships.filter(({ nameZh }) => nameZh.startsWith('狼山')).slice(0, 1);
  const bySea = [...townships].sort((a, b) => shoreline.metersTo('sea', a.center) - shoreline.metersTo('sea', b.center));
  return random.shuffled(type === 'marine' ? bySea.slice(0, 16) : townships).slice(0, count);
}

/** Whole numbers in proportion to the weights that add up to the published sum (largest remainders first). */
function apportioned(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (publishedFigures.teamMembers * weight) / total);
  const whole = exact.map(Math.floor);
  const left = publishedFigures.teamMembers - whole.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact.map((_, index) => index).sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!)); // indices of both lists
  for (const index of byRemainder.slice(0, left)) whole[index] = (whole[index] ?? 0) + 1;
  return whole;
}
