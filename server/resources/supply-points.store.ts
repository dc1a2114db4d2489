import type { Dot } from '../contract/layers.ts';
import type { SupplyPointCard } from '../contract/records.ts';
import type { Tx } from '../kernel/db/db.ts';

/** A point with any item below its minimum stands out. */
export function supplyPointDots(tx: Tx): Promise<Dot[]> {
  return tx.query<Dot>(
    `select id, st_x(position) as lng, st_y(position) as lat, level as category,
       case when id in (select supply_point_id from stock_line where quantity < minimum) then 'belowMinimum' else 'enough' end as state
     from supply_point`,
  );
}

export function supplyPointCards(tx: Tx, ids: readonly number[]): Promise<SupplyPointCard[]> {
  return tx.query<SupplyPointCard>(
    `select 'supplyPoints' as layer, id, area_code as "areaCode", st_x(position) as lng, st_y(position) as lat, synthetic,
       name_zh as "nameZh", name_en as "nameEn", level,
       (select coalesce(json_agg(json_build_object('item', item, 'quantity', quantity, 'minimum', minimum, 'unit', unit,
          'expiresOn', expires_on) order by item), '[]') from stock_line where supply_point_id = supply_point.id) as stock
     from supply_point where id = any($1::bigint[])`,
    [ids],
  );
}
