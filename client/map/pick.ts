import type { MapGeoJSONFeature, PointLike } from 'maplibre-gl';
import { registerLayers, type RegisterLayerId } from '#contract/layers.ts';
import { mostRecords } from '#contract/records.ts';
import { pointLayerIds } from '../layers/points.layer.ts';
import type { MapCanvas } from './canvas.ts';

/** Records of one register under the pointer. */
export interface Picked {
  layerId: RegisterLayerId;
  ids: number[];
  /** Where the first of them lies. */
  lngLat: [number, number];
  /** Slugs of the first one's columns. */
  properties: Record<string, string>;
}

const reachPixels = 4;

/** What lies under a point of the screen: the records of the topmost register there, or null. */
export function pickAt({ map }: MapCanvas, point: { x: number; y: number }, visible: ReadonlySet<string>): Picked | null {
  const layers = registerLayers.filter((id) => visible.has(id)).flatMap(pointLayerIds);
  const box: [PointLike, PointLike] = [
    [point.x - reachPixels, point.y - reachPixels],
    [point.x + reachPixels, point.y + reachPixels],
  ];
  return layers.length > 0 ? pickOf(map.queryRenderedFeatures(box, { layers })) : null;
}

/** The topmost feature and its neighbours of the same register, each record once. */
export function pickOf(features: readonly Found[]): Picked | null {
  const [top] = features;
  if (top?.geometry.type !== 'Point') return null;
  const ids = [...new Set(features.filter(({ source }) => source === top.source).map(({ id }) => Number(id)))];
  return {
    layerId: top.source.replace('register-', '') as RegisterLayerId,
    ids: ids.slice(0, mostRecords),
    lngLat: top.geometry.coordinates as [number, number],
    properties: top.properties,
  };
}

type Found = Pick<MapGeoJSONFeature, 'id' | 'source' | 'geometry' | 'properties'>;
