import { convex, featureCollection, multiPoint, polygon, union } from '@turf/turf';
import type { Polygon, Ring } from './polygon.ts';

/** More crossings than this are not the slips of rounding any more. */
const crossingsAtMost = 100;

/**
 * Makes valid polygons of a ring that may cross or touch itself, as rings cut to two decimals do: the even-odd rule says what lies inside.
 *
 * @returns `exact: false` where the ring crosses itself beyond untangling and its convex hull stands in for it, or where it encloses
 *   nothing (a small area cut to a line): then it has no polygons
 */
export function untangledPolygons(ring: Ring): { polygons: Polygon[]; exact: boolean } {
  const crossings = countCrossings(ring);
  if (crossings === 0) return { polygons: [[ring]], exact: true };
  const clean = ring.length > 3 && crossings <= crossingsAtMost ? evenOddParts(ring) : null;
  if (clean) return { polygons: clean, exact: true };
  const hull = hullOf(ring);
  return { polygons: hull ? [[hull]] : [], exact: false };
}

/** Null when nothing is enclosed, and when the overlay loses its way between edges that all but coincide. */
function evenOddParts(ring: Ring): Polygon[] | null {
  const whole = polygon([ring]);
  try {
    const clean = union(featureCollection([whole, whole]))?.geometry;
    if (!clean) return null;
    return (clean.type === 'Polygon' ? [clean.coordinates] : clean.coordinates) as Polygon[];
  } catch {
    return null;
  }
}

function hullOf(ring: Ring): Ring | null {
  const hull = convex(multiPoint(ring))?.geometry.coordinates[0] as Ring | undefined;
  return hull && countCrossings(hull) === 0 ? hull : null;
}

interface Edge {
  index: number;
  from: Ring[number];
  to: Ring[number];
  west: number;
  east: number;
}

/** Pairs of edges that meet other than end to end, counted no further than one past the limit. A ring without area counts as crossing. */
function countCrossings(ring: Ring): number {
  const edges = edgesOf(ring);
  if (edges.length < 3) return 1;
  let crossings = 0;
  let open: Edge[] = [];
  for (const edge of [...edges].sort((a, b) => a.west - b.west)) {
    open = open.filter((other) => other.east >= edge.west);
    for (const other of open) if (meet(edge, other, edges.length) && ++crossings > crossingsAtMost) return crossings;
    open.push(edge);
  }
  return crossings;
}

function edgesOf(ring: Ring): Edge[] {
  return ring.slice(1).map((to, index) => {
    const from = ring[index] ?? to;
    return { index, from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) };
  });
}

function meet(a: Edge, b: Edge, count: number): boolean {
  const gap = Math.abs(a.index - b.index);
  if (gap === 1 || gap === count - 1) return foldsBack(a, b);
  const sides = [side(a, b.from), side(a, b.to), side(b, a.from), side(b, a.to)];
  if (sides[0]! * sides[1]! > 0 || sides[2]! * sides[3]! > 0) return false;
  return overlapAlong(0, a, b) && overlapAlong(1, a, b);
}

/** Neighbours share a corner; they meet elsewhere only when the one runs back over the other, or is a point. */
function foldsBack(a: Edge, b: Edge): boolean {
  const [first, second] = a.index < b.index === (Math.abs(a.index - b.index) === 1) ? [a, b] : [b, a];
  if (side(first, second.to) !== 0) return false;
  const [ax, ay] = [first.to[0] - first.from[0], first.to[1] - first.from[1]];
  const [bx, by] = [second.to[0] - second.from[0], second.to[1] - second.from[1]];
  return ax * bx + ay * by <= 0;
}

/** Positive when a position lies left of the edge, zero on its line. */
function side({ from, to }: Edge, [lng, lat]: Ring[number]): number {
  return Math.sign((to[0] - from[0]) * (lat - from[1]) - (to[1] - from[1]) * (lng - from[0]));
}

function overlapAlong(axis: 0 | 1, a: Edge, b: Edge): boolean {
  const [a1, a2, b1, b2] = [a.from[axis], a.to[axis], b.from[axis], b.to[axis]];
  return Math.max(Math.min(a1, a2), Math.min(b1, b2)) <= Math.min(Math.max(a1, a2), Math.max(b1, b2));
}
