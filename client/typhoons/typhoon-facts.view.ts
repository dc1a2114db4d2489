import type { Typhoon, TyphoonClass, WindRadius } from '#contract/typhoons.ts';
import { distanceKilometers } from '#geo/distance-kilometers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { typhoonAt } from '#geo/typhoon-at.ts';
import { windRadiiAt } from './typhoon.layer.ts';

/** A typhoon as the city sees it at one time. */
export interface TyphoonFacts {
  /** Null before its first and after its last fix. */
  now: { class: TyphoonClass | null; windMetersPerSecond: number; pressureHpa: number; kilometers: number; radii: WindRadius[] } | null;
  /** The fix of the whole track that comes nearest; null for a track without fixes. */
  nearest: { at: string; kilometers: number } | null;
}

export function typhoonFacts({ points, radii }: Typhoon, at: Date, city: LngLat): TyphoonFacts {
  const position = typhoonAt(points, at);
  const distances = points.map((point) => ({ at: point.at, kilometers: distanceKilometers(city, [point.lng, point.lat]) }));
  return {
    now: position && {
      class: points[position.passed]?.class ?? null,
      windMetersPerSecond: position.windMetersPerSecond,
      pressureHpa: position.pressureHpa,
      kilometers: distanceKilometers(city, [position.lng, position.lat]),
      radii: windRadiiAt(radii, at),
    },
    nearest: distances.length > 0 ? distances.reduce((best, each) => (each.kilometers < best.kilometers ? each : best)) : null,
  };
}
