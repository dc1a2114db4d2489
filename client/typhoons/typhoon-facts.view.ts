import type { Typhoon, TyphoonClass, TyphoonPoint, WindRadius } from '#contract/typhoons.ts';
import { distanceKilometers } from '#geo/distance-kilometers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { typhoonAt } from '#geo/typhoon-at.ts';
import { windRadiiAt } from './typhoon.layer.ts';

/** A typhoon as the city sees it at one time; null before its first and after its last fix. */
export interface TyphoonFacts {
  class: TyphoonClass | null;
  windMetersPerSecond: number;
  pressureHpa: number;
  /** From the city to the centre. */
  kilometers: number;
  radii: WindRadius[];
}

export function typhoonFacts({ points, radii }: Typhoon, at: Date, city: LngLat): TyphoonFacts | null {
  const position = typhoonAt(points, at);
  return (
    position && {
      class: points[position.passed]?.class ?? null,
      windMetersPerSecond: position.windMetersPerSecond,
      pressureHpa: position.pressureHpa,
      kilometers: distanceKilometers(city, [position.lng, position.lat]),
      radii: windRadiiAt(radii, at),
    }
  );
}

/** When and how near the centre comes to the city on its whole track. */
export interface NearestPass {
  at: Date;
  kilometers: number;
}

const stepMilliseconds = 10 * 60_000;

/**
 * The nearest that the interpolated track comes, looked at every ten minutes: a typhoon passes between its fixes, which are hours
 * apart. Null for a track without fixes.
 */
export function nearestPass(points: readonly TyphoonPoint[], city: LngLat): NearestPass | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  let best: NearestPass | null = null;
  for (let time = Date.parse(first.at); time <= Date.parse(last.at); time += stepMilliseconds) {
    const position = typhoonAt(points, new Date(time));
    const kilometers = position ? distanceKilometers(city, [position.lng, position.lat]) : Infinity;
    if (!best || kilometers < best.kilometers) best = { at: new Date(time), kilometers };
  }
  return best;
}
