import type { CallOutId } from '../contract/calls.ts';
import type { ReceiptPhoto } from '../contract/field.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Photo } from '../kernel/documents/photo.ts';
import type { Illustrated } from './photos.rules.ts';

/** A receipt, its call and the photo that it holds by now. */
export interface PhotoPlace extends Illustrated {
  receiptId: string;
  callOutId: CallOutId;
  incidentId: IncidentId;
  tallyCode: string;
  /** SHA-256 of the photo that was sent; null while there is none. */
  sentDigest: Buffer | null;
}

export function photoPlace(tx: Tx, receiptId: string): Promise<PhotoPlace | undefined> {
  return tx.one<PhotoPlace & Row>(
    `select r.id as "receiptId", r.call_id as "callId", r.area_code as "areaCode", r.person_id as "personId", c.call_out_id as "callOutId",
       c.incident_id as "incidentId", c.tally_code as "tallyCode", p.sent_digest as "sentDigest",
       (select count(*)::int from photo o join receipt other on other.id = o.receipt_id where other.call_id = r.call_id) as "photosOfCall"
     from receipt r join call c on c.id = r.call_id left join photo p on p.receipt_id = r.id where r.id = $1`,
    [receiptId],
  );
}

export interface NewPhoto extends Photo {
  place: PhotoPlace;
  sentDigest: Buffer;
  receivedAt: Date;
}

/** @returns whether it is there now by this statement: one that came at the same moment is left as it is */
export async function insertPhoto(tx: Tx, { place, sentDigest, receivedAt, jpeg, ...photo }: NewPhoto): Promise<boolean> {
  const rows = await tx.query(
    `insert into photo (receipt_id, area_code, image, sent_digest, width, height, position, received_at)
     values ($1, $2, $3, $4, $5, $6, st_setsrid(st_makepoint($7, $8), 4326), $9) on conflict do nothing returning receipt_id`,
    [
      ...[place.receiptId, place.areaCode, jpeg, sentDigest, photo.width, photo.height],
      ...[photo.position?.lng ?? null, photo.position?.lat ?? null, receivedAt],
    ],
  );
  return rows.length > 0;
}

/** What is known of a photo besides its pixels. */
export async function photoOf(tx: Tx, receiptId: string): Promise<ReceiptPhoto | undefined> {
  const row = await tx.one<Omit<ReceiptPhoto, 'position'> & { lng: number | null; lat: number | null }>(
    `select receipt_id as "receiptId", width, height, octet_length(image) as bytes, st_x(position) as lng, st_y(position) as lat
     from photo where receipt_id = $1`,
    [receiptId],
  );
  if (!row) return undefined;
  const { lng, lat, ...photo } = row;
  return { ...photo, position: lng === null || lat === null ? null : { lng, lat } };
}

export async function imageOf(tx: Tx, receiptId: string): Promise<Buffer | undefined> {
  return (await tx.one<{ image: Buffer }>(`select image from photo where receipt_id = $1`, [receiptId]))?.image;
}
