import type { Polygon } from './polygon.ts';

/** Squares smaller than this (about 50 m) are not looked into any further. */
const finestDegrees = 0.0005;

type Square = [lng: number, lat: number, half: number];

/**
 * Whether two polygons share a point that lies at least `depthDegrees` inside the first one: an overlap after the first has been shrunk
 * by that much, without ever building the shrunken outline. A polygon asked against itself tells whether shrinking leaves anything.
 *
 * Branch and bound over squares, exact to about 50 m. Rings may cross themselves: the even-odd rule says what lies inside.
 */
export function overlapsByDegrees(area: Polygon, cell: Polygon, depthDegrees: number): boolean {
  const squares: Square[] = [commonSquare(area, cell)].filter((square) => square !== null);
  for (let square = squares.pop(); square; square = squares.pop()) {
    const [lng, lat, half] = square;
    const reach = half * Math.SQRT2;
    const depth = depthDegreesOf(area, lng, lat);
    if (depth + reach < depthDegrees) continue;
    const inCell = depthDegreesOf(cell, lng, lat);
    if (inCell + reach < 0) continue;
    if (depth >= depthDegrees && inCell >= 0) return true;
    if (half > finestDegrees / 2) squares.push(...quarters(square));
  }
  return false;
}

/** The smallest square over the common part of both bounding boxes, null where they are apart. */
function commonSquare(area: Polygon, cell: Polygon): Square | null {
  const [a, b] = [boundsOf(area), boundsOf(cell)];
  const [west, south] = [Math.max(a.west, b.west), Math.max(a.south, b.south)];
  const [east, north] = [Math.min(a.east, b.east), Math.min(a.north, b.north)];
  if (west > east || south > north) return null;
  return [(west + east) / 2, (south + north) / 2, Math.max(east - west, north - south) / 2];
}

/** West, south, east and north of a polygon's outer ring. */
export function boundsOf(polygon: Polygon): { west: number; south: number; east: number; north: number } {
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lng, lat] of polygon[0] ?? []) {
    bounds.west = Math.min(bounds.west, lng);
    bounds.east = Math.max(bounds.east, lng);
    bounds.south = Math.min(bounds.south, lat);
    bounds.north = Math.max(bounds.north, lat);
  }
  return bounds;
}

function quarters([lng, lat, half]: Square): Square[] {
  const quarter = half / 2;
  return [
    [lng - quarter, lat - quarter, quarter],
    [lng + quarter, lat - quarter, quarter],
    [lng - quarter, lat + quarter, quarter],
    [lng + quarter, lat + quarter, quarter],
  ];
}

/** Distance to the nearest edge in degrees: positive inside, negative outside. */
function depthDegreesOf(polygon: Polygon, lng: number, lat: number): number {
  let inside = false;
  let nearest = Infinity;
  for (const ring of polygon) {
    for (let at = 1; at < ring.length; at++) {
      // The loop stays within the ring.
      const [x1, y1] = ring[at - 1]!;
      const [x2, y2] = ring[at]!;
      if (y1 > lat !== y2 > lat && lng < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
      nearest = Math.min(nearest, squaredDistance([lng - x1, lat - y1], [x2 - x1, y2 - y1]));
    }
  }
  return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest);
}

/** From a point to a segment, both relative to the segment's start. */
function squaredDistance([px, py]: [number, number], [dx, dy]: [number, number]): number {
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return (px - along * dx) ** 2 + (py - along * dy) ** 2;
}
