import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { isCity, townshipOf, type AreaCode, type AreaLevel } from '#contract/areas.ts';

export interface BoundaryProperties {
  code: AreaCode;
  level: AreaLevel;
}
export type BoundaryCollection = FeatureCollection<Polygon | MultiPolygon, BoundaryProperties>;

/** The outlines of counties and townships, looked up by code. */
export interface Boundaries {
  readonly features: BoundaryCollection;
  readonly byCode: ReadonlyMap<AreaCode, MultiPolygon>;
}

export const noBoundaries: Boundaries = boundariesOf({ type: 'FeatureCollection', features: [] });

export function boundariesOf(features: BoundaryCollection): Boundaries {
  return { features, byCode: new Map(features.features.map((feature) => [feature.properties.code, multiPolygonOf(feature)])) };
}

/**
 * The outline of an area. A village has none of its own and takes its township's, a city without one the outlines of its counties;
 * undefined when nothing of it is known.
 */
export function outlineOf(code: AreaCode, { byCode, features }: Boundaries): MultiPolygon | undefined {
  const own = byCode.get(code) ?? byCode.get(townshipOf(code));
  if (own || !isCity(code)) return own;

  const counties = features.features.filter(
    ({ properties }) => properties.level === 'county' && properties.code.startsWith(code.slice(0, 4)),
  );
  return counties.length > 0
    ? { type: 'MultiPolygon', coordinates: counties.flatMap((county) => multiPolygonOf(county).coordinates) }
    : undefined;
}

function multiPolygonOf({ geometry }: Feature<Polygon | MultiPolygon>): MultiPolygon {
  const coordinates: Position[][][] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return { type: 'MultiPolygon', coordinates };
}
