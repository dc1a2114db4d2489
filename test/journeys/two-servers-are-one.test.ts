import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { ChildServer } from '../support/child-server.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { FaultLedger, unbroken } from '../support/fault-ledger.ts';
import { cityEnvironment } from '../support/server.ts';

let city: Awaited<ReturnType<typeof cityEnvironment>>;
let servers: ChildServer[];
let urls: string[];
const ledger = new FaultLedger();

beforeAll(async () => {
  city = await cityEnvironment('postgres');
  servers = [new ChildServer(city.env), new ChildServer(city.env)];
  urls = await Promise.all(servers.map((server) => server.ready()));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end('SIGTERM')));
  await city.remove();
});

async function send(url: string, call: CallRow, receiptId: string = randomUUID()): Promise<number> {
  const { status } = await sendReceipt(url, call, { receiptId, kind: 'heard' });
  if (status === 200) ledger.accepted(receiptId, call.id);
  return status;
}

describe('two servers on one database', () => {
  let incident: Incident;
  let callOutId: string;
  let calls: CallRow[];
  let duty: Desk;

  beforeAll(async () => {
    duty = await Desk.of(urls[0]!, 'duty');
    incident = await duty.openIncident();
    await duty.post(`/api/incidents/${incident.id}/clock`, { paused: true });
    callOutId = (await duty.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml')).body.callOutId;
    calls = await duty.calls(callOutId);
  });

  it('call out once when both are told of the same warning at the same moment', async () => {
    const twin = await duty.openIncident();
    const others = await Promise.all(urls.map((url) => Desk.of(url, 'duty')));
    const answers = await Promise.all(others.map((desk) => desk.postCap<{ callOutId: string }>(twin.id, 'rainstorm-orange-polygon.xml')));
    expect(new Set(answers.map(({ body }) => body.callOutId)).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
  });

  it('ring each page once, at whichever of them it is open', async () => {
    const devices = calls.slice(0, 40).map((call, index) => new Device(urls[index % 2]!, call));
    await Promise.all(devices.map((device) => device.rung()));
    for (const device of devices) {
      expect(new Set(device.rings.map(({ attemptId }) => attemptId)).size).toBe(device.rings.length);
      // The same people are called in the twin as well, to which the links of these calls do not lead.
      expect(new Set(device.rings.map(({ field }) => field.call.callOutId))).toEqual(new Set([callOutId]));
      device.close();
    }
  });

  it('move each ladder by one rung when both tick at once', async () => {
    const before = new Map((await duty.calls(callOutId)).map((call) => [call.id, call.rung]));
    const last = Math.max(...(await duty.calls(callOutId)).map(({ dueAt }) => Date.parse(dueAt!)));
    const at = new Date(last + 1_000).toISOString();
    await Promise.all(urls.map(async (url) => (await Desk.of(url, 'duty')).post(`/api/incidents/${incident.id}/clock`, { at })));
    const after = await duty.calls(callOutId);
    expect(after.filter((call) => call.rung !== before.get(call.id)! + 1)).toEqual([]);
  });

  it('show on a map of one what was answered at the other', async () => {
    const map = await (await Desk.of(urls[1]!, 'commander')).follow(incident.id, 0);
    const [call] = calls.slice(50, 51);
    expect(await send(urls[0]!, call!)).toBe(200);
    await map.until('the answer', (world) => world.calls.get(call!.id)?.state === 'answered');
    map.close();
  });

  it('go on as one when the other is killed in the middle of it', async () => {
    const some = calls.slice(60, 160).map((call) => ({ call, receiptId: randomUUID() }));
    const sending = some.map(({ call, receiptId }, index) => send(urls[index % 2]!, call, receiptId).catch(() => 0));
    await servers[1]!.killAfter(20);
    const statuses = await Promise.all(sending);
    const refused = some.filter((_, index) => statuses[index] !== 200);
    expect(await Promise.all(refused.map(({ call, receiptId }) => send(urls[0]!, call, receiptId)))).toEqual(refused.map(() => 200));
    expect(await ledger.check(city.env.DATABASE_URL!, duty, [incident.id])).toEqual(unbroken);
  });
});
