import { Delaunay } from 'd3-delaunay';
import type { PlanePoint } from '#geo/local-plane.ts';

/** Far enough beyond the city that every cell is cut by its county and none by the frame. */
const frameMeters = 300_000;

/** For each site the closed ring around everything that is nearer to it than to any other site. */
export function voronoiCells(sites: PlanePoint[]): PlanePoint[][] {
  const voronoi = Delaunay.from(
    sites,
    (site) => site[0],
    (site) => site[1],
  ).voronoi([-frameMeters, -frameMeters, frameMeters, frameMeters]);
  return sites.map((site, index) => {
    // Its types do not say so, but a point that coincides with another one has no cell.
    const cell = voronoi.cellPolygon(index) as PlanePoint[] | null;
    if (!cell) throw new Error(`Two townships share the point ${site.join()}`);
    return cell;
  });
}
