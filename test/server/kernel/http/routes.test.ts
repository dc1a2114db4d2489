import express, { type Express } from 'express';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Session } from '#contract/session.ts';
import type { Database } from '../../../../server/kernel/db/db.ts';
import { answerErrors } from '../../../../server/kernel/http/http.ts';
import { Refusal } from '../../../../server/kernel/refusal.ts';
import { pass, routes } from '../../../../server/kernel/http/routes.ts';
import { answered, silentLog } from '../../../support/app.ts';

const duty = {
  userId: 7,
  username: 'duty',
  displayName: '',
  roles: [],
  rights: ['incident.clock', 'duty.edit'],
  areaCode: '320600000000',
} as Session;
const viewer = { ...duty, rights: [] };
const incident = 'f0000000-0000-4000-8000-000000000000';

/** Gives each transaction the scope that it was asked with. */
const database = { transaction: (scope: unknown, work: (tx: unknown) => unknown) => Promise.resolve(work(scope)) } as unknown as Database;

type Handlers = Parameters<typeof routes>[1];

function appOf(handlers: Handlers, user?: Session): Express {
  return express()
    .use(express.json(), (req, _res, next) => {
      Object.assign(req, { session: { user }, sessionID: 's' });
      next();
    })
    .use(routes(database, handlers))
    .use(answerErrors(silentLog));
}

const clock: Handlers = {
  'post /incidents/:id/clock': ({ params, body, by, scoped }) => scoped((tx) => Promise.resolve({ params, body, by, tx } as never)),
};
const setClock = (app: Express, id = incident) => supertest(app).post(`/incidents/${id}/clock`);

describe('a declared operation', () => {
  it('is given its parts parsed, who asks and from where, and sees the area of who asks', async () => {
    const { status, body } = (await setClock(appOf(clock, duty)).send({ rate: 60, unknown: 1 })) as { status: number; body: object };
    expect(status).toBe(200);
    expect(body).toMatchObject({
      params: { id: incident },
      body: { rate: 60 },
      by: { session: { username: 'duty' }, address: expect.stringContaining('127.0.0.1') as string },
      tx: { area: '3206' },
    });
    expect(body).not.toHaveProperty('body.unknown');
  });

  it('is refused to strangers and to those without its right before anything that they sent is looked at', async () => {
    expect(await answered(setClock(appOf(clock), 'nonsense').send({ rate: -1 }))).toMatchObject([401, { code: 'session/required' }]);
    expect(await answered(setClock(appOf(clock, viewer), 'nonsense').send({ rate: -1 }))).toMatchObject([
      403,
      { code: 'session/not-allowed' },
    ]);
  });

  it('names nothing by what cannot be an id, and says what is wrong with a body', async () => {
    expect(await answered(setClock(appOf(clock, duty), 'nonsense').send({ rate: 1 }))).toMatchObject([404, { code: 'incident/unknown' }]);
    const [status, body] = await answered(setClock(appOf(clock, duty)).send({ rate: 'fast' }));
    expect([status, body]).toMatchObject([400, { code: 'request/invalid', issues: [{ path: 'rate' }] }]);
  });

  it('is answered with the status that is declared first, unless its handler chooses another', async () => {
    const open: Handlers = { 'post /duty/leaves': () => ({ id: 1 }) as never, 'delete /duty/leaves/:id': () => Promise.resolve() };
    const leave = { personId: 1, startsAt: '2026-07-01T00:00:00Z', endsAt: '2026-07-02T00:00:00Z', reason: 'leave' };
    expect((await supertest(appOf(open, duty)).delete('/duty/leaves/3')).status).toBe(204);
    const [status, body] = await answered(supertest(appOf(open, duty)).post('/duty/leaves').send(leave));
    expect([status, body]).toEqual([201, { id: 1 }]);
    const chosen: Handlers = { 'post /duty/leaves': ({ res }) => (res.status(202), { id: 1 } as never) };
    expect((await supertest(appOf(chosen, duty)).post('/duty/leaves').send(leave)).status).toBe(202);
  });

  it('that is opened by a key lets the key be proved before it reads what was sent', async () => {
    const inbound = (proof: () => void): Handlers => ({
      'post /channels/sms/inbound': (asked) => {
        proof();
        return asked.body as never;
      },
    });
    const send = (app: Express) => answered(supertest(app).post('/channels/sms/inbound').send({ from: 5 }));
    const wrong = () => {
      throw new Refusal('signature/invalid');
    };
    expect(await send(appOf(inbound(wrong)))).toMatchObject([401, { code: 'signature/invalid' }]);
    expect(await send(appOf(inbound(() => undefined)))).toMatchObject([400, { code: 'request/invalid' }]);
  });

  it('passes middleware on its way, and is refused where that refuses', async () => {
    const through = (code: Refusal['code'] | null): Handlers => ({
      'get /figures': async (asked) => {
        await pass((_req, _res, next) => (code ? next(new Refusal(code)) : next()), asked);
        return { passed: true } as never;
      },
    });
    expect(await answered(supertest(appOf(through(null))).get('/figures'))).toEqual([200, { passed: true }]);
    expect(await answered(supertest(appOf(through('request/too-many'))).get('/figures'))).toMatchObject([
      429,
      { code: 'request/too-many' },
    ]);
  });

  it('cannot be carried out unless it is declared', () => {
    expect(() => routes(database, { 'get /nothing': () => undefined } as Handlers)).toThrow('get /nothing');
  });
});
