import { area, difference, featureCollection, intersect, multiPolygon, polygon, union } from '@turf/turf';
import { cityPlane } from './land.ts';
import { ringsOf, sourceAreas } from './source-files.ts';
import { developmentZone, type TownshipName } from './townships.ts';
import { voronoiCells } from './voronoi-cells.ts';

/** As GeoJSON has it: polygons of rings of positions, longitude first. */
export type MultiPolygonCoordinates = number[][][][];

export type BoundaryByCode = ReadonlyMap<string, MultiPolygonCoordinates>;

type AreaFeature = NonNullable<ReturnType<typeof union>>;

/** Pieces smaller than this are left over from the simplification of the county lines. */
const leastPieceSquareMeters = 50_000;

/** The seven counties as drawn. Their lines cross themselves in places; a union with itself makes them valid. */
export function countyPolygons(): BoundaryByCode {
  return new Map(
    sourceAreas<{ adcode: string }>('seed/sources/nantong_counties.json').map((feature) => [
      `${feature.properties.adcode}000000`,
      united([ringsOf(feature).map((ring) => [ring])]),
    ]),
  );
}

/** Each township's part of its county: what is nearer to its seat than to any other seat of that county. */
export function townshipCells(counties: BoundaryByCode, names: readonly TownshipName[]): BoundaryByCode {
  const boundaries = new Map<string, MultiPolygonCoordinates>();
  for (const [code, county] of counties) {
    const own = names.filter((name) => name.polygonCode === code);
    const cells = voronoiCells(own.map((name) => cityPlane.toPlane(name.approximate)));
    own.forEach((name, index) => {
      const cell = (cells[index] ?? []).map((corner) => [...cityPlane.toLngLat(corner)]);
      const clipped = intersect(featureCollection([multiPolygon(county), multiPolygon([[cell]])]));
      if (!clipped) throw new Error(`Township ${name.nameZh} lies outside its county`);
      boundaries.set(name.code, partsOf(clipped));
    });
  }
  return boundaries;
}

/** The Development Zone is cut out of Chongchuan's polygon: the union of its cells; the rest is Chongchuan. */
export function countyBoundaries(counties: BoundaryByCode, cells: BoundaryByCode, names: readonly TownshipName[]): BoundaryByCode {
  const own = names.filter((name) => name.countyCode === developmentZone);
  const zone = united(own.map((name) => cells.get(name.code) ?? []));
  const host = own[0]?.polygonCode ?? '';
  const rest = difference(featureCollection([multiPolygon(counties.get(host) ?? []), multiPolygon(zone)]));
  if (!rest) throw new Error('The Development Zone leaves nothing of its host');
  return new Map([...counties, [host, withoutLeftovers(rest)], [developmentZone, zone]]);
}

export function united(boundaries: MultiPolygonCoordinates[]): MultiPolygonCoordinates {
  // turf's union wants two: the first doubled changes nothing and cleans a single one.
  const whole = union(featureCollection([...boundaries, ...boundaries.slice(0, 1)].map((boundary) => multiPolygon(boundary))));
  if (!whole) throw new Error('Nothing to unite');
  return withoutLeftovers(whole);
}

/** Drops islets and holes that are only leftovers of simplified lines. */
function withoutLeftovers(feature: AreaFeature): MultiPolygonCoordinates {
  const isLarge = (ring: number[][]) => area(polygon([ring])) >= leastPieceSquareMeters;
  return partsOf(feature)
    .filter(([outer]) => outer && isLarge(outer))
    .map(([outer, ...holes]) => [outer ?? [], ...holes.filter(isLarge)]);
}

function partsOf({ geometry }: AreaFeature): MultiPolygonCoordinates {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}
