import type { LngLat } from './lng-lat.ts';

/** Mean radius of the earth, IUGG. */
const earthRadiusKilometers = 6371.0088;

/** Great-circle distance by the haversine formula: within 0.5 % of the ellipsoid, stable for near and for opposite points. */
export function distanceKilometers(from: LngLat, to: LngLat): number {
  const halfNorth = radians(to[1] - from[1]) / 2;
  const halfEast = radians(to[0] - from[0]) / 2;
  const chord = Math.sin(halfNorth) ** 2 + Math.cos(radians(from[1])) * Math.cos(radians(to[1])) * Math.sin(halfEast) ** 2;
  return 2 * earthRadiusKilometers * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
