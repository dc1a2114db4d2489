import { boundsOf, overlapsByDegrees, type Effort } from '#geo/overlaps-by-degrees.ts';
import type { Polygon } from '#geo/polygon.ts';
import type { AreaCode } from '../contract/areas.ts';
import type { Placement, WarningNote } from '../contract/warnings.ts';
import { ladderOf } from './area-codes.rules.ts';

/** What a message says about where. */
export interface Whereabouts {
  geocodes: readonly string[];
  polygons: readonly Polygon[];
  /** A polygon is a cautious stand-in for one that could not be read exactly. */
  rough: boolean;
  /** Outlines were left out that could not be read. */
  unread: boolean;
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
  notes: WarningNote[];
}

/** CAP positions may be cut to two decimals, about 1 km: an overlap no deeper than that is no sign that a township is meant. */
const roundingDegrees = 0.01;
/** What is kept of codes that no area answers to: every open map is sent them. */
const unknownAtMost = 100;
/** As much looking as a thread does in about a second; a circle over the whole city takes a fortieth of it. */
const effortOfMessage = 1_500_000;
/** Of it, what may go into finding out whether an outline is wide enough to be shrunk. */
const shrinkingShare = 0.2;

/**
 * Finds the areas of ours that a message means: by code, by outline, or by both together. Exact when all that it names was found as
 * it is named; coarse when something larger stands in for it; unplaced when nothing of ours is meant.
 */
export function placeWarning(where: Whereabouts, gazetteer: Gazetteer): Placed {
  const coded = where.geocodes.map((text) => ({ text, ...placeCode(text, gazetteer) }));
  const outlined = townshipsUnder(where.polygons, gazetteer.townships);
  const areas = outermost([...coded.flatMap(({ code }) => code ?? []), ...outlined.codes]);
  const coarse = coded.some((place) => place.coarse) || outlined.isGuess || where.unread || (where.rough && outlined.codes.length > 0);
  const unknown = [...new Set(coded.filter(({ code }) => code === null).map(({ text }) => text))];
  const retired = coded.filter(({ isRetired }) => isRetired);
  return {
    placement: areas.length === 0 ? 'unplaced' : coarse ? 'coarse' : 'exact',
    areas,
    unknownCodes: unknown.slice(0, unknownAtMost),
    notes: [
      ...retired.slice(0, unknownAtMost).map(({ text }): WarningNote => ({ code: 'retired-code', path: text })),
      ...(unknown.length > unknownAtMost ? [{ code: 'codes-left-out' as const, path: `${unknown.length - unknownAtMost}` }] : []),
      ...(outlined.isGuess ? [{ code: 'too-complex' as const, path: 'polygon' }] : []),
    ],
  };
}

/** The same without looking at outlines: every township in the box around one of them counts as meant. */
export function placeByBoxes(where: Whereabouts, gazetteer: Gazetteer): Placed {
  const near = gazetteer.townships.filter(({ boundary }) =>
    where.polygons.some((polygon) => boundary.some((cell) => areBoxesTogether(polygon, cell))),
  );
  const geocodes = [...where.geocodes, ...near.map(({ code }) => code)];
  const placed = placeWarning(
    { ...where, geocodes, polygons: [] },
    { ...gazetteer, known: new Set([...gazetteer.known, ...near.map(({ code }) => code)]) },
  );
  return {
    ...placed,
    placement: placed.areas.length === 0 ? 'unplaced' : 'coarse',
    notes: [...placed.notes, { code: 'too-complex', path: 'polygon' }],
  };
}

/** The box around all polygons, null when there are none. */
export function boundsOfAll(polygons: readonly Polygon[]): ReturnType<typeof boundsOf> | null {
  return polygons.length === 0 ? null : boundsOf([polygons.flatMap((polygon) => polygon[0] ?? [])]);
}

interface PlacedCode {
  code: AreaCode | null;
  coarse: boolean;
  isRetired: boolean;
}

function placeCode(text: string, { known, cities }: Gazetteer): PlacedCode {
  const ladder = ladderOf(text);
  const found = ladder.findIndex(({ code }) => known.has(code));
  const rung = ladder[found];
  if (rung) return { code: rung.code, coarse: found > 0, isRetired: rung.isSuccessor };
  // A warning for the whole province is one for our city in it.
  const city = ladder[0]?.code.endsWith('0000000000') ? cities.find((code) => code.startsWith(text.slice(0, 2))) : undefined;
  return { code: city ?? null, coarse: false, isRetired: false };
}

/** `isGuess`: looking took too long, so that all townships in the boxes around the rest of the outlines stand in for those that are meant. */
function townshipsUnder(polygons: readonly Polygon[], townships: Gazetteer['townships']): { codes: AreaCode[]; isGuess: boolean } {
  const effort: Effort = { left: effortOfMessage };
  const shrinking: Effort = { left: effortOfMessage * shrinkingShare };
  const shrunken = polygons.map((polygon) => ({
    polygon,
    depth: overlapsByDegrees(polygon, polygon, { depthDegrees: roundingDegrees, effort: shrinking }) ? roundingDegrees : 0,
  }));
  let isGuess = shrinking.left < 0;
  const isUnder = (boundary: readonly Polygon[]) =>
    shrunken.some(({ polygon, depth }) =>
      boundary.some((cell) => {
        const overlaps = overlapsByDegrees(polygon, cell, { depthDegrees: depth, effort });
        if (overlaps === null) isGuess = true;
        return overlaps ?? areBoxesTogether(polygon, cell);
      }),
    );
  return { codes: townships.filter(({ boundary }) => isUnder(boundary)).map(({ code }) => code), isGuess };
}

function areBoxesTogether(polygon: Polygon, cell: Polygon): boolean {
  const [a, b] = [boundsOf(polygon), boundsOf(cell)];
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

const digitsOfLevels = [4, 6, 9];

/** Drops what lies inside another of them; in order of their codes. */
function outermost(codes: readonly AreaCode[]): AreaCode[] {
  const distinct = new Set(codes);
  const isInside = (code: AreaCode) =>
    digitsOfLevels.some((digits) => {
      const above = code.slice(0, digits).padEnd(code.length, '0');
      return above !== code && distinct.has(above);
    });
  return [...distinct].filter((code) => !isInside(code)).sort();
}
