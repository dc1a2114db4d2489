import type { Polygon } from './polygon.ts';

/** Squares smaller than this (about 50 m) are not looked into any further. */
const finestDegrees = 0.0005;

/** How much may still be looked at: edges and squares. Shared by all questions about one message, so that none of them is endless. */
export interface Effort {
  left: number;
}

/** Part of a plane, with the edges of both polygons that can be nearest to any point of it. */
interface Square {
  lng: number;
  lat: number;
  half: number;
  area: Nearness;
  cell: Nearness;
}

/** How a polygon lies around the middle of a square. */
interface Nearness {
  edges: readonly Edge[];
  isInside: boolean;
  /** Distance to the nearest edge in degrees: positive inside, negative outside. */
  depth: number;
}

type Edge = readonly [lng1: number, lat1: number, lng2: number, lat2: number];

/** So far the middle of the first square is moved, so that no edge runs through any of them: which side a point lies on is then certain. */
const asideDegrees = 1.23e-8;
const toleranceDegrees = 1e-7;
/** What looking at a square costs besides its edges, in edges. */
const perSquare = 20;

/**
 * Whether two polygons share a point that lies at least `depthDegrees` inside the first one: an overlap after the first has been shrunk
 * by that much, without ever building the shrunken outline. A polygon asked against itself tells whether shrinking leaves anything.
 *
 * Branch and bound over squares, exact to about 50 m. Each square hands on only the edges that can be nearest within it. Rings may cross
 * themselves: the even-odd rule says what lies inside.
 *
 * @returns null when the effort was used up before it was certain
 */
export function overlapsByDegrees(
  area: Polygon,
  cell: Polygon,
  { depthDegrees, effort = { left: Infinity } }: { depthDegrees: number; effort?: Effort },
): boolean | null {
  const first = firstSquare(area, cell, effort);
  const squares = first ? [first] : [];
  for (let square = squares.pop(); square; square = squares.pop()) {
    if (effort.left < 0) return null;
    const reach = square.half * Math.SQRT2;
    if (square.area.depth + reach < depthDegrees || square.cell.depth + reach < 0) continue;
    if (square.area.depth >= depthDegrees - toleranceDegrees && square.cell.depth >= -toleranceDegrees) return true;
    if (square.half > finestDegrees / 2) squares.push(...quarters(square, effort));
  }
  return false;
}

/** The smallest square over the common part of both bounding boxes, null where they are apart. */
function firstSquare(area: Polygon, cell: Polygon, effort: Effort): Square | null {
  const [a, b] = [boundsOf(area), boundsOf(cell)];
  const [west, south] = [Math.max(a.west, b.west), Math.max(a.south, b.south)];
  const [east, north] = [Math.min(a.east, b.east), Math.min(a.north, b.north)];
  if (west > east || south > north) return null;
  const half = Math.max(east - west, north - south) / 2 + asideDegrees;
  const [lng, lat] = [(west + east) / 2 + asideDegrees, (south + north) / 2 + asideDegrees / 2];
  const around = (polygon: Polygon) => {
    const edges = edgesOf(polygon);
    return nearnessOf({ edges, isInside: isWithin(edges, lng, lat) }, { lng, lat, half }, effort);
  };
  return { lng, lat, half, area: around(area), cell: around(cell) };
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

function quarters(whole: Square, effort: Effort): Square[] {
  const half = whole.half / 2;
  return [-half, half].flatMap((north) =>
    [-half, half].map((east): Square => {
      const [lng, lat] = [whole.lng + east, whole.lat + north];
      const around = ({ edges, isInside }: Nearness) => {
        const crossed = countCrossed(edges, [whole.lng, whole.lat, lng, lat]);
        return nearnessOf({ edges, isInside: isInside !== (crossed % 2 === 1) }, { lng, lat, half }, effort);
      };
      return { lng, lat, half, area: around(whole.area), cell: around(whole.cell) };
    }),
  );
}

/** Keeps what is no further from the middle than the nearest edge by twice the square's reach: nothing else is nearest anywhere in it. */
function nearnessOf(
  { edges, isInside }: Pick<Nearness, 'edges' | 'isInside'>,
  { lng, lat, half }: Pick<Square, 'lng' | 'lat' | 'half'>,
  effort: Effort,
): Nearness {
  effort.left -= edges.length + perSquare;
  let nearest = Infinity;
  const distances = new Float64Array(edges.length);
  for (let at = 0; at < edges.length; at++) {
    const distance = Math.sqrt(squaredDistance(edges[at]!, lng, lat));
    distances[at] = distance;
    if (distance < nearest) nearest = distance;
  }
  const furthest = nearest + 2 * half * Math.SQRT2;
  return { edges: edges.filter((_, at) => distances[at]! <= furthest), isInside, depth: isInside ? nearest : -nearest };
}

function edgesOf(polygon: Polygon): Edge[] {
  return polygon.flatMap((ring) => ring.slice(1).map(([lng, lat], at): Edge => [ring[at]![0], ring[at]![1], lng, lat]));
}

function isWithin(edges: readonly Edge[], lng: number, lat: number): boolean {
  let inside = false;
  for (const [x1, y1, x2, y2] of edges) if (y1 > lat !== y2 > lat && lng < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  return inside;
}

/** How many edges a step goes over. */
function countCrossed(edges: readonly Edge[], [px, py, qx, qy]: Edge): number {
  let count = 0;
  for (const [x1, y1, x2, y2] of edges) {
    const [from, to] = [(qx - px) * (y1 - py) - (qy - py) * (x1 - px), (qx - px) * (y2 - py) - (qy - py) * (x2 - px)];
    if (from > 0 === to > 0) continue;
    const [start, end] = [(x2 - x1) * (py - y1) - (y2 - y1) * (px - x1), (x2 - x1) * (qy - y1) - (y2 - y1) * (qx - x1)];
    if (start > 0 !== end > 0) count++;
  }
  return count;
}

function squaredDistance([x1, y1, x2, y2]: Edge, lng: number, lat: number): number {
  const [px, py, dx, dy] = [lng - x1, lat - y1, x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return (px - along * dx) ** 2 + (py - along * dy) ** 2;
}
