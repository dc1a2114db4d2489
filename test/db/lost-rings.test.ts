import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { openLog } from '../../server/kernel/log.ts';
import { Live, type LiveDependencies } from '../../server/live/hub.ts';
import { aSession, noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { withDatabase } from '../support/database.ts';
import { Desk } from '../support/desk.ts';
import { aLayerFact, committed } from '../support/facts.ts';
import { openedIncident } from '../support/incident.ts';
import { tinyCity } from '../support/tiny-city.ts';

const database = withDatabase();
let http: Server;
let live: Live;

/** A node whose line to the others has died without a word: nobody ever rings its doorbell. */
beforeAll(async () => {
  await database().asOwner(tinyCity);
  http = createServer();
  const session = ((req: { session?: object; sessionID?: string }, _res: unknown, next: () => void) => {
    Object.assign(req, { session: { user: aSession('dutyOfficer') }, sessionID: 'one' });
    next();
  }) as unknown as RequestHandler;
  const doors = {
    ...{ database: database(), doorbell: new Doorbell(), clock: new FakeClock(noon), log: openLog('silent'), session },
    isForeignOrigin: () => false,
    endedSessions: () => Promise.resolve([]),
    links: { revocationsSince: () => Promise.resolve([]) },
    health: () => Promise.reject(new Error('not asked here')),
  };
  live = new Live(http, doors as unknown as LiveDependencies);
  await new Promise<void>((fulfil) => http.listen(0, '127.0.0.1', fulfil));
});
afterAll(() => live.close());

it('reach an open map all the same: the log is compared with what was sent', async () => {
  const { id } = await openedIncident(database());
  const map = await new Desk(`http://127.0.0.1:${(http.address() as AddressInfo).port}`).follow(id);
  const seqs = () => [...new Set(map.facts.map(({ seq }) => seq))];
  await map.until('what was there', () => seqs().length === 1);
  await committed(database(), { incidentId: id, doorbell: new Doorbell() }, aLayerFact(1));
  await map.until('what nobody rang for', () => seqs().length === 2);
  await committed(database(), { incidentId: id, doorbell: new Doorbell() }, aLayerFact(2), aLayerFact(3));
  await map.until('what nobody rang for either', () => seqs().length === 4);
  expect(seqs()).toEqual([1, 2, 3, 4]);
  map.close();
});
