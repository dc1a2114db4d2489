import { createHash } from 'node:crypto';
import type { ReceiptPhoto } from '../contract/field.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db/db.ts';
import { cleanPhoto, type Photo } from '../kernel/documents/photo.ts';
import { Refusal } from '../kernel/refusal.ts';
import { callFacts } from '../calls/call-facts.commands.ts';
import { helpPhotoFacts } from '../help/help.commands.ts';
import { refuseRevoked } from './links.commands.ts';
import { photoRefusal } from './photos.rules.ts';
import { insertPhoto, photoOf, photoPlace, type PhotoPlace } from './photos.store.ts';
import type { HandedIn } from '../receipts/receipts.commands.ts';

/** Who wants to add a photo to which receipt. */
export interface PhotoOffer extends Pick<HandedIn, 'by' | 'link'> {
  receiptId: string;
}

/** Refuses whoever may not add a photo to this receipt: asked before ten megabytes are read, and again before they are kept. */
export async function photoPlaceFor(tx: Tx, { receiptId, by, link }: PhotoOffer): Promise<PhotoPlace> {
  if (link) await refuseRevoked(tx, link);
  const place = await photoPlace(tx, receiptId);
  if (!place) throw new Refusal('receipt/unknown');
  const refused = photoRefusal(place, { by, boundTo: link?.claim.callId ?? null });
  // Who sends the last photo again is not told that there is no place for another.
  if (refused && !(refused === 'photo/too-many' && place.sentDigest)) throw new Refusal(refused);
  return place;
}

/**
 * Keeps a photo with its receipt: the same one again changes nothing, another one is refused, since what was shown is evidence.
 *
 * The picture is decoded between two transactions, so that nobody waits for it.
 */
export async function addPhoto(database: Database, ctx: Ctx, { bytes, ...offer }: PhotoOffer & { bytes: Buffer }): Promise<ReceiptPhoto> {
  const sentDigest = createHash('sha256').update(bytes).digest();
  const known = await database.transaction(wholeServer, async (tx) => knownPhoto(tx, await photoPlaceFor(tx, offer), sentDigest));
  if (known) return known;
  const photo = await cleanPhoto(bytes);
  return database.transaction(wholeServer, (tx) => keep(tx, ctx, { offer, sentDigest, photo }));
}

/** The photo of a receipt that holds this one already; undefined when it holds none. */
async function knownPhoto(tx: Tx, { receiptId, sentDigest }: PhotoPlace, digest: Buffer): Promise<ReceiptPhoto | undefined> {
  if (!sentDigest) return undefined;
  if (!sentDigest.equals(digest)) throw new Refusal('receipt/conflict');
  return photoOf(tx, receiptId);
}

async function keep(tx: Tx, ctx: Ctx, news: { offer: PhotoOffer; sentDigest: Buffer; photo: Photo }): Promise<ReceiptPhoto> {
  const { offer, sentDigest, photo } = news;
  const place = await photoPlaceFor(tx, offer);
  const incident = (await incidentById(tx, place.incidentId))!;
  const receivedAt = incidentNow(incident, ctx.now);
  if (!(await insertPhoto(tx, { ...photo, place, sentDigest, receivedAt }))) {
    return (await knownPhoto(tx, (await photoPlace(tx, offer.receiptId))!, sentDigest))!;
  }
  const kept = (await photoOf(tx, offer.receiptId))!;
  // Whoever has the card of this call open reads it again.
  const facts = await callFacts(tx, incident.id, [{ id: place.callId, callOutId: place.callOutId, tallyCode: place.tallyCode }]);
  facts.push(...(await helpPhotoFacts(tx, offer.receiptId)));
  await record(tx, { incidentId: incident.id, at: receivedAt, doorbell: ctx.doorbell }, facts);
  return kept;
}
