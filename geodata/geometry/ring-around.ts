import type { LngLat } from './lng-lat.ts';

/** Mean radius of the earth, IUGG. */
const earthKilometers = 6371.0088;
const radians = Math.PI / 180;

/**
 * A closed ring of `steps` + 1 positions, each `radiusKilometers` from the centre along a great circle on a sphere: what looks
 * like a circle on the ground, and is wider towards the pole on a Mercator map.
 */
export function ringAround(center: LngLat, radiusKilometers: number, steps = 72): [number, number][] {
  const ring = Array.from({ length: steps }, (_, step) => destination(center, radiusKilometers, (360 * step) / steps));
  return [...ring, ring[0]!];
}

/** Where one arrives from a place after `kilometers` on the great circle that starts with a bearing, in degrees clockwise from north. */
export function destination([lng, lat]: LngLat, kilometers: number, bearingDegrees: number): [number, number] {
  const [angle, bearing, latitude] = [kilometers / earthKilometers, bearingDegrees * radians, lat * radians];
  const sine = Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(bearing);
  const east = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(latitude), Math.cos(angle) - Math.sin(latitude) * sine);
  return [lng + east / radians, Math.asin(sine) / radians];
}
