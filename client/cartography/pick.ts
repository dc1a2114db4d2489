import type { Geometry } from 'geojson';
import type { Map as MapLibreMap, PointLike } from 'maplibre-gl';
import type { AreaCode } from '#contract/areas.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { LngLat } from '#geo/lng-lat.ts';

/** What a click can open: one kind for each thing that is drawn. Nouns add theirs by declaration. */
export interface PickedKinds {
  records: { layerId: RegisterLayerId; ids: readonly number[]; properties: Readonly<Record<string, string>> };
  /** An area that was searched for, with its name where the map does not know it. */
  area: { code: AreaCode; name?: { nameZh: string; nameEn: string } };
  /** The bare ground. */
  place: object;
}

export type Picked = { [K in keyof PickedKinds]: { kind: K; lngLat: LngLat } & PickedKinds[K] }[keyof PickedKinds];

/** Records of one register, the first of them where the card stands; `properties`: slugs of the first one's columns. */
export type PickedRecords = Extract<Picked, { kind: 'records' }>;

/** Something drawn below the pointer, whoever drew it. */
export interface Found {
  layer: string;
  source: string;
  id?: string | number | undefined;
  geometry: Geometry;
  properties: Readonly<Record<string, unknown>>;
}

/** Answers for some drawn layers. The order of its tier is the order in which they are asked. */
export interface Picker {
  /** Ids of style layers, and of deck.gl's. */
  layers: readonly string[];
  /** near: points and lines are hit from a few pixels away. exact: what has a surface of its own. */
  reach: 'near' | 'exact';
  /** What the hits, from the top, open; null: nothing after all. `at`: where the pointer is. */
  pick: (hits: readonly Found[], at: LngLat) => Picked | null;
}

const reachPixels = 4;

/** What of all that was hit opens: the first picker's that has something. */
export function pickOf(pickers: readonly Picker[], hitsOf: (picker: Picker) => readonly Found[], at: LngLat): Picked | null {
  for (const picker of pickers) {
    const hits = hitsOf(picker);
    const picked = hits.length > 0 ? picker.pick(hits, at) : null;
    if (picked) return picked;
  }
  return null;
}

/** What lies under a pixel of the map: two questions to the map, however many pickers there are. `others`: what deck.gl drew there. */
export function pickAt(
  map: Pick<MapLibreMap, 'queryRenderedFeatures' | 'getLayer' | 'unproject'>,
  { pickers, others = [] }: { pickers: readonly Picker[]; others?: readonly Found[] },
  point: { x: number; y: number },
): Picked | null {
  const found = { near: new Map<string, Found[]>(), exact: new Map<string, Found[]>() };
  for (const reach of ['near', 'exact'] as const) {
    const layers = pickers.filter((picker) => picker.reach === reach).flatMap((picker) => picker.layers);
    for (const hit of [...others, ...hitsAt(map, reach === 'near' ? boxAround(point) : [point.x, point.y], layers)])
      found[reach].set(hit.layer, [...(found[reach].get(hit.layer) ?? []), hit]);
  }
  const { lng, lat } = map.unproject([point.x, point.y]);
  return pickOf(pickers, ({ reach, layers }) => layers.flatMap((id) => found[reach].get(id) ?? []), [lng, lat]);
}

function hitsAt(
  map: Pick<MapLibreMap, 'queryRenderedFeatures' | 'getLayer'>,
  where: PointLike | [PointLike, PointLike],
  ids: readonly string[],
): Found[] {
  const layers = ids.filter((id) => map.getLayer(id));
  const hits = layers.length > 0 ? map.queryRenderedFeatures(where, { layers }) : [];
  return hits.map(({ layer, source, id, geometry, properties }) => ({ layer: layer.id, source, id, geometry, properties }));
}

function boxAround({ x, y }: { x: number; y: number }): [PointLike, PointLike] {
  return [
    [x - reachPixels, y - reachPixels],
    [x + reachPixels, y + reachPixels],
  ];
}

/** Where a hit stands: its own point, else where the pointer is. */
export function placeOf({ geometry }: Pick<Found, 'geometry'>, at: LngLat): LngLat {
  return geometry.type === 'Point' ? (geometry.coordinates as [number, number]) : at;
}
