import type { SourceSpecification } from 'maplibre-gl';
import { nothingDrawn, type MapFeature } from '../cartography/map-feature.ts';

/** The sources of the style: files of our own, and empty ones that are fed. */
export function sourcesOf(features: readonly MapFeature[]): Record<string, SourceSpecification> {
  const sources: Record<string, SourceSpecification> = {};
  for (const { fed = {}, files = {} } of features) {
    Object.assign(sources, files);
    for (const [id, own] of Object.entries(fed)) sources[id] = { type: 'geojson', data: nothingDrawn, ...own };
  }
  return sources;
}
