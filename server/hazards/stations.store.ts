import type { Dot } from '../contract/layers.ts';
import type { StationCard } from '../contract/records.ts';
import type { Tx } from '../kernel/db/db.ts';

/** Stations are the river's and the sea's, not a county's: everyone sees them. Those without a known position are never drawn. */
export function stationDots(tx: Tx): Promise<Dot[]> {
  return tx.query<Dot>(`select id, st_x(position) as lng, st_y(position) as lat, kind as category from station where position is not null`);
}

export function stationCards(tx: Tx, ids: readonly number[]): Promise<StationCard[]> {
  return tx.query<StationCard>(
    `select 'stations' as layer, id, name_zh as "nameZh", name_en as "nameEn", kind, st_x(position) as lng, st_y(position) as lat,
       position_basis as "positionBasis", stages
     from station where id = any($1::bigint[])`,
    [ids],
  );
}
