import type { Feature, FeatureCollection, Point } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { Area, AreaCode } from '#contract/areas.ts';
import type { DeadEnd } from '#contract/tree-proof.ts';
import { opacityOf, paletteOf, visibility, type Look } from '../cartography/look.ts';

/** How many dead ends the tree of posts has, by the area they are counted under. */
export type BrokenLinks = ReadonlyMap<AreaCode, number>;

export function brokenLinksOf(deadEnds: readonly Pick<DeadEnd, 'tallyCode'>[]): BrokenLinks {
  const counts = new Map<AreaCode, number>();
  for (const { tallyCode } of deadEnds) counts.set(tallyCode, (counts.get(tallyCode) ?? 0) + 1);
  return counts;
}

/** The counts at the centres of their areas; never a point for a home. */
export function brokenLinkCounts(links: BrokenLinks, areas: readonly Area[]): FeatureCollection<Point, { code: AreaCode; count: number }> {
  const features = areas.flatMap(({ code, center }): Feature<Point, { code: AreaCode; count: number }>[] => {
    const count = links.get(code);
    return count && center ? [{ type: 'Feature', properties: { code, count }, geometry: { type: 'Point', coordinates: center } }] : [];
  });
  return { type: 'FeatureCollection', features };
}

/** Above the middle of the area, where the count of the silent stands. */
const above: [number, number] = [0, -20];

export function brokenLinkLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const opacity = opacityOf(look, 'brokenLinks');
  return [
    {
      id: 'broken-link-circles',
      type: 'circle',
      source: 'broken-links',
      layout: visibility(look, 'brokenLinks'),
      paint: {
        'circle-radius': 10,
        'circle-color': color.halo,
        'circle-opacity': 0.9 * opacity,
        'circle-stroke-color': color.supply,
        'circle-stroke-width': 2,
        'circle-stroke-opacity': opacity,
        'circle-translate': above,
      },
    },
    {
      id: 'broken-link-numbers',
      type: 'symbol',
      source: 'broken-links',
      layout: {
        ...visibility(look, 'brokenLinks'),
        'text-field': ['to-string', ['get', 'count']],
        'text-font': ['bold'],
        'text-size': 11,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': color.text, 'text-opacity': opacity, 'text-translate': above },
    },
  ];
}
