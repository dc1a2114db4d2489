import type { AreaCode } from '../contract/areas.ts';
import type { SearchHit } from '../contract/search.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

/** A hit and how well its name matches: 0 is it, 1 starts with it, 2 holds it. */
export type RankedHit = SearchHit & { rank: number };

/** Areas by Chinese or English name, by pinyin initials or by code; the larger first. */
export function searchAreas(tx: Tx, needle: string, limit: number): Promise<RankedHit[]> {
  return tx.query<RankedHit>(
    `select 'area' as kind, code as id, name_zh as "nameZh", name_en as "nameEn", parent_code as "areaCode",
       st_x(center) as lng, st_y(center) as lat, rank
     from area, match_rank($1, name_zh, name_en, initials, code) rank
     where ${holdsNeedle(`name_zh, name_en, initials, code`)} and rank is not null
     order by rank, array_position('{city,county,township,village}', level), length(name_zh), code
     limit $2`,
    [needle, limit],
  );
}

/** Areas as hits, by code, in no order. */
export function areaHits(tx: Tx, codes: readonly AreaCode[]): Promise<SearchHit[]> {
  return tx.query<SearchHit & Row>(
    `select 'area' as kind, code as id, name_zh as "nameZh", name_en as "nameEn", parent_code as "areaCode",
       st_x(center) as lng, st_y(center) as lat
     from area where code = any($1::text[])`,
    [codes],
  );
}

/** Shelters, supply points, teams and enterprises of the scope by name. */
export function searchPlaces(tx: Tx, needle: string, limit: number): Promise<RankedHit[]> {
  return tx.query<RankedHit>(
    `select kind, id::text, name_zh as "nameZh", name_en as "nameEn", area_code as "areaCode", st_x(position) as lng, st_y(position) as lat, rank
     from (select 'supplyPoint' as kind, id, name_zh, name_en, area_code, position from supply_point
       union all select 'shelter', id, name_zh, name_en, area_code, position from shelter
       union all select 'team', id, name_zh, name_en, area_code, position from team
       union all select 'enterprise', id, name_zh, name_en, area_code, position from enterprise) place,
       match_rank($1, name_zh, name_en) rank
     where ${holdsNeedle(`name_zh, name_en`)} and rank is not null
     order by rank, kind, length(name_zh), name_zh, id
     limit $2`,
    [needle, limit],
  );
}

/** Sorts out in one comparison most rows that cannot match, before they are ranked name by name. */
function holdsNeedle(names: string): string {
  return `strpos(lower(concat_ws(chr(10), ${names})), lower($1)) > 0`;
}
