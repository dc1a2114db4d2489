/** A closed or unclosed ring of x, y pairs in any plane. */
export type PlaneRing = readonly (readonly number[])[];

/**
 * Prepares rings for many exact point-in-polygon questions: edges are sorted into horizontal bands, so that a question meets
 * only the edges of its own band. All rings count together under the even-odd rule, so holes and islands need no order.
 *
 * @param bands more bands cost memory and save time; one for every 16 edges does well
 * @returns whether a point lies inside; a point exactly on an edge may fall on either side
 */
export function bandedArea(rings: readonly PlaneRing[], bands = suggestedBands(rings)): (x: number, y: number) => boolean {
  const [bottom, top] = extentOf(rings);
  const height = (top - bottom) / bands || 1;
  const bandOf = (y: number) => Math.min(bands - 1, Math.max(0, Math.floor((y - bottom) / height)));
  const edges = Array.from({ length: bands }, (): number[] => []);
  for (const [x1, y1, x2, y2] of rings.flatMap(edgesOf)) {
    if (y1 === y2) continue;
    for (let band = bandOf(Math.min(y1, y2)); band <= bandOf(Math.max(y1, y2)); band++) edges[band]?.push(x1, y1, x2, y2);
  }
  const packed = edges.map((list) => Float64Array.from(list));
  return (x, y) => y >= bottom && y <= top && isInside(packed[bandOf(y)] ?? new Float64Array(), x, y);
}

/** Counts how often a ray to the right crosses the edges: x1, y1, x2, y2 each. */
function isInside(edges: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let at = 0; at < edges.length; at += 4) {
    // The loop runs in steps of four below the length, so all four are there.
    const y1 = edges[at + 1]!;
    const y2 = edges[at + 3]!;
    if (y1 > y === y2 > y) continue;
    const x1 = edges[at]!;
    if (x < x1 + ((y - y1) / (y2 - y1)) * (edges[at + 2]! - x1)) inside = !inside;
  }
  return inside;
}

type Edge = readonly [x1: number, y1: number, x2: number, y2: number];

function edgesOf(ring: PlaneRing): Edge[] {
  return ring.map((corner, index) => {
    // A ring's corners are pairs, and every corner has one before it, the first one the last.
    const before = ring.at(index - 1)!;
    return [before[0]!, before[1]!, corner[0]!, corner[1]!];
  });
}

function extentOf(rings: readonly PlaneRing[]): [bottom: number, top: number] {
  let bottom = Infinity;
  let top = -Infinity;
  for (const ring of rings) {
    for (const corner of ring) {
      bottom = Math.min(bottom, corner[1]!);
      top = Math.max(top, corner[1]!);
    }
  }
  return [bottom, top];
}

function suggestedBands(rings: readonly PlaneRing[]): number {
  return Math.max(1, Math.ceil(rings.reduce((sum, ring) => sum + ring.length, 0) / 16));
}
