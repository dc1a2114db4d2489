import type { EditedContact } from '../contract/posts.ts';
import type { Row, Tx } from '../kernel/db.ts';
import type { KeptContact } from './contacts.rules.ts';

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

/** Telephone numbers that nobody has read yet, locked. */
export async function unreadContacts(tx: Tx): Promise<KeptContact[]> {
  return tx.query<KeptContact & Row>(
    `select person_id as "personId", ordinal, channel, address from contact
     where dials is null and channel in ('mobile', 'landline') order by person_id, ordinal for no key update`,
  );
}

/** Each in the one form in which it is dialled. */
export async function saveReadings(tx: Tx, read: readonly (KeptContact & { dials: boolean })[]): Promise<void> {
  await tx.query(
    `update contact set channel = n.channel, address = n.address, dials = n.dials
     from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::boolean[]) as n (person_id, ordinal, channel, address, dials)
     where contact.person_id = n.person_id and contact.ordinal = n.ordinal`,
    [
      read.map(({ personId }) => personId),
      read.map(({ ordinal }) => ordinal),
      read.map(({ channel }) => channel),
      read.map(({ address }) => address),
      read.map(({ dials }) => dials),
    ],
  );
}
