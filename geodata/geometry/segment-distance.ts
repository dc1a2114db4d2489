import type { PlanePoint } from './local-plane.ts';

/** The straight line between two points of a plane. */
export type Segment = readonly [from: PlanePoint, to: PlanePoint];

/** Metres from a point to the nearest point of a segment. */
export function segmentDistanceMeters([x, y]: PlanePoint, [[x1, y1], [x2, y2]]: Segment): number {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / lengthSquared));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
