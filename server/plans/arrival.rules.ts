import { distanceKilometers } from '#geo/distance-kilometers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { typhoonAt } from '#geo/typhoon-at.ts';
import type { TyphoonPoint, WindRadius } from '../contract/typhoons.ts';

/** What is coming. */
export interface Approach {
  /** Ascending; empty when no typhoon is followed. */
  track: readonly Omit<TyphoonPoint, 'class'>[];
  radii: readonly WindRadius[];
  /** When the warning says that it begins. */
  onset: Date | null;
  /** The incident's time. */
  now: Date;
}

/**
 * How far wind of Beaufort 7 reaches where no bulletin says it: a default (默认值) of ours, the size of a middling typhoon. It puts
 * townships in an order; nobody is told that it was measured.
 */
const assumedGaleKilometers = 200;
const stepMinutes = 10;

/**
 * When the hazard reaches each place: wind of Beaufort 7 of the incident's typhoon, as far as its track says what is still to come; else
 * the onset of the warning. Null where nobody knows.
 */
export function arrivals(places: readonly { areaCode: string; center: LngLat | null }[], approach: Approach): Map<string, Date | null> {
  const fixes = fixesAhead(approach);
  return new Map(
    places.map(({ areaCode, center }) => {
      const reached = center && fixes.find(({ at, galeKilometers }) => distanceKilometers(center, at) <= galeKilometers);
      return [areaCode, reached?.time ?? approach.onset];
    }),
  );
}

interface Fix {
  time: Date;
  at: LngLat;
  galeKilometers: number;
}

function fixesAhead({ track, radii, now }: Approach): Fix[] {
  const first = track[0];
  const last = track.at(-1);
  if (!first || !last) return [];
  const gales = radii.filter(({ beaufort }) => beaufort === 7);
  const fixes: Fix[] = [];
  const end = Date.parse(last.at);
  for (let time = Math.max(now.getTime(), Date.parse(first.at)); time <= end; time += stepMinutes * 60_000) {
    const at = typhoonAt(track, new Date(time));
    if (at) fixes.push({ time: new Date(time), at: [at.lng, at.lat], galeKilometers: galeAt(gales, time) });
  }
  return fixes;
}

/** As the newest bulletin until then says, or the first one after. */
function galeAt(gales: readonly WindRadius[], time: number): number {
  const newest = gales.findLast(({ at }) => Date.parse(at) <= time) ?? gales[0];
  return newest?.maxKm ?? assumedGaleKilometers;
}
