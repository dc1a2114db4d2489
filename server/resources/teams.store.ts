import type { Dot } from '../contract/layers.ts';
import type { TeamCard } from '../contract/records.ts';
import type { Tx } from '../kernel/db/db.ts';

export function teamDots(tx: Tx): Promise<Dot[]> {
  return tx.query<Dot>(`select id, st_x(position) as lng, st_y(position) as lat, type as category from team`);
}

export function teamCards(tx: Tx, ids: readonly number[]): Promise<TeamCard[]> {
  return tx.query<TeamCard>(
    `select 'teams' as layer, id, area_code as "areaCode", st_x(position) as lng, st_y(position) as lat, synthetic,
       name_zh as "nameZh", name_en as "nameEn", type, members, vehicles, skills,
       (select json_build_object('id', id, 'maskedName', masked_name) from person where id = contact_id) as contact
     from team where id = any($1::bigint[])`,
    [ids],
  );
}
