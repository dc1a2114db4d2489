import type { Feature, FeatureCollection, LineString } from 'geojson';

/** Every ten degrees over the north-west Pacific, where typhoons come from. */
const stepDegrees = 10;
const box = { west: 90, east: 180, south: 0, north: 60 };

/** Meridians and parallels; a meridian is straight on this map, so its ends are enough. */
export function graticule(): FeatureCollection<LineString, { degrees: number }> {
  const { west, east, south, north } = box;
  const line = (degrees: number, coordinates: [number, number][]): Feature<LineString, { degrees: number }> => ({
    type: 'Feature',
    properties: { degrees },
    geometry: { type: 'LineString', coordinates },
  });
  const steps = (from: number, to: number) => Array.from({ length: (to - from) / stepDegrees + 1 }, (_, nr) => from + nr * stepDegrees);
  return {
    type: 'FeatureCollection',
    features: [
      ...steps(west, east).map((lng) => line(lng, [[lng, south], [lng, north]])), // prettier-ignore
      ...steps(south, north).map((lat) => line(lat, [[west, lat], [east, lat]])), // prettier-ignore
    ],
  };
}
