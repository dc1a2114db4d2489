import type { EditedContact } from '../contract/posts.ts';
import type { Tx } from '../kernel/db.ts';

export interface ContactPlace {
  personId: number;
  ordinal: number;
  /** Of the person. */
  areaCode: string;
}

/** Sets one of a person's addresses. Two statements in one: an upsert would have to read the old address, which nobody may here. */
export async function saveContact(tx: Tx, place: ContactPlace, { channel, address }: EditedContact): Promise<void> {
  await tx.query(
    `with changed as (update contact set channel = $4, address = $5 where person_id = $1 and ordinal = $2 returning ordinal)
     insert into contact (person_id, ordinal, area_code, channel, address)
     select $1, $2, $3, $4, $5 where not exists (select from changed)`,
    [place.personId, place.ordinal, place.areaCode, channel, address],
  );
}

/** @returns whether there was one */
export async function removeContact(tx: Tx, { personId, ordinal }: ContactPlace): Promise<boolean> {
  const gone = await tx.query(`delete from contact where person_id = $1 and ordinal = $2 returning ordinal`, [personId, ordinal]);
  return gone.length > 0;
}
