import type { LngLat } from '#geo/lng-lat.ts';
import type { PlanePoint } from '#geo/local-plane.ts';
import { segmentDistanceMeters, type Segment } from '#geo/segment-distance.ts';
import { cityPlane } from './land.ts';
import { weightedDraw, type Random } from './random.ts';

export type Waterfront = 'sea' | 'river';

export interface Shoreline {
  /** Metres to the nearest shore of that kind, or {@link farMeters} when there is none nearer. */
  metersTo(kind: Waterfront, point: PlanePoint): number;
  /** A point anywhere on the shore of that kind; every metre of it is as likely as every other. */
  somewhere(kind: Waterfront, random: Random): PlanePoint;
}

/** Beyond this the water does not matter to where people and hazards are. */
export const farMeters = 12_000;

/** Shores north-east of this line through the Yangtze's delta are the sea's, the others the river's. */
const divide: readonly [LngLat, LngLat] = [
  [120.5, 32.4],
  [121.93, 31.7],
];

/** Only what lies in this frame can be a shore of Nantong; it also keeps out the straight edges where the land was cut off. */
const frame = { west: 120.2, south: 31.6, east: 122, north: 32.8 };

const tileMeters = 2_000;

/** Shores of islets shorter than this around are left out: dykes are not built on them. */
const leastAroundMeters = 5_000;

export function shorelineOf(rings: PlanePoint[][]): Shoreline {
  const segments = { sea: [] as Segment[], river: [] as Segment[] };
  for (const segment of rings.filter((ring) => lengthOf(ring) >= leastAroundMeters).flatMap(segmentsOf)) {
    if (isInFrame(segment)) segments[isSeaward(segment[0]) ? 'sea' : 'river'].push(segment);
  }
  const meters = { sea: distanceTo(segments.sea), river: distanceTo(segments.river) };
  const draw = { sea: weightedDraw(segments.sea, segmentMeters), river: weightedDraw(segments.river, segmentMeters) };
  return {
    metersTo: (kind, point) => meters[kind](point),
    somewhere: (kind, random) => between(draw[kind](random), random.between(0, 1)),
  };
}

/** Each tile of the plane remembers the segments that can be near it, found when the tile is first asked about. */
function distanceTo(segments: Segment[]): (point: PlanePoint) => number {
  const tiles = new Map<string, Segment[]>();
  return (point) => {
    const tile = [Math.floor(point[0] / tileMeters), Math.floor(point[1] / tileMeters)] as const;
    const key = tile.join();
    let near = tiles.get(key);
    if (!near) {
      const middle: PlanePoint = [(tile[0] + 0.5) * tileMeters, (tile[1] + 0.5) * tileMeters];
      near = segments.filter((segment) => segmentDistanceMeters(middle, segment) < farMeters + tileMeters);
      tiles.set(key, near);
    }
    return near.reduce((least, segment) => Math.min(least, segmentDistanceMeters(point, segment)), farMeters);
  };
}

function segmentsOf(ring: PlanePoint[]): Segment[] {
  return ring.slice(1).map((corner, index) => [ring[index] ?? corner, corner]);
}

function segmentMeters([from, to]: Segment): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}

function lengthOf(ring: PlanePoint[]): number {
  return segmentsOf(ring).reduce((sum, segment) => sum + segmentMeters(segment), 0);
}

function between([from, to]: Segment, share: number): PlanePoint {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

function isInFrame(segment: Segment): boolean {
  return segment.every((corner) => {
    const [lng, lat] = cityPlane.toLngLat(corner);
    return lng > frame.west && lng < frame.east && lat > frame.south && lat < frame.north;
  });
}

function isSeaward(corner: PlanePoint): boolean {
  const [lng, lat] = cityPlane.toLngLat(corner);
  const [[lng1, lat1], [lng2, lat2]] = divide;
  return (lng2 - lng1) * (lat - lat1) - (lat2 - lat1) * (lng - lng1) > 0;
}
