import type { Tx } from '../../server/kernel/db/db.ts';

/**
 * The device that the watchdog rings: a person who is nobody, with the only post of a kind that no policy calls. Made once, beside the
 * published city and counted in none of its figures.
 */
export async function seedTestDevice(tx: Tx, cityCode: string): Promise<void> {
  await tx.query(
    `with device as (
       insert into person (area_code, name)
       select $1, '自检终端' where not exists (select from post where kind = 'testDevice')
       returning id
     )
     insert into post (area_code, level, kind, person_id, superior_post_id)
     select $1, 'city', 'testDevice', device.id, desk.id from device left join post desk on desk.kind = 'cityDutyDesk'`,
    [cityCode],
  );
}
