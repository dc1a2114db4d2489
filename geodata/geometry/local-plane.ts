import type { LngLat } from './lng-lat.ts';

/** East and north of the plane's origin, in metres. */
export type PlanePoint = readonly [eastMeters: number, northMeters: number];

export interface LocalPlane {
  toPlane(position: LngLat): PlanePoint;
  toLngLat(point: PlanePoint): LngLat;
}

/** Metres in one degree of a meridian of a sphere of 6,371,008.8 m, the mean radius of GRS 80. */
const metersPerDegree = (Math.PI * 6_371_008.8) / 180;

/**
 * An equirectangular plane around `origin`: within 100 km of it lengths are true to about one per cent, which is enough to
 * scatter points and to compare distances, and costs two multiplications.
 */
export function localPlane(origin: LngLat): LocalPlane {
  const metersPerDegreeEast = metersPerDegree * Math.cos((origin[1] * Math.PI) / 180);
  return {
    toPlane: ([lng, lat]) => [(lng - origin[0]) * metersPerDegreeEast, (lat - origin[1]) * metersPerDegree],
    toLngLat: ([east, north]) => [origin[0] + east / metersPerDegreeEast, origin[1] + north / metersPerDegree],
  };
}
