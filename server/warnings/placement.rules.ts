import { boundsOf, overlapsByDegrees } from '#geo/overlaps-by-degrees.ts';
import type { Polygon } from '#geo/polygon.ts';
import { isWithin, type AreaCode } from '../contract/areas.ts';
import type { Placement } from '../contract/warnings.ts';

/** What a message says about where. */
export interface Whereabouts {
  geocodes: readonly string[];
  polygons: readonly Polygon[];
  /** A polygon is a cautious stand-in for one that could not be read exactly. */
  rough: boolean;
}

/** What we know of the ground it speaks of. */
export interface Gazetteer {
  known: ReadonlySet<AreaCode>;
  cities: readonly AreaCode[];
  /** Townships near the polygons. */
  townships: readonly { code: AreaCode; boundary: readonly Polygon[] }[];
}

export interface Placed {
  placement: Placement;
  areas: AreaCode[];
  unknownCodes: string[];
}

/** CAP positions may be cut to two decimals, about 1 km: an overlap no deeper than that is no sign that a township is meant. */
const roundingDegrees = 0.01;

/**
 * Finds the areas of ours that a message means: by code, by outline, or by both together. Exact when all that it names was found as
 * it is named; coarse when something larger stands in for it; unplaced when nothing of ours is meant.
 */
export function placeWarning(where: Whereabouts, gazetteer: Gazetteer): Placed {
  const coded = where.geocodes.map((text) => ({ text, ...placeCode(text, gazetteer) }));
  const outlined = townshipsUnder(where.polygons, gazetteer.townships);
  const areas = outermost([...coded.flatMap(({ code }) => code ?? []), ...outlined]);
  const coarse = coded.some((place) => place.coarse) || (where.rough && outlined.length > 0);
  return {
    placement: areas.length === 0 ? 'unplaced' : coarse ? 'coarse' : 'exact',
    areas,
    unknownCodes: [...new Set(coded.filter(({ code }) => code === null).map(({ text }) => text))],
  };
}

/** Every code that the geocodes could be placed under: themselves, their township and their county. */
export function candidateCodes(geocodes: readonly string[]): AreaCode[] {
  return [...new Set(geocodes.flatMap((text) => ladderOf(text)))];
}

/** The box around all polygons, null when there are none. */
export function boundsOfAll(polygons: readonly Polygon[]): ReturnType<typeof boundsOf> | null {
  return polygons.length === 0 ? null : boundsOf([polygons.flatMap((polygon) => polygon[0] ?? [])]);
}

function placeCode(text: string, { known, cities }: Gazetteer): { code: AreaCode | null; coarse: boolean } {
  const ladder = ladderOf(text);
  const found = ladder.findIndex((code) => known.has(code));
  if (found >= 0) return { code: ladder[found]!, coarse: found > 0 };
  // A warning for the whole province is one for our city in it.
  const city = ladder[0]?.endsWith('0000000000') ? cities.find((code) => code.startsWith(text.slice(0, 2))) : undefined;
  return { code: city ?? null, coarse: false };
}

/**
 * A code and what it may fall back to, nearest first, never further than the county. National codes have 6, 9 or 12 digits; codes of
 * other systems find no area and are kept as unknown.
 */
function ladderOf(text: string): AreaCode[] {
  if (!/^([0-9]{6}|[0-9]{9}|[0-9]{12})$/.test(text)) return [];
  const code = text.padEnd(12, '0');
  const isBelowCity = code.slice(4, 6) !== '00';
  const wider = isBelowCity ? [code.slice(0, 9).padEnd(12, '0'), code.slice(0, 6).padEnd(12, '0')] : [];
  return [...new Set([code, ...wider])];
}

function townshipsUnder(polygons: readonly Polygon[], townships: Gazetteer['townships']): AreaCode[] {
  const shrunken = polygons.map((polygon) => ({
    polygon,
    depth: overlapsByDegrees(polygon, polygon, roundingDegrees) ? roundingDegrees : 0,
  }));
  return townships
    .filter(({ boundary }) => shrunken.some(({ polygon, depth }) => boundary.some((cell) => overlapsByDegrees(polygon, cell, depth))))
    .map(({ code }) => code);
}

/** Drops what lies inside another of them; in order of their codes. */
function outermost(codes: readonly AreaCode[]): AreaCode[] {
  const distinct = [...new Set(codes)].sort();
  return distinct.filter((code) => !distinct.some((other) => other !== code && isWithin(code, other)));
}
