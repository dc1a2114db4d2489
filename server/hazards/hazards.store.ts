import type { AreaCode } from '../contract/areas.ts';
import type { Dot } from '../contract/layers.ts';
import type { HazardCard } from '../contract/records.ts';
import type { HazardState } from '../contract/registers.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { HazardEntry } from './hazards.rules.ts';

export function hazardDots(tx: Tx): Promise<Dot[]> {
  return tx.query<Dot>(`select id, st_x(position) as lng, st_y(position) as lat, type as category, state, grade from hazard`);
}

export function hazardCards(tx: Tx, ids: readonly number[]): Promise<HazardCard[]> {
  return tx.query<HazardCard>(
    `select 'hazards' as layer, id, area_code as "areaCode", st_x(position) as lng, st_y(position) as lat, synthetic, type, state, grade,
       (select json_build_object('id', id, 'maskedName', masked_name) from person where id = owner_id) as owner,
       found_on as "foundOn", deadline_on as "deadlineOn", closed_on as "closedOn"
     from hazard where id = any($1::bigint[])`,
    [ids],
  );
}

export interface LockedHazard extends HazardEntry {
  areaCode: AreaCode;
  /** Of the township that it lies in, or of the county or city where it lies in none. */
  townshipCode: AreaCode;
}

/** A hazard's line of the ledger, held until the transaction ends. */
export async function lockHazard(tx: Tx, id: number): Promise<LockedHazard | undefined> {
  return tx.one<LockedHazard & Row>(
    `select hazard.id, area_code as "areaCode", state, closed_on as "closedOn", owner_id is not null and deadline_on is not null as "isOwned",
       case level when 'village' then parent_code else code end as "townshipCode"
     from hazard join area on code = area_code
     where id = $1 for no key update of hazard`,
    [id],
  );
}

export async function saveLedgerState(tx: Tx, entry: { id: number; state: HazardState; closedOn: string | null }): Promise<void> {
  await tx.query(`update hazard set state = $2, closed_on = $3 where id = $1`, [entry.id, entry.state, entry.closedOn]);
}
