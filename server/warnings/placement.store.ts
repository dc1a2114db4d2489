import type { AreaCode } from '../contract/areas.ts';
import type { Tx } from '../kernel/db/db.ts';
import type { Gazetteer } from './placement.rules.ts';

type Township = Gazetteer['townships'][number];

interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/**
 * What placing a warning needs to know: which of the codes are ours, and the outlines of the townships in the box around its polygons.
 *
 * Outlines are compared in Node and never by PostGIS: the embedded database ends with the first exception of its geometry engine, and
 * a polygon from outside is where one would come from. Boxes are compared by the index and cannot fail.
 */
export async function gazetteerOf(tx: Tx, candidates: readonly AreaCode[], bounds: Bounds | null): Promise<Gazetteer> {
  const places = await tx.query<{ code: AreaCode; level: string }>(`select code, level from area where code = any($1) or level = 'city'`, [
    candidates,
  ]);
  return {
    known: new Set(places.map((place) => place.code)),
    cities: places.filter((place) => place.level === 'city').map((place) => place.code),
    townships: bounds ? await townshipsIn(tx, bounds) : [],
  };
}

async function townshipsIn(tx: Tx, { west, south, east, north }: Bounds): Promise<Township[]> {
  const rows = await tx.query<{ code: AreaCode; boundary: { coordinates: Township['boundary'] } }>(
    `select code, st_asgeojson(boundary, 6)::json as boundary
     from area where level = 'township' and boundary && st_makeenvelope($1, $2, $3, $4, 4326) order by code`,
    [west, south, east, north],
  );
  return rows.map(({ code, boundary }) => ({ code, boundary: boundary.coordinates }));
}
