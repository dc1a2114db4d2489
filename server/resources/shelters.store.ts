import type { Dot } from '../contract/layers.ts';
import type { ShelterCard } from '../contract/records.ts';
import type { Tx } from '../kernel/db/db.ts';

export function shelterDots(tx: Tx): Promise<Dot[]> {
  return tx.query<Dot>(`select id, st_x(position) as lng, st_y(position) as lat, kind as category from shelter`);
}

export function shelterCards(tx: Tx, ids: readonly number[]): Promise<ShelterCard[]> {
  return tx.query<ShelterCard>(
    `select 'shelters' as layer, id, area_code as "areaCode", st_x(position) as lng, st_y(position) as lat, synthetic,
       name_zh as "nameZh", name_en as "nameEn", kind, capacity,
       (select count(*) from household h join evacuee e on e.household_id = h.id where h.shelter_id = shelter.id) as assigned
     from shelter where id = any($1::bigint[])`,
    [ids],
  );
}
