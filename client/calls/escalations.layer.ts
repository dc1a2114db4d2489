import type { LayerSpecification } from 'maplibre-gl';
import type { Area, AreaCode } from '#contract/areas.ts';
import { opacityOf, paletteOf, visibility, type Look } from '../cartography/look.ts';
import type { Arc } from '../cartography/map-feature.ts';
import type { Silence } from './silence.layer.ts';

/** One arc for each area with escalated calls, to the seat of the level above. */
export function escalations(silences: ReadonlyMap<AreaCode, Silence>, areas: readonly Area[]): Arc[] {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  return [...silences].flatMap(([code, { escalated }]) => {
    const area = byCode.get(code);
    const from = area?.center;
    const to = area?.parentCode ? byCode.get(area.parentCode)?.center : null;
    return escalated > 0 && from && to ? [{ code, from, to, count: escalated }] : [];
  });
}

export function escalationLayers(look: Look): LayerSpecification[] {
  return [
    {
      id: 'escalation-lines',
      type: 'line',
      source: 'escalations',
      minzoom: 7.5,
      layout: { ...visibility(look, 'silence'), 'line-cap': 'round' },
      paint: {
        'line-color': paletteOf(look).silent,
        'line-width': ['min', 4, ['+', 0.8, ['/', ['log2', ['+', 1, ['get', 'count']]], 2.5]]],
        'line-opacity': 0.5 * opacityOf(look, 'silence'),
        'line-dasharray': [1, 2],
      },
    },
  ];
}
