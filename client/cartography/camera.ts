import type { Position } from 'geojson';

export type Bounds = [west: number, south: number, east: number, north: number];

/** Corners of Nantong, WGS 84: the view before the city's own boundaries have arrived. */
export const nantongBounds: Bounds = [120.19, 31.62, 121.98, 32.72];

/** The smallest box around positions, or null when there are none. Does not cross the antimeridian: no Chinese track does. */
export function boundsOf(positions: Iterable<Position>): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng = NaN, lat = NaN] of positions) {
    west = Math.min(west, lng);
    south = Math.min(south, lat);
    east = Math.max(east, lng);
    north = Math.max(north, lat);
  }
  return west <= east && south <= north ? [west, south, east, north] : null;
}

/** Every position of nested GeoJSON coordinates. */
export function* positionsOf(coordinates: unknown): Generator<Position> {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === 'number') yield coordinates as Position;
  else for (const part of coordinates) yield* positionsOf(part);
}

/** A map so small that its floating cards must fold. */
export function isCompact({ clientWidth, clientHeight }: { clientWidth: number; clientHeight: number }): boolean {
  return clientWidth < 1000 || clientHeight < 640;
}

/** Pixels kept free around what is fitted, so that the floating cards cover none of it. */
export function paddingFor(box: { clientWidth: number; clientHeight: number }): {
  top: number;
  right: number;
  bottom: number;
  left: number;
} {
  return isCompact(box) ? { top: 64, right: 56, bottom: 48, left: 24 } : { top: 72, right: 72, bottom: 110, left: 48 };
}

/** The zoom at which an area of this level fills the view usefully. */
export const zoomOfLevel = { city: 8.6, county: 10, township: 11.6, village: 13.2 } as const;

/** Townships are told apart, and named, from here on. */
export const townshipsFromZoom = 9.5;
