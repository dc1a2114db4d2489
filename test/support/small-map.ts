import type { Area } from '#contract/areas.ts';
import type { LayerColumns } from '#contract/layer-columns.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import { boundariesOf, type BoundaryCollection } from '../../client/cartography/boundaries.ts';
import type { Look } from '../../client/cartography/look.ts';
import type { Scene } from '../../client/cartography/scene.ts';
import { emptyWorld } from '#contract/world.ts';
import { defaultVisible } from '../../client/layers/layer-set.ts';

/** A county of one degree whose western half is one township and whose eastern half is another. */
export const countyCode = '320623000000';
export const west = '320623101000';
export const east = '320623102000';

export const smallAreas: readonly Area[] = [
  anArea({ code: '320600000000', parentCode: null, level: 'city', nameZh: '南通市', nameEn: 'Nantong', center: [121, 32] }),
  anArea({
    code: countyCode,
    parentCode: '320600000000',
    level: 'county',
    nameZh: '如东县',
    nameEn: 'Rudong County',
    center: [121.5, 32.5],
  }),
  anArea({ code: west, parentCode: countyCode, nameZh: '洋口镇', nameEn: 'Yangkou Town', center: [121.25, 32.5] }),
  anArea({ code: east, parentCode: countyCode, nameZh: '长沙镇', nameEn: 'Changsha Town', center: [121.75, 32.5] }),
];

const smallCollection: BoundaryCollection = {
  type: 'FeatureCollection',
  features: [
    aSquare({ code: countyCode, level: 'county' }, 121, 122),
    aSquare({ code: west, level: 'township' }, 121, 121.5),
    aSquare({ code: east, level: 'township' }, 121.5, 122),
  ],
};
export const smallBoundaries = boundariesOf(smallCollection);

export function anArea(about: Partial<Area> & Pick<Area, 'code'>): Area {
  return {
    parentCode: countyCode,
    level: 'township',
    kind: 'statistical',
    nameZh: '某镇',
    nameEn: 'Some Town',
    initials: 'mz',
    center: null,
    unverified: false,
    ...about,
  };
}

/** Records at positions, each with the same columns; ids count from 1. */
export function aRegister(
  id: RegisterLayerId,
  positions: readonly (readonly [number, number])[],
  about: Partial<LayerColumns> = {},
): LayerColumns {
  return {
    id,
    count: positions.length,
    positions: Float64Array.from(positions.flat()),
    ids: Uint32Array.from(positions, (_, row) => row + 1),
    columns: [],
    numbers: [],
    ...about,
  };
}

export function aLook(about: Partial<Look> = {}): Look {
  return { theme: 'dark', locale: 'zh-CN', visible: defaultVisible, opacity: new Map(), tiandituKey: null, ...about };
}

export function aScene(about: Partial<Scene> = {}): Scene {
  return {
    world: emptyWorld,
    minute: Date.parse('2022-09-14T12:00:00Z'),
    areas: smallAreas,
    boundaries: smallBoundaries,
    registers: new Map(),
    visible: defaultVisible,
    picked: null,
    ...about,
  };
}

/** Three fixes, six hours apart from noon on, coming straight from the south. */
export function aTyphoon(about: Partial<Typhoon> = {}): Typhoon {
  const fix = { lng: 122, pressureHpa: 960, windMetersPerSecond: 40, class: 'TY' as const };
  return {
    id: '202212',
    nameZh: '梅花',
    nameEn: 'Muifa',
    source: 'CMA',
    points: [
      { ...fix, at: '2022-09-14T12:00:00.000Z', lat: 28 },
      { ...fix, at: '2022-09-14T18:00:00.000Z', lat: 30, windMetersPerSecond: 30, class: 'STS' },
      { ...fix, at: '2022-09-15T00:00:00.000Z', lat: 32 },
    ],
    radii: [],
    ...about,
  };
}

function aSquare(
  properties: { code: string; level: 'county' | 'township' },
  fromLng: number,
  toLng: number,
): BoundaryCollection['features'][number] {
  const ring = [
    [fromLng, 32],
    [toLng, 32],
    [toLng, 33],
    [fromLng, 33],
    [fromLng, 32],
  ];
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
}
