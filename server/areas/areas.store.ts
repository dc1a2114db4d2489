import type { Area, AreaCode } from '../contract/areas.ts';
import type { Tx } from '../kernel/db/db.ts';

type AreaRow = Omit<Area, 'center'> & { lng: number | null; lat: number | null };

const columns = `code, parent_code as "parentCode", level, kind, name_zh as "nameZh", name_en as "nameEn", initials,
  st_x(center) as lng, st_y(center) as lat, unverified`;

/** City, counties and townships, in the order of their codes. */
export async function areasAboveVillages(tx: Tx): Promise<Area[]> {
  const rows = await tx.query<AreaRow>(`select ${columns} from area where level <> 'village' order by code`);
  return rows.map(areaFrom);
}

/** The villages of a township, or all of them. */
export async function villagesOf(tx: Tx, parent: AreaCode | undefined): Promise<Area[]> {
  const rows = await tx.query<AreaRow>(
    `select ${columns} from area where level = 'village' and ($1::text is null or parent_code = $1) order by code`,
    [parent ?? null],
  );
  return rows.map(areaFrom);
}

/** Those of the codes that are areas of ours, in the order in which they are named. */
export async function areasNamed(tx: Tx, codes: readonly AreaCode[]): Promise<Pick<Area, 'code' | 'nameZh' | 'nameEn'>[]> {
  return tx.query<Pick<Area, 'code' | 'nameZh' | 'nameEn'>>(
    `select code, name_zh as "nameZh", name_en as "nameEn" from area where code = any($1) order by array_position($1, code)`,
    [codes],
  );
}

/** GeoJSON text: the outlines of counties and townships, to 5 decimals (about a metre). Villages have none. */
export async function boundaries(tx: Tx): Promise<string> {
  const row = await tx.one<{ geojson: string }>(
    `select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object(
       'type', 'Feature',
       'properties', json_build_object('code', code, 'level', level),
       'geometry', st_asgeojson(boundary, 5)::json) order by code), '[]'))::text as geojson
     from area where boundary is not null and level in ('county', 'township')`,
  );
  return row!.geojson;
}

function areaFrom({ lng, lat, ...row }: AreaRow): Area {
  return { ...row, center: lng === null || lat === null ? null : [lng, lat] };
}

/** Whether the database holds a city at all. */
export async function hasAreas(tx: Tx): Promise<boolean> {
  return (await tx.one(`select code from area limit 1`)) !== undefined;
}
