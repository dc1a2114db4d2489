import type { Feature } from 'geojson';
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import landNantongUrl from '../../geodata/layers/basemap/land-nantong.json?url';
import landPacificUrl from '../../geodata/layers/basemap/land-nw-pacific.json?url';
import waterNantongUrl from '../../geodata/layers/basemap/water-nantong.json?url';
import { paletteOf, type Look } from '../cartography/look.ts';

/** Where the detailed clip of land and water lies: inside it the coarse coast of the ocean map is painted over. */
const clip = [
  [119.9, 31.3],
  [122.7, 31.3],
  [122.7, 33.1],
  [119.9, 33.1],
  [119.9, 31.3],
];
const clipFrame: Feature = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [clip] } };

/** Files served by ourselves: no outside request, no glyph server, no sprite. */
export const basemapSources: Record<string, SourceSpecification> = {
  'land-pacific': { type: 'geojson', data: landPacificUrl, maxzoom: 7 },
  'land-frame': { type: 'geojson', data: clipFrame },
  'land-nantong': { type: 'geojson', data: landNantongUrl, maxzoom: 12 },
  'water-nantong': { type: 'geojson', data: waterNantongUrl, maxzoom: 12 },
};

/** Sea, then land from far to near. Drawn first. */
export function groundLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const fill = (source: string, paint: string, minzoom = 0): LayerSpecification => ({
    id: source,
    type: 'fill',
    source,
    minzoom,
    paint: { 'fill-color': paint, 'fill-antialias': false },
  });
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': color.sea } },
    fill('land-pacific', color.mainland),
    fill('land-frame', color.sea, clipZoom),
    fill('land-nantong', color.mainland, clipZoom),
  ];
}

/** Below this zoom the detailed coast would be smaller than a pixel's worth of detail. */
const clipZoom = 5.5;

/** Rivers over the land of the city. */
export function waterLayers(look: Look): LayerSpecification[] {
  return [
    {
      id: 'water-nantong',
      type: 'fill',
      source: 'water-nantong',
      minzoom: 7,
      paint: { 'fill-color': paletteOf(look).water },
    },
  ];
}
