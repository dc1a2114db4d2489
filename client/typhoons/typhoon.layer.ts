import type { Feature, FeatureCollection, LineString, Point, Polygon } from 'geojson';
import type { Typhoon, TyphoonClass, TyphoonPoint, WindRadius } from '#contract/typhoons.ts';
import { ringAround } from '#geo/ring-around.ts';
import { typhoonAt } from '#geo/typhoon-at.ts';

interface Place {
  lng: number;
  lat: number;
}

interface TrackPart {
  /** Whether the typhoon had come this way at the time shown. */
  past: boolean;
}

interface TrackPoint extends TrackPart {
  at: string;
  class: TyphoonClass | '';
  wind: number;
  pressure: number;
}

/** The track in two lines that meet where the typhoon is: where it was, and where it went after the time shown. */
export function trackLines({ points }: Typhoon, at: Date): FeatureCollection<LineString, TrackPart> {
  const now = typhoonAt(points, at);
  const middle = now ? [positionOf(now)] : [];
  const past = points.filter((point) => Date.parse(point.at) <= at.getTime()).map(positionOf);
  const future = points.filter((point) => Date.parse(point.at) > at.getTime()).map(positionOf);
  return { type: 'FeatureCollection', features: [...line([...past, ...middle], true), ...line([...middle, ...future], false)] };
}

/** Every fix of the track with its class. */
export function trackPoints({ points }: Typhoon, at: Date): FeatureCollection<Point, TrackPoint> {
  return {
    type: 'FeatureCollection',
    features: points.map((point) => pointFeature(point, { ...fixOf(point), past: Date.parse(point.at) <= at.getTime() })),
  };
}

/** Where it is at the time shown: between two fixes on the straight line, in equal steps of time. Empty before and after the track. */
export function typhoonNow(typhoon: Typhoon, at: Date): FeatureCollection<Point, TrackPoint & { nameZh: string; nameEn: string }> {
  const now = typhoonAt(typhoon.points, at);
  if (!now) return { type: 'FeatureCollection', features: [] };
  const { nameZh, nameEn, points } = typhoon;
  const wind = Math.round(now.windMetersPerSecond);
  const pressure = Math.round(now.pressureHpa);
  // The class is the one last stated: between two fixes nobody has classified it.
  const fix = { at: at.toISOString(), class: points[now.passed]?.class ?? '', wind, pressure } as const;
  return { type: 'FeatureCollection', features: [pointFeature(now, { ...fix, past: true, nameZh, nameEn })] };
}

/**
 * Schematic wind circles around the position at the time shown, outermost first, each at the largest radius that the newest bulletin
 * gives for any quadrant. A bulletin older than 24 hours says nothing any more.
 */
export function windCircles(typhoon: Typhoon, at: Date): FeatureCollection<Polygon, { beaufort: 7 | 10 | 12; kilometers: number }> {
  const now = typhoonAt(typhoon.points, at);
  const radii = now ? windRadiiAt(typhoon.radii, at) : [];
  return {
    type: 'FeatureCollection',
    features: radii.map(({ beaufort, maxKm }) => ({
      type: 'Feature',
      properties: { beaufort, kilometers: maxKm },
      geometry: { type: 'Polygon', coordinates: [ringAround(positionOf(now!), maxKm)] },
    })),
  };
}

const bulletinHolds = 24 * 3600_000;

/** For each Beaufort force the newest bulletin that is not from after the time shown and not older than 24 hours. */
export function windRadiiAt(radii: readonly WindRadius[], at: Date): WindRadius[] {
  const newest = new Map<number, WindRadius>();
  for (const radius of radii) {
    const age = at.getTime() - Date.parse(radius.at);
    const known = newest.get(radius.beaufort);
    if (age >= 0 && age <= bulletinHolds && (!known || known.at < radius.at)) newest.set(radius.beaufort, radius);
  }
  return [...newest.values()].sort((a, b) => a.beaufort - b.beaufort);
}

function line(coordinates: [number, number][], past: boolean): Feature<LineString, TrackPart>[] {
  return coordinates.length > 1 ? [{ type: 'Feature', properties: { past }, geometry: { type: 'LineString', coordinates } }] : [];
}

function pointFeature<P>(point: Place, properties: P): Feature<Point, P> {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: positionOf(point) } };
}

function fixOf(point: TyphoonPoint): Omit<TrackPoint, 'past'> {
  return { at: point.at, class: point.class ?? '', wind: point.windMetersPerSecond, pressure: point.pressureHpa };
}

function positionOf({ lng, lat }: Place): [number, number] {
  return [lng, lat];
}
