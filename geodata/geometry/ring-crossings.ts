import type { Ring } from './polygon.ts';

interface Edge {
  ring: number;
  index: number;
  /** How many edges its ring has. */
  count: number;
  from: Ring[number];
  to: Ring[number];
  /** From where to where it reaches along the axis that is swept. */
  begin: number;
  end: number;
}

/** So many pairs of edges are looked at: edges of any outline that somebody has drawn meet few others along one axis or the other. */
const pairsAtMost = 3_000_000;

/**
 * How often edges of rings meet: within a ring other than end to end, between rings other than by touching. A ring without area counts
 * as meeting itself.
 *
 * @param atMost counting stops one past this number; so it does where so many edges lie beside each other that it would take long to
 *   look
 */
export function ringCrossings(rings: readonly Ring[], atMost: number): number {
  if (rings.some((ring) => ring.length < 4)) return 1;
  let [crossings, pairs] = [0, 0];
  let open: Edge[] = [];
  for (const edge of alongBetterAxis(rings)) {
    open = open.filter((other) => other.end >= edge.begin);
    pairs += open.length;
    if (pairs > pairsAtMost) return atMost + 1;
    for (const other of open) if (meet(edge, other) && ++crossings > atMost) return crossings;
    open.push(edge);
  }
  return crossings;
}

/** Edges in the order in which they begin, along the axis on which they reach less far: the teeth of a comb lie side by side on one. */
function alongBetterAxis(rings: readonly Ring[]): Edge[] {
  const [east, north] = ([0, 1] as const).map((axis) => rings.flatMap((ring, number) => edgesOf(ring, { number, axis })));
  return (crowding(east!) <= crowding(north!) ? east! : north!).sort((a, b) => a.begin - b.begin);
}

/** How many edges lie beside each other on average, but for a factor. */
function crowding(edges: readonly Edge[]): number {
  let [reach, from, to] = [0, Infinity, -Infinity];
  for (const { begin, end } of edges) [reach, from, to] = [reach + end - begin, Math.min(from, begin), Math.max(to, end)];
  return to > from ? reach / (to - from) : edges.length;
}

function edgesOf(ring: Ring, { number, axis }: { number: number; axis: 0 | 1 }): Edge[] {
  return ring.slice(1).map((to, index) => {
    const from = ring[index] ?? to;
    const [begin, end] = from[axis] <= to[axis] ? [from[axis], to[axis]] : [to[axis], from[axis]];
    return { ring: number, index, count: ring.length - 1, from, to, begin, end };
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
