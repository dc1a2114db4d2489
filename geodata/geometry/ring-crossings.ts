import type { Ring } from './polygon.ts';

interface Edge {
  ring: number;
  index: number;
  /** How many edges its ring has. */
  count: number;
  from: Ring[number];
  to: Ring[number];
  west: number;
  east: number;
}

/**
 * How often edges of rings meet: within a ring other than end to end, between rings other than by touching. A ring without area counts
 * as meeting itself.
 *
 * @param atMost counting stops one past this number
 */
export function ringCrossings(rings: readonly Ring[], atMost: number): number {
  if (rings.some((ring) => ring.length < 4)) return 1;
  let crossings = 0;
  let open: Edge[] = [];
  for (const edge of rings.flatMap(edgesOf).sort((a, b) => a.west - b.west)) {
    open = open.filter((other) => other.east >= edge.west);
    for (const other of open) if (meet(edge, other) && ++crossings > atMost) return crossings;
    open.push(edge);
  }
  return crossings;
}

function edgesOf(ring: Ring, number: number): Edge[] {
  return ring.slice(1).map((to, index) => {
    const from = ring[index] ?? to;
    return { ring: number, index, count: ring.length - 1, from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) };
  });
}

function meet(a: Edge, b: Edge): boolean {
  if (a.ring !== b.ring) return cross(a, b);
  const gap = Math.abs(a.index - b.index);
  if (gap === 1 || gap === a.count - 1) return foldsBack(a, b);
  if (side(a, b.from) * side(a, b.to) > 0 || side(b, a.from) * side(b, a.to) > 0) return false;
  return overlapAlong(0, a, b) && overlapAlong(1, a, b);
}

/** Each has its ends on both sides of the other. */
function cross(a: Edge, b: Edge): boolean {
  return side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0;
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
