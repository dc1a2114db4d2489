/** A position in degrees, WGS 84, longitude first. */
export type LngLat = readonly [number, number];
