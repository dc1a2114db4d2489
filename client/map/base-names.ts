import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { nameProperty, paletteOf, type Look } from '../cartography/look.ts';
import { fading } from './basemap.ts';

interface Names {
  id: string;
  kinds: readonly string[];
  size: number;
  color: string;
  halo: number;
  layout?: SymbolLayerSpecification['layout'];
}

/**
 * Names of what lies around: cities and counties beside us, seas, islands, shoals, ports. Below the names of the city's own townships, to
 * which they give way; each from the zoom that its rank has earned.
 */
export function placeNameLayers(look: Look): LayerSpecification[] {
  const { soft, seaText, shoalText } = paletteOf(look);
  const names: readonly Names[] = [
    { id: 'names-shoals', kinds: ['shoal', 'mouth', 'cape', 'peak', 'strait'], size: 11.5, color: shoalText, halo: 0 },
    { id: 'names-ports', kinds: ['port', 'airport', 'town'], size: 11.5, color: soft, halo: 2 },
    { id: 'names-islands', kinds: ['island', 'lake'], size: 12, color: soft, halo: 2 },
    { id: 'names-counties', kinds: ['county'], size: 12.5, color: soft, halo: 2 },
    { id: 'names-cities', kinds: ['city'], size: 14, color: soft, halo: 2, layout: { 'text-font': ['bold'] } },
    { id: 'names-seas', kinds: ['sea'], size: 18, color: seaText, halo: 0, layout: { 'text-letter-spacing': 0.5 } },
  ];
  return names.map((each) => placeNames(look, each));
}

function placeNames(look: Look, { id, kinds, size, color, halo, layout }: Names): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'places',
    filter: ['all', ['in', ['get', 'kind'], ['literal', [...kinds]]], ['>=', ['zoom'], ['floor', ['get', 'minzoom']]]],
    layout: {
      'text-field': ['get', nameProperty(look)],
      'text-font': ['regular'],
      'text-size': size,
      'text-padding': 6,
      'text-max-width': 8,
      'symbol-sort-key': ['get', 'rank'],
      ...layout,
    },
    paint: { 'text-color': color, 'text-halo-color': paletteOf(look).halo, 'text-halo-width': halo },
  };
}

/** Along their water: the Yangtze and its arms spaced wide, canals small; roads by their number in a box. */
export function lineNameLayers(look: Look): LayerSpecification[] {
  const { river, canalText } = { river: paletteOf(look).seaText, canalText: paletteOf(look).canalText };
  return [
    along(look, {
      id: 'names-canals',
      filter: ['!=', ['get', 'kind'], 'label_line'],
      minzoom: 9,
      size: 11,
      color: canalText,
      spacing: 0.15,
    }),
    along(look, { id: 'names-yangtze', filter: ['==', ['get', 'kind'], 'label_line'], minzoom: 7, size: 16, color: river, spacing: 0.7 }),
    {
      id: 'names-roads',
      type: 'symbol',
      source: 'ways',
      minzoom: 8,
      maxzoom: 14,
      filter: ['all', ['has', 'ref'], ['==', ['get', 'kind'], 'expressway']],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 380,
        'text-field': ['get', 'ref'],
        'text-font': ['bold'],
        'text-size': 10,
        'text-rotation-alignment': 'viewport',
        'text-padding': 8,
      },
      paint: {
        'text-color': paletteOf(look).soft,
        'text-halo-color': paletteOf(look).road,
        'text-halo-width': 3,
        'text-opacity': fading(1),
      },
    },
  ];
}

interface Along {
  id: string;
  filter: ExpressionSpecification;
  minzoom: number;
  size: number;
  color: string;
  spacing: number;
}

function along(look: Look, { id, filter, minzoom, size, color, spacing }: Along): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'waterways',
    minzoom,
    maxzoom: 14,
    filter,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 260,
      'text-field': ['get', nameProperty(look)],
      'text-font': ['regular'],
      'text-size': size,
      'text-letter-spacing': spacing,
      'text-max-angle': 35,
      'text-padding': 4,
    },
    paint: { 'text-color': color, 'text-halo-color': paletteOf(look).water, 'text-halo-width': 1.2 },
  };
}
