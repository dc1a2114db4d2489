import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { Desk } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { FaultLedger, unbroken } from '../support/fault-ledger.ts';
import type { Follower } from '../support/follower.ts';
import { withOwnServer } from '../support/own-server.ts';

const openFiles = 256;
const crowdSize = 600;

const server = withOwnServer('postgres', { more: { JIAOYING_LOG: 'warn' }, grant: { openFiles } });
let duty: Desk;
let incident: Incident;
let calls: CallRow[];
let devices: Device[];
let map: Follower;
let crowd: Socket[];
const ledger = new FaultLedger();

beforeAll(async () => {
  duty = await Desk.of(server().url, 'duty');
  incident = await duty.openIncident();
  const { callOutId } = (await duty.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml')).body;
  calls = (await duty.calls(callOutId)).slice(0, 20);
  map = await duty.follow(incident.id);
  devices = calls.map((call) => new Device(server().url, call));
  await Promise.all(devices.map((device) => device.rung()));
});
afterAll(() => {
  for (const device of devices) device.close();
  map.close();
});

/** Opens connections that begin a request, never end it and stay; resolves once as many were turned away as certainly do not fit. */
async function gather(): Promise<Socket[]> {
  const { hostname, port } = new URL(server().url);
  let turnedAway = 0;
  const sockets = Array.from({ length: crowdSize }, () => connect(Number(port), hostname));
  await new Promise<void>((fulfil) => {
    for (const socket of sockets) {
      socket.on('error', () => undefined);
      socket.write('POST /api/session HTTP/1.1\r\nHost: jiaoying\r\nX-Slow: ');
      socket.once('close', () => void ((turnedAway += 1) === crowdSize - openFiles && fulfil()));
    }
  });
  return sockets;
}

describe('more connections than the server may have open files', () => {
  it('are turned away, which the operator is told once', async () => {
    crowd = await gather();
    expect(server().process.said.match(/turning connections away/g)).toHaveLength(1);
  });

  it('disturb nobody who is in: every answer is taken and on the map', async () => {
    const taken = devices.map(async (device, index) => {
      const receiptId = randomUUID();
      if (await device.say(calls[index]!, { receiptId, kind: 'heard' })) ledger.accepted(receiptId, calls[index]!.id);
    });
    await Promise.all(taken);
    expect(ledger.acceptedCount).toBe(devices.length);
    await map.until('every answer', (world) => calls.every(({ id }) => world.calls.get(id)?.state === 'answered'));
  });

  it('may come in when the crowd has gone, to a server that never went down', async () => {
    for (const socket of crowd) socket.destroy();
    const commander = await vi.waitFor(() => Desk.of(server().url, 'commander'), { timeout: 30_000 });
    expect((await commander.get(`/api/incidents/${incident.id}`)).status).toBe(200);
    expect(await ledger.check(server().env.DATABASE_URL!, duty, [incident.id])).toEqual(unbroken);
    expect(server().process.said.match(/ready: /g)).toHaveLength(1);
  });
});
