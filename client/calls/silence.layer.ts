import type { Feature, FeatureCollection, MultiPolygon, Point } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { areaPrefix, isCity, type Area, type AreaCode } from '#contract/areas.ts';
import type { Tally } from '#contract/calls.ts';
import { outlineOf, type Boundaries } from '../cartography/boundaries.ts';
import { opacityOf, paletteOf, visibility, type Look } from '../cartography/look.ts';
import { countyOf, silenceAge, silentShare } from '../state/select.ts';
import type { World } from '#contract/world.ts';
import { remembered } from '../ui/remembered.ts';
import { addTallies } from '#contract/tallies.ts';

/** How an area stands over all call-outs that are running. */
export interface Silence extends Tally {
  /** The shortest time in which a running call-out expects its answer. */
  answerWithinMinutes: number;
}

type Tallies = Pick<World, 'callOuts' | 'tallies'>;

const summed = remembered((callOuts: World['callOuts'], tallies: World['tallies']) => silenceByArea({ callOuts, tallies }));

/** The same of the world that is shown, summed once for all who ask between two changes. */
export function silencesIn({ callOuts, tallies }: Tallies): ReadonlyMap<AreaCode, Silence> {
  return summed(callOuts, tallies);
}

/** Sums the tallies of running call-outs by tally area. */
export function silenceByArea({ callOuts, tallies }: Tallies): Map<AreaCode, Silence> {
  const areas = new Map<AreaCode, Silence>();
  for (const { id, state, answerWithinMinutes } of callOuts.values()) {
    if (state !== 'running') continue;
    for (const [code, tally] of tallies.get(id) ?? []) areas.set(code, sum(areas.get(code), { ...tally, answerWithinMinutes }));
  }
  return areas;
}

/** The same for each county, with all that lies below it. */
export function silenceByCounty(areas: ReadonlyMap<AreaCode, Silence>, places: readonly Area[]): Map<AreaCode, Silence> {
  const byCode = new Map(places.map((place) => [place.code, place]));
  const counties = new Map<AreaCode, Silence>();
  for (const [code, silence] of areas) {
    const county = countyOf(code, byCode);
    if (!isCity(county)) counties.set(county, sum(counties.get(county), silence));
  }
  return counties;
}

function sum(a: Silence | undefined, b: Silence): Silence {
  if (!a) return b;
  return { ...addTallies(a, b), answerWithinMinutes: Math.min(a.answerWithinMinutes, b.answerWithinMinutes) };
}

/**
 * How opaque the red of a township is, from the share of silent people on which it begins: a scale of a few steps can be read back from
 * the map, a sliding one cannot. Nobody silent: no red.
 */
export const silenceSteps: readonly { from: number; opacity: number }[] = [
  { from: 0, opacity: 0.1 },
  { from: 0.05, opacity: 0.2 },
  { from: 0.1, opacity: 0.32 },
  { from: 0.2, opacity: 0.46 },
  { from: 0.35, opacity: 0.62 },
];

/** Townships with silent calls, to be shaded by the share of those who owe an answer. */
export function silentAreas(
  silences: ReadonlyMap<AreaCode, Silence>,
  boundaries: Boundaries,
): FeatureCollection<MultiPolygon, { code: AreaCode; share: number }> {
  const features = [...silences].flatMap(([code, silence]): Feature<MultiPolygon, { code: AreaCode; share: number }>[] => {
    const share = silentShare(silence) ?? 0;
    // A county's own posts are few: shading the county for them would drown its townships.
    const outline = share > 0 && areaPrefix(code).length === 9 ? outlineOf(code, boundaries) : undefined;
    return outline ? [{ type: 'Feature', properties: { code, share }, geometry: outline }] : [];
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
    const overdue = (silenceAge(silence, at) ?? 0) >= silence.answerWithinMinutes * 60_000;
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
        'fill-color': paletteOf(look).silenceFill,
        'fill-opacity': ['*', silenceOpacity, (look.theme === 'dark' ? 1 : 1.07) * opacityOf(look, 'silence')],
      },
    },
  ];
}

const silenceOpacity: ExpressionSpecification = [
  'step',
  ['get', 'share'],
  silenceSteps[0]!.opacity,
  ...silenceSteps.slice(1).flatMap(({ from, opacity }) => [from, opacity]),
] as unknown as ExpressionSpecification;

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
