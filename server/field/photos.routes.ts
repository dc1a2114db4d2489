import express, { type Request, type RequestHandler, type Router } from 'express';
import { photoMaxBytes } from '../contract/field.ts';
import { wholeServer } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { pass, routes } from '../kernel/http/routes.ts';
import type { FieldDependencies } from './field.routes.ts';
import { speakerOf } from './links.routes.ts';
import { addPhoto, photoPlaceFor, type PhotoOffer } from './photos.commands.ts';
import { imageOf } from './photos.store.ts';

/** What a photo is called is not asked: its bytes say what it is. A packed body is refused: it may unpack to anything. */
const bytesOf = express.raw({ type: () => true, limit: photoMaxBytes, inflate: false });

/** Of 10 MB each at the most. A call-out to a city brings thousands of photos in an hour; they wait on their phones, answers never do. */
const photosHeldAtOnce = 16;

/** A phone sends its photos one after another, and once more when it has lost patience: who holds more places leaves none to others. */
const photosHeldForOne = 2;

/** Lets so many bodies be read at once, of all or of each whom `ofWhom` names: what is held of them is the server's memory. */
function atMost(limit: number, ofWhom: (req: Request) => string = () => 'all'): RequestHandler {
  const held = new Map<string, number>();
  return (req, res, next) => {
    // Whoever hung up while the link was looked up would never give the place back.
    if (res.closed || res.destroyed) return;
    const key = ofWhom(req);
    const already = held.get(key) ?? 0;
    if (already >= limit) throw new Refusal('request/too-many');
    held.set(key, already + 1);
    res.once('close', () => {
      const left = held.get(key)! - 1;
      if (left > 0) held.set(key, left);
      else held.delete(key);
    });
    next();
  };
}

/** All links of a person are one. */
function nameOf({ by }: Pick<PhotoOffer, 'by'>): string {
  return 'personId' in by ? `person ${by.personId}` : `user ${by.userId}`;
}

/** It shows people and their houses: no browser keeps it on its disk, where the next user of the machine would find it. */
const photoHeaders = {
  'content-type': 'image/jpeg',
  'content-disposition': 'inline; filename="photo.jpg"',
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
};

/** The photos that come with receipts: in from the field, out to the desk. */
export function photoRoutes({ database, clock, doorbell, links }: FieldDependencies): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  const ofOne = atMost(photosHeldForOne, (req) => nameOf(speakerOf(req, links, clock.now())));
  const ofAll = atMost(photosHeldAtOnce);
  return routes(database, {
    'put /receipts/:id/photo': async (asked) => {
      const { req } = asked;
      const offerOf = (): PhotoOffer => ({ ...speakerOf(req, links, clock.now()), receiptId: asked.params.id });
      await database.transaction(wholeServer, (tx) => photoPlaceFor(tx, offerOf()));
      for (const middleware of [ofOne, ofAll, bytesOf]) await pass(middleware, asked);
      const bytes: unknown = req.body;
      if (!Buffer.isBuffer(bytes)) throw new Refusal('photo/not-an-image');
      // Who speaks is asked anew: a link may have been withdrawn while the bytes came in.
      return addPhoto(database, ctx(), { ...offerOf(), bytes });
    },
    'get /receipts/:id/photo': async ({ params: { id }, scoped, res }) => {
      const image = await scoped((tx) => imageOf(tx, id));
      if (!image) throw new Refusal('photo/unknown');
      res.set(photoHeaders).send(image);
    },
  });
}
