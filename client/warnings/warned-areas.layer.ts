import type { Feature, FeatureCollection, MultiPolygon, Point } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Area, AreaCode } from '#contract/areas.ts';
import { warningLevels, type Warning, type WarningLevel } from '#contract/warnings.ts';
import { outlineOf, type Boundaries } from '../cartography/boundaries.ts';
import { hatchImage, levelIcon } from '../cartography/icons.ts';
import { opacityOf, visibility, type Look } from '../cartography/look.ts';
import { levelFill } from '../cartography/palette.ts';
import type { World } from '#contract/world.ts';

interface WarnedArea {
  warningId: string;
  level: WarningLevel;
  /** Higher is drawn above lower. */
  rank: number;
  /** False when the message was placed by its county for want of a better match. */
  exact: boolean;
}

/** What every warning in force covers: its own polygons when the message has them, else the outlines of the areas it names. */
export function warnedAreas(warnings: World['warnings'], boundaries: Boundaries): FeatureCollection<MultiPolygon, WarnedArea> {
  return { type: 'FeatureCollection', features: inForce(warnings).flatMap((warning) => outlinesOf(warning, boundaries)) };
}

/** One badge for each county or township named by a warning in force, of the highest level there; a city's stands in each county. */
export function warnedBadges(
  warnings: World['warnings'],
  areas: readonly Area[],
): FeatureCollection<Point, { code: AreaCode; level: WarningLevel }> {
  const levels = highestLevels(warnings);
  const features = areas.flatMap(
    ({ code, parentCode, level: areaLevel, center }): Feature<Point, { code: AreaCode; level: WarningLevel }>[] => {
      const cityWide = areaLevel === 'county' && parentCode !== null ? levels.get(parentCode) : undefined;
      const level = highest(levels.get(code), cityWide);
      if (!level || !center || areaLevel === 'city') return [];
      return [{ type: 'Feature', properties: { code, level }, geometry: { type: 'Point', coordinates: center } }];
    },
  );
  return { type: 'FeatureCollection', features };
}

function highest(a: WarningLevel | undefined, b: WarningLevel | undefined): WarningLevel | undefined {
  if (!a || !b) return a ?? b;
  return rankOf(a) >= rankOf(b) ? a : b;
}

/** The highest level in force by the code that a warning names. */
function highestLevels(warnings: World['warnings']): ReadonlyMap<AreaCode, WarningLevel> {
  return new Map(inForce(warnings).flatMap((warning) => warning.areas.map((code) => [code, warning.level] as const)));
}

/** Lowest level first, so that whatever comes later overrides. */
function inForce(warnings: World['warnings']): Warning[] {
  return [...warnings.values()].filter((warning) => warning.state === 'inForce').sort((a, b) => rankOf(a.level) - rankOf(b.level));
}

function outlinesOf(warning: Warning, boundaries: Boundaries): Feature<MultiPolygon, WarnedArea>[] {
  const properties = { warningId: warning.id, level: warning.level, rank: rankOf(warning.level), exact: warning.placement === 'exact' };
  const own: MultiPolygon[] = warning.polygons.length > 0 ? [{ type: 'MultiPolygon', coordinates: warning.polygons }] : [];
  const named = warning.areas.flatMap((code) => outlineOf(code, boundaries) ?? []);
  return (own.length > 0 ? own : named).map((geometry) => ({ type: 'Feature', properties, geometry }));
}

function rankOf(level: WarningLevel): number {
  return warningLevels.indexOf(level);
}

const levelColor = byLevel((level) => levelFill[level]);

/** What a pointer meets within a warned area. It is not seen: a tint would mix with the red of silence, and neither could be read. */
export function warnedFillLayers(look: Look): LayerSpecification[] {
  return [
    {
      id: 'warned-fill',
      type: 'fill',
      source: 'warned',
      layout: { ...visibility(look, 'warnings'), 'fill-sort-key': ['get', 'rank'] },
      paint: { 'fill-color': levelColor, 'fill-opacity': 0 },
    },
  ];
}

/** Pixels at the zoom at which the city fills the map: the graver, the heavier. */
const outlinePixels: Record<WarningLevel, number> = { red: 2.3, orange: 1.4, yellow: 0.9, blue: 0.9 };
const hatchPixels: Record<WarningLevel, number> = { red: 10, orange: 5.5, yellow: 3.5, blue: 3.5 };

/** A band of hatching along the inside of the edge, each level with its own: it stays legible under the shade of silence. */
export function warnedHatchLayers(look: Look): LayerSpecification[] {
  const width = byLevel((level) => hatchPixels[level]);
  return [
    {
      id: 'warned-hatch',
      type: 'line',
      source: 'warned-hatch',
      layout: { ...visibility(look, 'warnings'), 'line-sort-key': ['get', 'rank'], 'line-join': 'round' },
      paint: {
        'line-pattern': byLevel(hatchImage),
        'line-width': grown(width),
        // To the inside of a ring, half of its own width.
        'line-offset': grown(['/', width, 2]),
        'line-opacity': opacityOf(look, 'warnings'),
      },
    },
  ];
}

function byLevel(value: (level: WarningLevel) => string | number): ExpressionSpecification {
  return ['match', ['get', 'level'], 'red', value('red'), 'orange', value('orange'), 'yellow', value('yellow'), value('blue')];
}

function grown(pixels: ExpressionSpecification): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 6, ['*', 0.6, pixels], 8.2, pixels, 12, ['*', 1.5, pixels]];
}

/** Outlines above the county lines: dashed where the place of the message is coarse. */
export function warnedLineLayers(look: Look): LayerSpecification[] {
  const line = (exact: boolean): LayerSpecification => ({
    id: exact ? 'warned-line' : 'warned-line-coarse',
    type: 'line',
    source: 'warned',
    filter: ['==', ['get', 'exact'], exact],
    layout: { ...visibility(look, 'warnings'), 'line-sort-key': ['get', 'rank'], 'line-join': 'round' },
    paint: {
      'line-color': levelColor,
      'line-width': grown(byLevel((level) => outlinePixels[level])),
      'line-opacity': opacityOf(look, 'warnings'),
      ...(exact ? {} : { 'line-dasharray': [3, 2] }),
    },
  });
  return [line(true), line(false)];
}

/** The level's shape and character above the name of the area. */
export function warnedBadgeLayers(look: Look): LayerSpecification[] {
  return [
    {
      id: 'warned-badges',
      type: 'symbol',
      source: 'warned-badges',
      minzoom: 6.5,
      layout: {
        ...visibility(look, 'warnings'),
        'icon-image': byLevel((level) => levelIcon(level, look.locale)),
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.8, 10, 1.2],
        'icon-offset': [0, -24],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': opacityOf(look, 'warnings') },
    },
  ];
}
