/** Positions in WGS 84 degrees, longitude first; a ring ends where it begins. As GeoJSON has it. */
export type Ring = [lng: number, lat: number][];

/** Outer ring first, then holes. */
export type Polygon = Ring[];
