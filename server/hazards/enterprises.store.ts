import type { Dot } from '../contract/layers.ts';
import type { EnterpriseCard } from '../contract/records.ts';
import type { Tx } from '../kernel/db/db.ts';

export function enterpriseDots(tx: Tx): Promise<Dot[]> {
  return tx.query<Dot>(`select id, st_x(position) as lng, st_y(position) as lat, kind as category from enterprise`);
}

export function enterpriseCards(tx: Tx, ids: readonly number[]): Promise<EnterpriseCard[]> {
  return tx.query<EnterpriseCard>(
    `select 'enterprises' as layer, id, area_code as "areaCode", st_x(position) as lng, st_y(position) as lat, synthetic,
       name_zh as "nameZh", name_en as "nameEn", kind
     from enterprise where id = any($1::bigint[])`,
    [ids],
  );
}
