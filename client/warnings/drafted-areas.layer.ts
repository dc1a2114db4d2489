import type { Feature, FeatureCollection, MultiPolygon, Point } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Area, AreaCode } from '#contract/areas.ts';
import { warningLevels, type WarningLevel } from '#contract/warnings.ts';
import { outlineOf, type Boundaries } from '../cartography/boundaries.ts';
import { stripesImage } from '../cartography/icons.ts';
import { paletteOf, type Look } from '../cartography/look.ts';
import { levelFill } from '../cartography/palette.ts';
import type { Sketch } from './issuing.ts';

type Drafted = Pick<Sketch, 'areas' | 'level' | 'counts'> | null;

/** The outlines of the areas of a warning that is being written, in the colour of its level once that is chosen. */
export function draftedAreas(draft: Drafted, boundaries: Boundaries): FeatureCollection<MultiPolygon, { level: WarningLevel | 'none' }> {
  const codes = draft ? [...draft.areas] : [];
  const features = codes.flatMap((code): Feature<MultiPolygon, { level: WarningLevel | 'none' }>[] => {
    const geometry = outlineOf(code, boundaries);
    return geometry ? [{ type: 'Feature', properties: { level: draft?.level ?? 'none' }, geometry }] : [];
  });
  return { type: 'FeatureCollection', features };
}

/** How many would be called in each township, at its seat; those of a county or the city stand in the plan alone. */
export function draftedCounts(draft: Drafted, areas: readonly Area[]): FeatureCollection<Point, { code: AreaCode; people: number }> {
  const features = areas.flatMap(({ code, level, center }): Feature<Point, { code: AreaCode; people: number }>[] => {
    const people = draft?.counts.get(code);
    if (level !== 'township' || !center || people === undefined) return [];
    return [{ type: 'Feature', properties: { code, people }, geometry: { type: 'Point', coordinates: center } }];
  });
  return { type: 'FeatureCollection', features };
}

/** Hatched inside and outlined, with the number of people above: as what is not yet, and never mistaken for what is in force. */
export function draftedLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const byLevel = (value: (level: WarningLevel) => string, none: string): ExpressionSpecification =>
    ['match', ['get', 'level'], ...warningLevels.flatMap((level) => [level, value(level)]), none] as unknown as ExpressionSpecification;
  return [
    { id: 'drafted-hatch', type: 'fill', source: 'drafted', paint: { 'fill-pattern': byLevel(stripesImage, stripesImage('none')) } },
    {
      id: 'drafted-line',
      type: 'line',
      source: 'drafted',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': byLevel((level) => levelFill[level], color.accent),
        'line-width': ['interpolate', ['linear'], ['zoom'], 6, 1.4, 9, 2.4, 12, 3.4],
        'line-dasharray': [3, 1.5],
      },
    },
  ];
}

export function draftedCountLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  return [
    {
      id: 'drafted-counts',
      type: 'symbol',
      source: 'drafted-counts',
      minzoom: 7.5,
      layout: {
        'text-field': ['to-string', ['get', 'people']],
        'text-font': ['bold'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 8, 11, 11, 15],
        'symbol-sort-key': ['-', 0, ['get', 'people']],
      },
      paint: { 'text-color': color.text, 'text-halo-color': color.halo, 'text-halo-width': 1.8 },
    },
  ];
}
