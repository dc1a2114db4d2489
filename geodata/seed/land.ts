import { bandedArea } from '#geo/banded-area.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { localPlane, type PlanePoint } from '#geo/local-plane.ts';
import { ringsOf, sourceAreas } from './source-files.ts';

/** The plane in which the whole city is laid out: metres around the middle of Nantong. */
export const cityPlane = localPlane([121.1, 32.2]);

/** The rings of OpenStreetMap's land around Nantong, in the city's plane. The Yangtze and the sea are outside them. */
export function landRings(): PlanePoint[][] {
  return sourceAreas('layers/basemap/land-nantong.json').flatMap((feature) =>
    ringsOf(feature).map((ring) => ring.map((corner) => cityPlane.toPlane([corner[0] ?? 0, corner[1] ?? 0]))),
  );
}

export function landTest(rings: PlanePoint[][]): (point: PlanePoint) => boolean {
  const isInside = bandedArea(rings);
  return ([east, north]) => isInside(east, north);
}

/** A point as it is stored: six decimals are a tenth of a metre. */
export function storedPosition(point: PlanePoint): LngLat {
  const [lng, lat] = cityPlane.toLngLat(point);
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}
