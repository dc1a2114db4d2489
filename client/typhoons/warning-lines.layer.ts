import type { LayerSpecification } from 'maplibre-gl';
import { paletteOf, type Look } from '../cartography/look.ts';
import { sayIn } from '../words/words.ts';

/** The 24 h line is solid yellow and the 48 h line dashed blue, as every Chinese typhoon map has them. */
export function warningLineLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const line = (hours: 24 | 48, paint: string, dash?: number[]): LayerSpecification => ({
    id: `warning-line-${hours}`,
    type: 'line',
    source: 'warning-lines',
    filter: ['==', ['get', 'hours'], hours],
    paint: { 'line-color': paint, 'line-width': 1.6, 'line-opacity': 0.85, ...(dash ? { 'line-dasharray': dash } : {}) },
  });
  return [
    line(24, color.warningLine24),
    line(48, color.warningLine48, [4, 3]),
    {
      id: 'warning-line-names',
      type: 'symbol',
      source: 'warning-lines',
      maxzoom: 8.5,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 320,
        'text-field': [
          'case',
          ['==', ['get', 'hours'], 24],
          sayIn(look.locale, 'map/warning-line-24'),
          sayIn(look.locale, 'map/warning-line-48'),
        ],
        'text-font': ['regular'],
        'text-size': 12,
        'text-max-angle': 60,
        'text-offset': [0, -0.9],
      },
      paint: {
        'text-color': ['case', ['==', ['get', 'hours'], 24], color.warningLine24, color.warningLine48],
        'text-halo-color': color.halo,
        'text-halo-width': 1.5,
      },
    },
  ];
}
