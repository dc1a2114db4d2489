import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import coastDetailUrl from '../../geodata/layers/basemap/coast-detail.json?url';
import coastUrl from '../../geodata/layers/basemap/coast.json?url';
import landCityUrl from '../../geodata/layers/basemap/land-city.json?url';
import landLocalDetailUrl from '../../geodata/layers/basemap/land-local-detail.json?url';
import landLocalUrl from '../../geodata/layers/basemap/land-local.json?url';
import landOceanUrl from '../../geodata/layers/basemap/land-ocean.json?url';
import placesUrl from '../../geodata/layers/basemap/places.json?url';
import seaBandsUrl from '../../geodata/layers/basemap/sea-bands.json?url';
import waterUrl from '../../geodata/layers/basemap/water.json?url';
import waterwaysUrl from '../../geodata/layers/basemap/waterways.json?url';
import waysUrl from '../../geodata/layers/basemap/ways.json?url';
import { paletteOf, type Look } from '../cartography/look.ts';
import { graticule } from './graticule.ts';

const file = (data: string, maxzoom: number): SourceSpecification => ({ type: 'geojson', data, maxzoom });

/** Files served by ourselves: no outside request, no glyph server, no sprite. */
export const basemapSources: Record<string, SourceSpecification> = {
  'land-ocean': file(landOceanUrl, 8),
  'land-local': file(landLocalUrl, 9),
  'land-local-detail': file(landLocalDetailUrl, 12),
  'land-city': file(landCityUrl, 12),
  'sea-bands': file(seaBandsUrl, 10),
  coast: file(coastUrl, 9),
  'coast-detail': file(coastDetailUrl, 12),
  water: file(waterUrl, 12),
  waterways: file(waterwaysUrl, 12),
  ways: file(waysUrl, 12),
  places: { type: 'geojson', data: placesUrl },
  graticule: { type: 'geojson', data: graticule() },
};

/** From here on the detailed shore takes the place of the coarse one. */
const detailZoom = 9;

/** Sea with its bands along the coast, land from far to near, rivers and lakes. Drawn first. */
export function groundLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const fill = (id: string, paint: string | ExpressionSpecification, zooms: { minzoom?: number; maxzoom?: number } = {}) =>
    ({
      id,
      type: 'fill',
      source: id,
      ...zooms,
      paint: { 'fill-color': paint, 'fill-antialias': false },
    }) satisfies LayerSpecification;
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': color.sea } },
    fill('sea-bands', ['match', ['get', 'band'], 1, color.seaBand1, 2, color.seaBand2, 3, color.seaBand3, color.seaBand4], {
      minzoom: 5.5,
    }),
    {
      id: 'graticule',
      type: 'line',
      source: 'graticule',
      maxzoom: 7,
      paint: { 'line-color': color.graticule, 'line-width': 0.8 },
    },
    fill('land-ocean', color.mainland),
    fill('land-local', color.mainland, { maxzoom: detailZoom }),
    fill('land-local-detail', color.mainland, { minzoom: detailZoom }),
    fill('land-city', color.land, { minzoom: 5 }),
    { ...fill('water', color.water, { minzoom: 5.5 }), filter: ['match', ['get', 'kind'], ['river', 'lake'], true, false] },
  ];
}

/** Pixels at zoom 6, 8, 10 and 12, straight between them. */
export function widths(...[at6, at8, at10, at12]: [number, number, number, number]): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 6, at6, 8, at8, 10, at10, 12, at12];
}

/** What is right to about a kilometre only fades before it would disagree with what people know. */
export function fading(strength: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 13, strength, 14, 0];
}

/** Canals by rank, roads, railways, bridges, and the shore above them. Schematic, and said to be. */
export function lineLayers(look: Look): LayerSpecification[] {
  return [...canalLayers(look), ...wayLayers(look), ...shoreLayers(look)];
}

function canalLayers(look: Look): LayerSpecification[] {
  const line = (rank: 1 | 2 | 3, minzoom: number, width: ExpressionSpecification): LayerSpecification => ({
    id: `canals-${rank}`,
    type: 'line',
    source: 'waterways',
    minzoom,
    maxzoom: 14,
    filter: ['all', ['==', ['get', 'rank'], rank], ['!=', ['get', 'kind'], 'label_line']],
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': paletteOf(look).canal, 'line-width': width, 'line-opacity': fading(1) },
  });
  return [line(3, 9, widths(0, 0, 0.9, 1.6)), line(2, 7, widths(0, 0.9, 1.4, 2.4)), line(1, 6.5, widths(0, 1.5, 2.2, 3.5))];
}

interface Way {
  id: string;
  kinds: readonly string[];
  minzoom: number;
  color: string;
  width: ExpressionSpecification;
  dash?: number[];
}

function wayLayers(look: Look): LayerSpecification[] {
  const { road, expressway, railway, bridge } = paletteOf(look);
  const ways: readonly Way[] = [
    { id: 'roads-provincial', kinds: ['provincial'], minzoom: 9, color: road, width: widths(0, 0, 0.9, 1.8) },
    { id: 'roads-national', kinds: ['national'], minzoom: 7, color: road, width: widths(0, 0.9, 1.6, 2.6) },
    { id: 'railways', kinds: ['rail'], minzoom: 7, color: railway, width: widths(0, 1.1, 1.4, 1.8), dash: [7, 3] },
    { id: 'roads-express', kinds: ['expressway'], minzoom: 6, color: expressway, width: widths(0.8, 1.7, 2.6, 4) },
    { id: 'bridges', kinds: ['bridge'], minzoom: 7, color: bridge, width: widths(0, 2.2, 3, 4) },
  ];
  return ways.map(({ id, kinds, minzoom, color, width, dash }) => ({
    id,
    type: 'line',
    source: 'ways',
    minzoom,
    maxzoom: 14,
    filter: ['in', ['get', 'kind'], ['literal', [...kinds]]],
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': width,
      'line-opacity': fading(0.8),
      ...(dash && { 'line-dasharray': dash }),
    },
  }));
}

function shoreLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const line = (id: string, zooms: { minzoom?: number; maxzoom?: number }): LayerSpecification => ({
    id,
    type: 'line',
    source: id,
    ...zooms,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': ['match', ['get', 'shore'], 'sea', color.coast, color.bank],
      'line-width': widths(0.6, 1.1, 1.5, 2),
    },
  });
  return [line('coast', { minzoom: 7, maxzoom: detailZoom }), line('coast-detail', { minzoom: detailZoom })];
}
