import { bandedArea } from '#geo/banded-area.ts';
import type { PlanePoint } from '#geo/local-plane.ts';
import {
  countyBoundaries,
  countyPolygons,
  townshipCells,
  united,
  type BoundaryByCode,
  type MultiPolygonCoordinates,
} from './boundaries.ts';
import { cityPlane, landRings, landTest } from './land.ts';
import { shorelineOf, type Shoreline } from './shoreline.ts';
import { townshipNames, type TownshipName } from './townships.ts';

export interface SeedTownship extends TownshipName {
  /** On land, inside the cell. */
  center: PlanePoint;
  boundary: MultiPolygonCoordinates;
}

export interface Territory {
  townships: SeedTownship[];
  /** By the codes of counties and zones; Tongzhou Bay has none. */
  countyBoundaries: BoundaryByCode;
  cityBoundary: MultiPolygonCoordinates;
  shoreline: Shoreline;
  isLand(point: PlanePoint): boolean;
  /** Whose cell a point lies in, on land or on water; undefined outside the city. */
  townshipAt(point: PlanePoint): SeedTownship | undefined;
}

/** Everything about the ground that does not depend on the seed number. */
export function layOutTerritory(): Territory {
  const rings = landRings();
  const isLand = landTest(rings);
  const counties = countyPolygons();
  const names = townshipNames();
  const located = locator(counties, names);
  const cells = townshipCells(counties, names);
  const townships = names.map((name) => ({
    ...name,
    boundary: cells.get(name.code) ?? [],
    center: nearestLand(name, (point) => isLand(point) && located(point) === name.code),
  }));
  const byCode = new Map(townships.map((township) => [township.code, township]));
  return {
    townships,
    countyBoundaries: countyBoundaries(counties, cells, names),
    cityBoundary: united([...counties.values()]),
    shoreline: shorelineOf(rings),
    isLand,
    townshipAt: (point) => byCode.get(located(point) ?? ''),
  };
}

/** A Voronoi cell is where its own point is the nearest one, so no cell has to be searched. */
function locator(counties: BoundaryByCode, names: TownshipName[]): (point: PlanePoint) => string | undefined {
  const searched = [...counties].map(([code, boundary]) => ({
    contains: bandedArea(boundary.flat()),
    sites: names.filter((name) => name.polygonCode === code).map((name) => ({ code: name.code, at: cityPlane.toPlane(name.approximate) })),
  }));
  return (point) => {
    const [lng, lat] = cityPlane.toLngLat(point);
    const sites = searched.find((county) => county.contains(lng, lat))?.sites ?? [];
    let nearest: { code: string; meters: number } | undefined;
    for (const { code, at } of sites) {
      const meters = Math.hypot(point[0] - at[0], point[1] - at[1]);
      if (!nearest || meters < nearest.meters) nearest = { code, meters };
    }
    return nearest?.code;
  };
}

/** The approximate seat, or when that fell into the water, the nearest land around it in steps of 200 m. */
function nearestLand(name: TownshipName, isGood: (point: PlanePoint) => boolean): PlanePoint {
  const [east, north] = cityPlane.toPlane(name.approximate);
  for (let ring = 0; ring < 40; ring++) {
    const steps = Math.max(1, ring * 8);
    for (let step = 0; step < steps; step++) {
      const angle = (2 * Math.PI * step) / steps;
      const point: PlanePoint = [east + ring * 200 * Math.cos(angle), north + ring * 200 * Math.sin(angle)];
      if (isGood(point)) return point;
    }
  }
  throw new Error(`No land near ${name.nameZh}`);
}
