import type { LiveLayer, RegisterLayer, RegisterLayerId } from '#contract/layers.ts';
import {
  enterpriseKinds,
  evacueeCategories,
  hazardGrades,
  hazardStates,
  hazardTypes,
  shelterKinds,
  stationKinds,
  supplyPointLevels,
  teamTypes,
} from '#contract/registers.ts';
import type { Right } from '#contract/session.ts';

/** What is true of a register's layer whoever asks; detail, count, version and size are added for the asker. */
export type CataloguedRegister = Omit<RegisterLayer, 'detail' | 'count' | 'version' | 'bytes' | 'updatedAt'>;

/** Layers whose dots are people: who lacks the right is sent a roll-up by township instead, and no cards. */
export const rightForDots: Partial<Record<RegisterLayerId, Right>> = { evacuees: 'people.dots' };

const synthetic = { kind: 'register', geometry: 'point', attributionKey: 'attribution/synthetic' } as const;
const live = { kind: 'live', attributionKey: 'attribution/incident', visible: true } as const;

/** Drawn from the bottom up: what endangers lies under who is in danger, and both under who helps. */
export const registerCatalogue: readonly CataloguedRegister[] = [
  {
    ...synthetic,
    id: 'hazards',
    nameKey: 'layer/hazards',
    visible: true,
    dotsFromZoom: 10.5,
    columns: [
      { name: 'category', wordKey: 'hazardType', values: [...hazardTypes] },
      { name: 'state', wordKey: 'hazardState', values: [...hazardStates] },
      { name: 'grade', wordKey: 'hazardGrade', values: [...hazardGrades] },
    ],
  },
  {
    ...synthetic,
    id: 'enterprises',
    nameKey: 'layer/enterprises',
    visible: false,
    dotsFromZoom: 9.5,
    columns: [{ name: 'category', wordKey: 'enterpriseKind', values: [...enterpriseKinds] }],
  },
  {
    ...synthetic,
    id: 'evacuees',
    nameKey: 'layer/evacuees',
    visible: true,
    dotsFromZoom: 11,
    columns: [
      { name: 'category', wordKey: 'evacueeCategory', values: [...evacueeCategories] },
      { name: 'needs', wordKey: 'evacueeNeeds', values: ['none', 'special'] },
    ],
  },
  {
    ...synthetic,
    id: 'shelters',
    nameKey: 'layer/shelters',
    visible: true,
    dotsFromZoom: 9,
    columns: [{ name: 'category', wordKey: 'shelterKind', values: [...shelterKinds] }],
  },
  {
    ...synthetic,
    id: 'supplyPoints',
    nameKey: 'layer/supplyPoints',
    visible: true,
    dotsFromZoom: 0,
    columns: [
      { name: 'category', wordKey: 'supplyPointLevel', values: [...supplyPointLevels] },
      { name: 'state', wordKey: 'stock', values: ['enough', 'belowMinimum'] },
    ],
  },
  {
    ...synthetic,
    id: 'teams',
    nameKey: 'layer/teams',
    visible: true,
    dotsFromZoom: 8.5,
    columns: [{ name: 'category', wordKey: 'teamType', values: [...teamTypes] }],
  },
  {
    ...synthetic,
    id: 'stations',
    nameKey: 'layer/stations',
    attributionKey: 'attribution/stations',
    visible: true,
    dotsFromZoom: 0,
    columns: [{ name: 'category', wordKey: 'stationKind', values: [...stationKinds] }],
  },
];

export const liveCatalogue: readonly LiveLayer[] = [
  { ...live, id: 'warnings', nameKey: 'layer/warnings', geometry: 'polygon' },
  { ...live, id: 'silence', nameKey: 'layer/silence', geometry: 'polygon' },
  { ...live, id: 'typhoon', nameKey: 'layer/typhoon', geometry: 'line', attributionKey: 'attribution/typhoon' },
];
