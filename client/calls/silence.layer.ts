import type { Feature, FeatureCollection, MultiPolygon, Point } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { areaPrefix, type Area, type AreaCode } from '#contract/areas.ts';
import { outlineOf, type Boundaries } from '../map/boundaries.ts';
import { opacityOf, paletteOf, visibility, type Look } from '../map/look.ts';
import type { World } from '../state/world.ts';

/** How an area stands over all call-outs that are running. */
export interface Silence {
  total: number;
  silent: number;
  escalated: number;
  /** Ladder spent: somebody has to go to the door. */
  unroused: number;
  /** Of them the households. */
  unrousedHouseholds: number;
  /** When the longest silent call was first called, epoch milliseconds; Infinity when nobody is silent. */
  since: number;
  /** The shortest time in which a running call-out expects its answer. */
  answerWithinMinutes: number;
}

type Tallies = Pick<World, 'callOuts' | 'tallies'>;

/** Sums the tallies of running call-outs by tally area. */
export function silenceByArea({ callOuts, tallies }: Tallies): Map<AreaCode, Silence> {
  const areas = new Map<AreaCode, Silence>();
  for (const callOut of callOuts.values()) {
    if (callOut.state !== 'running') continue;
    for (const [code, tally] of tallies.get(callOut.id) ?? []) {
      const since = tally.silentSince ? Date.parse(tally.silentSince) : Infinity;
      areas.set(code, sum(areas.get(code), { ...tally, since, answerWithinMinutes: callOut.answerWithinMinutes }));
    }
  }
  return areas;
}

/** The same for each county, with all that lies below it. */
export function silenceByCounty(areas: ReadonlyMap<AreaCode, Silence>): Map<AreaCode, Silence> {
  const counties = new Map<AreaCode, Silence>();
  for (const [code, silence] of areas) {
    const county = `${code.slice(0, 6)}000000`;
    if (areaPrefix(county).length === 6) counties.set(county, sum(counties.get(county), silence));
  }
  return counties;
}

function sum(a: Silence | undefined, b: Silence): Silence {
  const { total, silent, escalated, unroused, unrousedHouseholds, since, answerWithinMinutes } = b;
  if (!a) return { total, silent, escalated, unroused, unrousedHouseholds, since, answerWithinMinutes };
  return {
    total: a.total + total,
    silent: a.silent + silent,
    escalated: a.escalated + escalated,
    unroused: a.unroused + unroused,
    unrousedHouseholds: a.unrousedHouseholds + unrousedHouseholds,
    since: Math.min(a.since, since),
    answerWithinMinutes: Math.min(a.answerWithinMinutes, answerWithinMinutes),
  };
}

/**
 * How red a silent area is, 0 to 1: the share that still owes an answer, at 40 % of its weight when just called and at its full
 * weight once the time to answer has passed. A design choice, not a regulation.
 */
export function heatOf(silence: Silence, at: Date): number {
  if (silence.silent === 0 || silence.total === 0) return 0;
  const ageMinutes = Math.max(0, (at.getTime() - silence.since) / 60_000);
  return (silence.silent / silence.total) * (0.4 + 0.6 * Math.min(1, ageMinutes / silence.answerWithinMinutes));
}

/** Townships with silent calls, to be shaded. */
export function silentAreas(
  silences: ReadonlyMap<AreaCode, Silence>,
  boundaries: Boundaries,
  at: Date,
): FeatureCollection<MultiPolygon, { code: AreaCode; heat: number }> {
  const features = [...silences].flatMap(([code, silence]): Feature<MultiPolygon, { code: AreaCode; heat: number }>[] => {
    const heat = heatOf(silence, at);
    // A county's own posts are few: shading the county for them would drown its townships.
    const outline = heat > 0 && areaPrefix(code).length === 9 ? outlineOf(code, boundaries) : undefined;
    return outline ? [{ type: 'Feature', properties: { code, heat }, geometry: outline }] : [];
  });
  return { type: 'FeatureCollection', features };
}

export interface SilentCount {
  code: AreaCode;
  silent: number;
  /** Of them the households that nobody could rouse: at so many doors somebody has to knock. */
  doors: number;
  /** Of them the posts whose holder nobody could rouse. */
  posts: number;
  /** Whether the time to answer has passed for the longest silent call. */
  overdue: boolean;
}

