import type { Person, RevealedPerson } from '../contract/people.ts';
import type { Tx } from '../kernel/db/db.ts';

/** Someone of the scope, masked. */
export function personById(tx: Tx, id: number): Promise<Person | undefined> {
  return tx.one<Person>(
    `select id, area_code as "areaCode", masked_name as "maskedName", synthetic,
       (select coalesce(json_agg(json_build_object('ordinal', ordinal, 'channel', channel, 'maskedAddress', masked_address) order by ordinal), '[]')
        from contact where person_id = person.id) as contacts,
       (select coalesce(json_agg(json_build_object('kind', kind, 'areaCode', area_code) order by id), '[]')
        from post where person_id = person.id) as posts
     from person where id = $1`,
    [id],
  );
}

/** Someone of the scope in the clear, and the area the reading is audited under. Needs a transaction with the personal role. */
export function personInTheClear(tx: Tx, id: number): Promise<(RevealedPerson & { areaCode: string }) | undefined> {
  return tx.one<RevealedPerson & { areaCode: string }>(
    `select id, name, area_code as "areaCode",
       (select coalesce(json_agg(json_build_object('ordinal', ordinal, 'channel', channel, 'address', address) order by ordinal), '[]')
        from contact where person_id = person.id) as contacts
     from person where id = $1`,
    [id],
  );
}

/** How many of these people there are in the transaction's scope. */
export async function peopleKnown(tx: Tx, ids: readonly number[]): Promise<number> {
  const row = await tx.one<{ count: number }>(`select count(*) from person where id = any($1::bigint[])`, [ids]);
  return row!.count;
}
