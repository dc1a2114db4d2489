import type { FeatureCollection, LineString } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { Area, AreaCode } from '#contract/areas.ts';
import { opacityOf, paletteOf, visibility, type Look } from '../cartography/look.ts';
import type { Silence } from './silence.layer.ts';

/** Calls of one area that wait for a deputy or a superior: from the silent place to the seat that was woken for it. */
export interface Escalation {
  /** The silent area. */
  code: AreaCode;
  from: [number, number];
  to: [number, number];
  count: number;
}

/** One arc for each area with escalated calls, to the seat of the level above. */
export function escalations(silences: ReadonlyMap<AreaCode, Silence>, areas: readonly Area[]): Escalation[] {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  return [...silences].flatMap(([code, { escalated }]) => {
    const area = byCode.get(code);
    const from = area?.center;
    const to = area?.parentCode ? byCode.get(area.parentCode)?.center : null;
    return escalated > 0 && from && to ? [{ code, from, to, count: escalated }] : [];
  });
}

/** The same as flat lines, for machines whose graphics are drawn by the processor. */
export function escalationLines(arcs: readonly Escalation[]): FeatureCollection<LineString, { code: AreaCode; count: number }> {
  return {
    type: 'FeatureCollection',
    features: arcs.map(({ code, from, to, count }) => ({
      type: 'Feature',
      properties: { code, count },
      geometry: { type: 'LineString', coordinates: [from, to] },
    })),
  };
}

/** Pixels wide: wider for more calls, never so wide that it hides a name. */
export function arcWidth(count: number): number {
  return Math.min(4, 0.8 + Math.log2(1 + count) / 2.5);
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