/** How many are silent, at the centre of their area. */
export function silentCounts(
  silences: ReadonlyMap<AreaCode, Silence>,
  areas: readonly Area[],
  at: Date,
): FeatureCollection<Point, SilentCount> {
  const features = areas.flatMap(({ code, center }): Feature<Point, SilentCount>[] => {
    const silence = silences.get(code);
    if (!silence || silence.silent === 0 || !center || areaPrefix(code).length !== 9) return [];
    const overdue = at.getTime() - silence.since >= silence.answerWithinMinutes * 60_000;
    const { silent, unroused, unrousedHouseholds: doors } = silence;
    const properties = { code, silent, doors, posts: unroused - doors, overdue };
    return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: center } }];
  });
  return { type: 'FeatureCollection', features };
}

export function silenceFillLayers(look: Look): LayerSpecification[] {
  return [
    {
      id: 'silence-fill',
      type: 'fill',
      source: 'silence',
      layout: visibility(look, 'silence'),
      paint: {
        'fill-color': paletteOf(look).silent,
        'fill-opacity': ['*', ['get', 'heat'], (look.theme === 'dark' ? 0.48 : 0.36) * opacityOf(look, 'silence')],
      },
    },
  ];
}

/** From here on each township carries its count; below it the counties' labels say the share. */
const countsFromZoom = 7.4;

export function silenceCountLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const opacity = opacityOf(look, 'silence');
  return [
    {
      id: 'silence-circles',
      type: 'circle',
      source: 'silence-counts',
      minzoom: countsFromZoom,
      layout: { ...visibility(look, 'silence'), 'circle-sort-key': ['get', 'silent'] },
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], countsFromZoom, countRadius(0.6), 9, countRadius(1)],
        'circle-color': color.silentDisc,
        'circle-opacity': 0.86 * opacity,
        'circle-stroke-color': ['case', ['get', 'overdue'], color.silentRim, color.silent],
        'circle-stroke-width': ['case', ['get', 'overdue'], 1.8, 1],
        'circle-stroke-opacity': opacity,
      },
    },
    {
      id: 'silence-numbers',
      type: 'symbol',
      source: 'silence-counts',
      minzoom: countsFromZoom,
      layout: {
        ...visibility(look, 'silence'),
        'text-field': ['to-string', ['get', 'silent']],
        'text-font': ['bold'],
        'text-size': ['interpolate', ['linear'], ['zoom'], countsFromZoom, countSize(0.8), 9, countSize(1)],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': '#ffffff', 'text-opacity': opacity },
    },
    unrousedLayer(look, 'doors'),
    unrousedLayer(look, 'posts'),
  ];
}

/** Above the disc to the right a door, below it a person, and beside each how many of them could not be roused. */
function unrousedLayer(look: Look, what: 'doors' | 'posts'): LayerSpecification {
  const color = paletteOf(look);
  const opacity = opacityOf(look, 'silence');
  const side = what === 'doors' ? -1 : 1;
  return {
    id: `silence-${what}`,
    type: 'symbol',
    source: 'silence-counts',
    minzoom: countsFromZoom,
    filter: ['>', ['get', what], 0],
    layout: {
      ...visibility(look, 'silence'),
      'icon-image': `unroused/${what}/${look.theme}`,
      'icon-size': 0.7,
      'icon-offset': [28, side * 16],
      // Where they are too close to be read, the greatest counts are shown.
      'symbol-sort-key': ['-', 0, ['get', what]],
      'text-field': ['to-string', ['get', what]],
      'text-font': ['bold'],
      'text-size': 12,
      'text-anchor': 'left',
      'text-offset': [2.25, side * 0.95],
    },
    paint: {
      'text-color': color.text,
      'text-halo-color': color.halo,
      'text-halo-width': 1.6,
      'icon-opacity': opacity,
      'text-opacity': opacity,
    },
  };
}

/** Grows with the square root of the count: areas compare, not radii. */
function countRadius(scale: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['sqrt', ['get', 'silent']], 1, 6.5 * scale, 3, 9 * scale, 6, 13 * scale, 12, 19 * scale];
}

function countSize(scale: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['sqrt', ['get', 'silent']], 1, 9.5 * scale, 3, 11 * scale, 8, 13 * scale];
}
