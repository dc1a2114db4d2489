import type { EditedContact } from '../contract/posts.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import { maskedMail, maskedNumber } from '../kernel/security/masked.ts';
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
    `with changed as (
       update contact set channel = $4, address = $5, masked_address = $6, number_key = $7, address_key = $8
       where person_id = $1 and ordinal = $2 returning ordinal
     )
     insert into contact (person_id, ordinal, area_code, channel, address, masked_address, number_key, address_key)
     select $1, $2, $3, $4, $5, $6, $7, $8 where not exists (select from changed)`,
    [place.personId, place.ordinal, place.areaCode, channel, ...kept(tx, { channel, address })],
  );
}

/** An address as it is kept, and what is kept beside it: masked, by what it is found, and by what it is the same as another. */
function kept(tx: Tx, { channel, address }: EditedContact): [string, string, string, string] {
  return [
    tx.seal('contact.address', address),
    tx.seal('contact.masked_address', channel === 'mail' ? maskedMail(address) : maskedNumber(address)),
    tx.lookup('number', address),
    tx.lookup('address', address),
  ];
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
  const each = read.map((one) => kept(tx, one));
  await tx.query(
    `update contact set channel = n.channel, dials = n.dials, address = n.address, masked_address = n.masked_address, number_key = n.number_key,
       address_key = n.address_key
     from unnest($1::bigint[], $2::smallint[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::text[])
       as n (person_id, ordinal, channel, dials, address, masked_address, number_key, address_key)
     where contact.person_id = n.person_id and contact.ordinal = n.ordinal`,
    [
      read.map(({ personId }) => personId),
      read.map(({ ordinal }) => ordinal),
      read.map(({ channel }) => channel),
      read.map(({ dials }) => dials),
      ...[0, 1, 2, 3].map((nr) => each.map((one) => one[nr])),
    ],
  );
}
