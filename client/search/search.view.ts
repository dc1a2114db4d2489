import type { RegisterLayerId } from '#contract/layers.ts';
import type { SearchHit } from '#contract/search.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { Picked } from '../cartography/pick.ts';
import type { Places } from '../state/select.ts';
import { nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';

/** One line below the search box. */
export interface Suggestion {
  id: string;
  kind: SearchHit['kind'] | 'coordinates';
  name: string;
  /** What tells it apart from another of that name. */
  where: string;
  /** An area the map knows, else a position. */
  target: string | LngLat;
  /** The card that it opens there. */
  card: Picked;
}

/** Which register holds what was found. */
const layerOf: Record<Exclude<SearchHit['kind'], 'area'>, RegisterLayerId> = {
  shelter: 'shelters',
  supplyPoint: 'supplyPoints',
  team: 'teams',
  enterprise: 'enterprises',
};

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
    const lngLat = typeof target === 'string' ? places.get(target)?.center : target;
    if (!target || !lngLat) return [];
    const card = cardOf(hit, lngLat);
    return [
      {
        id: `${hit.kind} ${hit.id}`,
        kind: hit.kind,
        name: nameOf(hit),
        where: [former(hit), whereabouts(hit, places)].filter(Boolean).join(' '),
        target,
        card,
      },
    ];
  });
}

function former(hit: SearchHit): string {
  return hit.former ? say('search/former', { name: nameOf(hit.former) }) : '';
}

export function coordinatesSuggestion(lngLat: LngLat): Suggestion {
  const card: Picked = { kind: 'place', lngLat };
  return { id: 'coordinates', kind: 'coordinates', name: lngLat.join(', '), where: '', target: lngLat, card };
}

function cardOf(hit: SearchHit, lngLat: LngLat): Picked {
  const { kind, id, nameZh, nameEn } = hit;
  if (kind === 'area') return { kind: 'area', code: id, name: { nameZh, nameEn }, lngLat };
  return { kind: 'records', layerId: layerOf[kind], ids: [Number(id)], properties: {}, lngLat };
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
