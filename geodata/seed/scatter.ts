import type { PlanePoint } from '#geo/local-plane.ts';
import { cityPlane } from './land.ts';
import type { Random } from './random.ts';
import type { Territory, SeedTownship } from './territory.ts';

/** Cells hold at least a few per cent of land within their frame, so running out means that the territory is wrong. */
const maxTries = 5_000;

/** Any place on land in the township, all equally likely. */
export function randomLandIn(territory: Territory, township: SeedTownship, random: Random): PlanePoint {
  const frame = frameOf(township);
  for (let tried = 0; tried < maxTries; tried++) {
    const point: PlanePoint = [random.between(frame.west, frame.east), random.between(frame.south, frame.north)];
    if (isGroundOf(territory, township, point)) return point;
  }
  throw new Error(`No land found in ${township.nameZh}`);
}

/** A place on land in the township within `radiusMeters` of `around`, or `around` itself when it has no other land. */
export function randomLandNear(
  territory: Territory,
  spot: { township: SeedTownship; around: PlanePoint; radiusMeters: number },
  random: Random,
): PlanePoint {
  for (let tried = 0; tried < 40; tried++) {
    const angle = random.between(0, 2 * Math.PI);
    const radius = spot.radiusMeters * Math.sqrt(random.between(0, 1));
    const point: PlanePoint = [spot.around[0] + radius * Math.cos(angle), spot.around[1] + radius * Math.sin(angle)];
    if (isGroundOf(territory, spot.township, point)) return point;
  }
  return spot.around;
}

function isGroundOf(territory: Territory, township: SeedTownship, point: PlanePoint): boolean {
  return territory.isLand(point) && territory.townshipAt(point) === township;
}

const frames = new WeakMap<SeedTownship, { west: number; south: number; east: number; north: number }>();

function frameOf(township: SeedTownship) {
  const known = frames.get(township);
  if (known) return known;
  const corners = township.boundary.flat(2).map(([lng = 0, lat = 0]) => cityPlane.toPlane([lng, lat]));
  const frame = {
    west: Math.min(...corners.map(([east]) => east)),
    south: Math.min(...corners.map(([, north]) => north)),
    east: Math.max(...corners.map(([east]) => east)),
    north: Math.max(...corners.map(([, north]) => north)),
  };
  frames.set(township, frame);
  return frame;
}
