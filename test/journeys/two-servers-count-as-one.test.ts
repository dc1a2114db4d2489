import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { CommsCheck } from '#contract/tree-proof.ts';
import { openDatabase } from '../../server/kernel/db/db.ts';
import { ChildServer } from '../support/child-server.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { asHeldByPerson } from '../support/person-link.ts';
import { RedisServer } from '../support/redis-server.ts';
import { cityEnvironment } from '../support/server.ts';

let redis: RedisServer;
let city: Awaited<ReturnType<typeof cityEnvironment>>;
let servers: ChildServer[];
let urls: string[];
let admin: Desk;
let calls: CallRow[];

beforeAll(async () => {
  redis = await RedisServer.open();
  city = await cityEnvironment('postgres');
  const env = { ...city.env, REDIS_URL: redis.url };
  servers = [new ChildServer(env), new ChildServer(env)];
  urls = await Promise.all(servers.map((server) => server.ready()));
  admin = await Desk.of(urls[0]!, 'admin');
  const duty = await Desk.of(urls[0]!, 'duty');
  const incident = await duty.openIncident();
  await duty.post(`/api/incidents/${incident.id}/clock`, { paused: true });
  calls = await duty.calls((await duty.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml')).body.callOutId);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end('SIGTERM')));
  await city.remove();
  await redis.stop();
});

const shownTo = async () => (await admin.post<CommsCheck>('/api/comms-checks')).body.shown;
const heard = async (url: string, call: CallRow) => (await sendReceipt(url, call, { receiptId: randomUUID(), kind: 'heard' })).status;

/** Says so many things of one call, at both servers in turn. @returns how many were refused as too many */
async function flood(call: CallRow, times: number): Promise<number> {
  const statuses: number[] = [];
  for (let at = 0; at < times; at++) statuses.push(await heard(urls[at % 2]!, call));
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  return statuses.filter((status) => status === 429).length;
}

describe('two servers that share a Redis', () => {
  let devices: Device[];

  beforeAll(async () => {
    const people = [...new Map(calls.map((call) => [call.personId, call])).values()].slice(0, 6);
    const database = openDatabase('postgres', { connectionString: city.env.DATABASE_URL!, max: 1 });
    const held = await Promise.all(people.map((call) => asHeldByPerson(database, call)));
    await database.close();
    devices = held.map((call, index) => new Device(urls[index % 2]!, call));
    await Promise.all(devices.map((device) => device.linked));
    await Promise.all(devices.map((device) => device.rung()));
    return () => devices.forEach((device) => device.close());
  });

  it('find whoever is on a page of either in a muted check of all pages', async () => {
    expect(await shownTo()).toBe(6);
  });

  it('take from one link as much as one server would, whichever it is shown to', async () => {
    // Twelve at once, and one more for each five seconds: a busy machine may let another through.
    const refused = await flood(calls.at(-1)!, 20);
    expect(refused).toBeGreaterThanOrEqual(5);
    expect(refused).toBeLessThanOrEqual(8);
  });

  it('let a network fail to sign in as often as one server would, wherever it tries', async () => {
    const failing = async (url: string) => (await new Desk(url).post('/api/session', { username: 'nobody', password: 'wrong' })).status;
    const statuses = await Promise.all(Array.from({ length: 70 }, (_, at) => failing(urls[at % 2]!)));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
    expect(new Set(await Promise.all(urls.map(failing)))).toEqual(new Set([429]));
  });

  it('take answers and ask their own pages alone while it hangs or has ended, and ask each other again once it is back', async () => {
    redis.freeze();
    expect(await heard(urls[0]!, calls.at(-2)!)).toBe(200);
    redis.thaw();
    await redis.stop();
    expect(await heard(urls[1]!, calls.at(-3)!)).toBe(200);
    expect(await shownTo()).toBe(3);
    expect((await admin.get<{ status: string }>('/api/health')).body.status).toBe('ok');
    await redis.start();
    await expect.poll(shownTo, { timeout: 30_000, interval: 1_000 }).toBe(6);
  });
});
