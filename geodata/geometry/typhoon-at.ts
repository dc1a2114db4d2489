/** One fix of a track. */
export interface TrackPoint {
  /** ISO 8601 with offset. */
  at: string;
  lng: number;
  lat: number;
  pressureHpa: number;
  windMetersPerSecond: number;
}

/** Where a typhoon is between two fixes: on the line a map draws between them, by the share of the time that has passed. */
export interface TyphoonPosition {
  lng: number;
  lat: number;
  pressureHpa: number;
  windMetersPerSecond: number;
  /** Index of the last fix at or before the moment: what is drawn as passed. */
  passed: number;
}

/**
 * The typhoon at a moment; null before the first fix and after the last one, where nobody knows.
 *
 * @param points ascending by time
 */
export function typhoonAt(points: readonly TrackPoint[], at: Date): TyphoonPosition | null {
  const passed = lastAtOrBefore(points, at.getTime());
  const from = points[passed];
  if (!from) return null;
  const to = points[passed + 1];
  if (!to) return Date.parse(from.at) === at.getTime() ? { ...between(from, from, 0), passed } : null;
  const share = (at.getTime() - Date.parse(from.at)) / (Date.parse(to.at) - Date.parse(from.at));
  return { ...between(from, to, share), passed };
}

function lastAtOrBefore(points: readonly TrackPoint[], time: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Date.parse(points[middle]!.at) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function between(from: TrackPoint, to: TrackPoint, share: number): Omit<TyphoonPosition, 'passed'> {
  return {
    lng: wrapped(from.lng + wrapped(to.lng - from.lng) * share),
    lat: from.lat + (to.lat - from.lat) * share,
    pressureHpa: from.pressureHpa + (to.pressureHpa - from.pressureHpa) * share,
    windMetersPerSecond: from.windMetersPerSecond + (to.windMetersPerSecond - from.windMetersPerSecond) * share,
  };
}

/** Into -180 to 180, from at most one turn off: a track that crosses the antimeridian takes the short way. */
function wrapped(degrees: number): number {
  if (degrees > 180) return degrees - 360;
  return degrees < -180 ? degrees + 360 : degrees;
}
