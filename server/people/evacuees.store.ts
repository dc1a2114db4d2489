import type { Dot } from '../contract/layers.ts';
import type { EvacueeCard } from '../contract/records.ts';
import type { Tx } from '../kernel/db/db.ts';

/** One dot for each person, at the household. */
export function evacueeDots(tx: Tx): Promise<Dot[]> {
  return tx.query<Dot>(
    `select person_id as id, st_x(position) as lng, st_y(position) as lat, category,
       case when needs = '{}' then 'none' else 'special' end as needs
     from evacuee join household on household.id = household_id`,
  );
}

/** How many evacuees each township has, at its centre. Townships without any are left out. */
export function evacueesByTownship(tx: Tx): Promise<{ code: string; lng: number; lat: number; people: number }[]> {
  return tx.query(
    `select township.code, st_x(township.center) as lng, st_y(township.center) as lat, count(*) as people
     from evacuee
     join area home on home.code = evacuee.area_code
     join area township on township.code = case home.level when 'village' then home.parent_code else home.code end
     where township.center is not null
     group by township.code`,
  );
}

export function evacueeCards(tx: Tx, ids: readonly number[]): Promise<EvacueeCard[]> {
  return tx.query<EvacueeCard>(
    `select 'evacuees' as layer, evacuee.person_id as id, evacuee.area_code as "areaCode", st_x(household.position) as lng,
       st_y(household.position) as lat, person.synthetic, person.masked_name as "maskedName", category, needs,
       (select count(*) from evacuee kin where kin.household_id = household.id) as "householdPeople",
       (select json_build_object('id', id, 'maskedName', masked_name) from person where id = guardian_id) as guardian,
       (select json_build_object('id', id, 'maskedName', masked_name) from person where id = lead_id) as "evacuationLead",
       (select json_build_object('id', id, 'nameZh', name_zh, 'nameEn', name_en) from shelter where id = shelter_id) as shelter
     from evacuee
     join household on household.id = household_id
     join person on person.id = person_id
     where evacuee.person_id = any($1::bigint[])`,
    [ids],
  );
}

/** Hands the households of a village from one guardian to the next, unless the first keeps another post of that kind there. */
export async function passHouseholds(tx: Tx, { areaCode, from, to }: { areaCode: string; from: number; to: number }): Promise<void> {
  if (from === to) return;
  await tx.query(
    `update household set guardian_id = $3 where area_code = $1 and guardian_id = $2
       and not exists (select from post where post.area_code = $1 and post.kind = 'guardian' and post.person_id = $2)`,
    [areaCode, from, to],
  );
}
