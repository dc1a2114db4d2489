import type { SearchHit } from '#contract/search.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { Places } from '../state/select.ts';
import { nameOf } from '../words/format.ts';

/** One line below the search box. */
export interface Suggestion {
  id: string;
  kind: SearchHit['kind'] | 'coordinates';
  name: string;
  /** What tells it apart from another of that name. */
  where: string;
  /** An area the map knows, else a position. */
  target: string | LngLat;
}

/** Where China lies: tells longitude from latitude in whichever order they were typed. */
const longitudes = { from: 73, to: 136 };
const latitudes = { from: 3, to: 54 };

/** Coordinates as typed (`120.9, 32.0`, `32.0N 120.9E`, full-width too), or null when the text is not a place in China. */
export function parseCoordinates(text: string): LngLat | null {
  const numbers = text
    .normalize('NFKC')
    .replace(/[°NSEW北南东西纬经]/gi, ' ')
    .trim()
    .split(/[\s,;、]+/);
  if (numbers.length !== 2 || numbers.some((part) => !/^\d{1,3}(\.\d+)?$/.test(part))) return null;
  const [first, second] = numbers.map(Number) as [number, number];
  if (isIn(first, longitudes) && isIn(second, latitudes)) return [first, second];
  return isIn(second, longitudes) && isIn(first, latitudes) ? [second, first] : null;
}

export function suggestions(hits: readonly SearchHit[], places: Places): Suggestion[] {
  return hits.flatMap((hit) => {
    const target = targetOf(hit, places);
    if (!target) return [];
    return [{ id: `${hit.kind} ${hit.id}`, kind: hit.kind, name: nameOf(hit), where: whereabouts(hit, places), target }];
  });
}

function targetOf(hit: SearchHit, places: Places): Suggestion['target'] | null {
  if (hit.kind === 'area' && places.has(hit.id)) return hit.id;
  return hit.lng === null || hit.lat === null ? null : [hit.lng, hit.lat];
}

/** The names of the areas around it, smallest last: `如东县 洋口镇`. */
function whereabouts(hit: SearchHit, places: Places): string {
  const names: string[] = [];
  let code = hit.kind === 'area' ? (places.get(hit.id)?.parentCode ?? hit.areaCode) : hit.areaCode;
  for (let place = code ? places.get(code) : undefined; place && place.level !== 'city'; place = code ? places.get(code) : undefined) {
    names.unshift(nameOf(place));
    code = place.parentCode;
  }
  return names.join(' ');
}

function isIn(value: number, { from, to }: { from: number; to: number }): boolean {
  return value >= from && value <= to;
}
