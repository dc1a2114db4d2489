import { convex, featureCollection, multiPoint, polygon, union } from '@turf/turf';
import type { Polygon, Ring } from './polygon.ts';
import { ringCrossings } from './ring-crossings.ts';

/** More crossings than this are not the slips of rounding any more. */
const crossingsAtMost = 100;
/** Parts smaller than about 100 square metres are left over from the calculation. */
const leastSquareDegrees = 1e-8;

/**
 * Makes polygons whose edges do not cross of a ring that may cross or touch itself, as rings cut to two decimals do: the even-odd rule
 * says what lies inside. Holes may still touch each other.
 *
 * @returns `exact: false` where the ring cannot be untangled and its convex hull stands in for it, or where it encloses nothing (a small
 *   area cut to a line): then it has no polygons
 */
export function untangledPolygons(ring: Ring): { polygons: Polygon[]; exact: boolean } {
  const crossings = ringCrossings([ring], crossingsAtMost);
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
    const parts = ((clean.type === 'Polygon' ? [clean.coordinates] : clean.coordinates) as Polygon[]).map(withoutSlivers);
    const polygons = parts.filter((part) => part.length > 0);
    return polygons.length > 0 && ringCrossings(polygons.flat(), 0) === 0 ? polygons : null;
  } catch {
    return null;
  }
}

/** Nothing is left of a polygon whose outer ring is one. */
function withoutSlivers([outer, ...holes]: Polygon): Polygon {
  if (!outer || squareDegrees(outer) < leastSquareDegrees) return [];
  return [outer, ...holes.filter((hole) => squareDegrees(hole) >= leastSquareDegrees)];
}

function squareDegrees(ring: Ring): number {
  const [origin] = ring;
  if (!origin) return 0;
  const doubled = ring.slice(1).reduce((sum, [lng, lat], at) => {
    const [lastLng, lastLat] = ring[at] ?? origin;
    return sum + (lastLng - origin[0]) * (lat - origin[1]) - (lng - origin[0]) * (lastLat - origin[1]);
  }, 0);
  return Math.abs(doubled) / 2;
}

function hullOf(ring: Ring): Ring | null {
  const hull = convex(multiPoint(ring))?.geometry.coordinates[0] as Ring | undefined;
  return hull && ringCrossings([hull], 0) === 0 ? hull : null;
}
