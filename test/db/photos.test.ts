import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { beforeAll, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { LinkClaim, ReceiptPhoto } from '#contract/field.ts';
import type { Session } from '#contract/session.ts';
import { photoRoutes } from '../../server/field/photos.routes.ts';
import { receiptsOf } from '../../server/calls/call-details.store.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { answerErrors } from '../../server/kernel/http/http.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { aSession, noon } from '../support/builders.ts';
import { calledOut, callStates, type Calling } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors, type Caller, type DoorAnswer } from '../support/doors.ts';
import { anExecutable, aPhotoFromAPhone } from '../support/pictures.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const patience = { timeout: 10_000, interval: 50 };
const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);
const duty = aSession('dutyOfficer');
const haimen = aSession('countyDuty', { areaCode: code.haimen });

onBothDatabases('the photo of a receipt', (database) => {
  const clock = new FakeClock(noon);
  const ctx = { now: new Date(noon), doorbell: new Doorbell() };
  let calling: Calling;
  let photo: Buffer;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    calling = await calledOut(database());
    photo = await aPhotoFromAPhone({ width: 400, height: 300 });
  });

  const doors = (caller: Caller) => openDoors(caller, photoRoutes({ database: database(), clock, doorbell: new Doorbell(), links }));
  const put = (caller: Caller, receiptId: string, bytes: Buffer): Promise<DoorAnswer> =>
    doors(caller).put(`/api/receipts/${receiptId}/photo`, 'image/jpeg', bytes);

  /** A receipt, of the guardian of Yangkou unless the test says otherwise, and the link that it came by. */
  async function sent(personId: number = person.yangkouGuardian) {
    const callId = (await callStates(database(), calling.callOutId)).find((call) => call.personId === personId)!.id as CallId;
    const receiptId = randomUUID();
    const submission = { callId, receipt: { receiptId, kind: 'acting' }, by: { personId } } as const;
    await database().transaction(wholeServer, (tx) => takeReceipts(tx, ctx, [submission]));
    return { callId, receiptId, link: { authorization: `Bearer ${links.seal({ callId, personId }, clock.now())}` } };
  }

  const seenBy = (session: Session, receiptId: string) => doors(session).bytes(`/api/receipts/${receiptId}/photo`);

  it('is kept without what the camera added, but for the place', async () => {
    const { receiptId, link } = await sent();
    const { status, body } = await put(link, receiptId, photo);
    expect(status).toBe(200);
    const kept = ReceiptPhoto.parse(body);
    expect(kept).toMatchObject({ receiptId, width: 300, height: 400 });
    expect(kept.position?.lng).toBeCloseTo(121.04, 6);
    const { bytes, headers } = await seenBy(duty, receiptId);
    expect(bytes.length).toBe(kept.bytes);
    expect(bytes.includes('SecretMaker')).toBe(false);
    expect(headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
    expect(headers['cache-control']).toBe('private, no-store');
  });

  it('says where it was taken, on the card of the call', async () => {
    const { callId, receiptId, link } = await sent();
    await put(link, receiptId, photo);
    const receipts = await database().transaction(wholeServer, (tx) => receiptsOf(tx, callId));
    const { hasPhoto, position } = receipts.find(({ id }) => id === receiptId)!;
    expect({ hasPhoto, lng: position?.lng.toFixed(2), accuracyMeters: position?.accuracyMeters }).toEqual({
      hasPhoto: true,
      lng: '121.04',
      accuracyMeters: null,
    });
  });

  it('counts once however often it comes, also at the same moment', async () => {
    const { receiptId, link } = await sent();
    const answers = await Promise.all([put(link, receiptId, photo), put(link, receiptId, photo)]);
    answers.push(await put(link, receiptId, photo));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('is evidence: another one does not take its place', async () => {
    const { receiptId, link } = await sent();
    await put(link, receiptId, photo);
    const other = await aPhotoFromAPhone({ width: 300, height: 300 });
    expect(await put(link, receiptId, other)).toMatchObject({ status: 409, body: { code: 'receipt/conflict' } });
  });

  it('tells the screens, so that an open card is read again', async () => {
    const { receiptId, link } = await sent();
    const before = await headOf();
    await put(link, receiptId, photo);
    const { facts } = await factsSince(before);
    expect(facts).toMatchObject([{ kind: 'calls.put', tallyCode: code.yangkou, calls: [{ personId: person.yangkouGuardian }] }]);
  });

  it('is taken only from who sent the receipt, and before that not read at all', async () => {
    const { receiptId } = await sent();
    const { link: stranger } = { link: { authorization: `Bearer ${links.seal({ personId: person.sanchangDesk }, clock.now())}` } };
    expect(await put(stranger, receiptId, photo)).toMatchObject({ status: 403, body: { code: 'call/not-yours' } });
    expect(await put(haimen, receiptId, photo)).toMatchObject({ status: 404, body: { code: 'receipt/unknown' } });
    expect(await put(aSession('viewer'), receiptId, photo)).toMatchObject({ status: 403, body: { code: 'session/not-allowed' } });
    expect(await put(duty, randomUUID(), photo)).toMatchObject({ status: 404, body: { code: 'receipt/unknown' } });
    expect(await put({ authorization: 'Bearer a.b.c.d' }, receiptId, photo)).toMatchObject({
      status: 401,
      body: { code: 'token/invalid' },
    });
  });

  it('is refused when it is none, or too large, and nothing is left of it', async () => {
    const { receiptId, link } = await sent();
    expect(await put(link, receiptId, anExecutable)).toMatchObject({ status: 400, body: { code: 'photo/not-an-image' } });
    expect(await put(link, receiptId, Buffer.alloc(0))).toMatchObject({ status: 400, body: { code: 'photo/not-an-image' } });
    expect(await put(link, receiptId, randomBytes(10_000_001))).toMatchObject({ status: 413, body: { code: 'request/too-large' } });
    expect(await doors(duty).get(`/api/receipts/${receiptId}/photo`)).toMatchObject({ status: 404, body: { code: 'photo/unknown' } });
  });

  it('is shown within the area and to whom the ledger is open, and to nobody else', async () => {
    const { receiptId, link } = await sent();
    await put(link, receiptId, photo);
    const path = `/api/receipts/${receiptId}/photo`;
    expect(await doors(haimen).get(path)).toMatchObject({ status: 404, body: { code: 'photo/unknown' } });
    expect(await doors(aSession('viewer')).get(path)).toMatchObject({ status: 403 });
    expect(await doors(link).get(path)).toMatchObject({ status: 401 });
    expect((await doors(aSession('countyDuty', { areaCode: code.rudong })).bytes(path)).bytes.length).toBeGreaterThan(0);
  });

  it('is taken two at a time by one link, whose uploads that never end keep nobody else from theirs', async () => {
    const [mine, other] = [await sent(), await sent(person.yangkouVillageLead)];
    const routes = photoRoutes({ database: database(), clock, doorbell: new Doorbell(), links });
    const statusOf = async ({ receiptId, link }: typeof mine) =>
      (await openDoors(link, routes).put(`/api/receipts/${receiptId}/photo`, 'image/jpeg', photo)).status;
    const server = express()
      .use('/api', routes)
      .use(answerErrors(pino({ level: 'silent' })))
      .listen(0);
    const { port } = server.address() as AddressInfo;
    const begun = [1, 2, 3].map(() => {
      const headers = { ...mine.link, 'content-type': 'image/jpeg', 'content-length': photo.length };
      const upload = request({ port, method: 'PUT', path: `/api/receipts/${mine.receiptId}/photo`, headers });
      upload.on('error', () => undefined).write(photo.subarray(0, 10));
      return upload;
    });
    const refused = begun.map(async (upload) => ((await once(upload, 'response')) as [IncomingMessage])[0].statusCode);
    expect(await Promise.any(refused)).toBe(429);
    expect(await statusOf(other)).toBe(200);
    for (const upload of begun) upload.destroy();
    await expect.poll(() => statusOf(mine), patience).toBe(200);
    server.close();
  });

  const headOf = async () => (await factsSince(0)).head;
  const factsSince = (since: number) =>
    database().transaction(wholeServer, (tx) => factsAfter(tx, { incidentId: calling.incident.id, since, limit: 100 }));
});
