import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { openDatabase } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { Desk } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { aLayerFact, committed } from '../support/facts.ts';
import { FaultLedger, unbroken } from '../support/fault-ledger.ts';
import { withOwnServer } from '../support/own-server.ts';

const heapMegabytes = 128;
/** Each has missed so many facts: sixty times 1.6 MB, if the server let them. */
const mapsThatNeverRead = 60;
const missed = 1_900;
const longLog = 20_000;

const server = withOwnServer('postgres', { more: { JIAOYING_LOG: 'warn' }, grant: { heapMegabytes } });
let duty: Desk;
let incident: Incident;
let calls: CallRow[];
const ledger = new FaultLedger();
const maps: WebSocket[] = [];

beforeAll(async () => {
  duty = await Desk.of(server().url, 'duty');
  incident = await duty.openIncident();
  const { callOutId } = (await duty.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml')).body;
  calls = (await duty.calls(callOutId)).slice(0, 50);
  await aNightPasses();
});
afterAll(() => {
  for (const map of maps) map.terminate();
});

/** Fills the incident's log. Each fact is as long as one about a call and the sums of its area. */
async function aNightPasses(): Promise<void> {
  const database = openDatabase('postgres', { connectionString: server().env.DATABASE_URL!, max: 1 });
  const fact = { ...aLayerFact(1), rows: Array.from({ length: 40 }, (_, id) => ({ id, state: 'registered' })) };
  const page = Array.from({ length: 5_000 }, () => fact);
  for (let made = 0; made < longLog; made += page.length) {
    await committed(database, { incidentId: incident.id, doorbell: new Doorbell() }, ...page);
  }
  await database.close();
}

/** Signs in, asks for what it has missed, and never reads a byte of it: a screen behind a line that is as good as dead. */
async function openMapThatNeverReads(): Promise<void> {
  const { seq } = (await duty.get<Incident>(`/api/incidents/${incident.id}`)).body;
  const map = new WebSocket(`${server().url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie: duty.cookie },
  });
  maps.push(map);
  return new Promise((fulfil, reject) => {
    map.on('error', reject);
    map.on('message', (data: Buffer) => {
      const said = data.toString();
      if (said.startsWith('0')) map.send('40{}');
      if (!said.startsWith('40')) return;
      map.pause();
      map.send(`420${JSON.stringify(['follow', incident.id, seq - missed])}`, () => fulfil());
    });
  });
}

describe('a server with little memory, and maps that take nothing of what they asked for', () => {
  it('answers everybody else: rings them, takes their answers, and shows them on a map that reads', async () => {
    const reading = await duty.follow(incident.id);
    await Promise.all(Array.from({ length: mapsThatNeverRead }, openMapThatNeverReads));
    const answered = calls.map(async (call) => {
      const device = new Device(server().url, call);
      await device.rung();
      const receiptId = randomUUID();
      if (await device.say(call, { receiptId, kind: 'heard' })) ledger.accepted(receiptId, call.id);
      device.close();
    });
    await Promise.all(answered);
    expect(ledger.acceptedCount).toBe(calls.length);
    await reading.until('every answer', (world) => calls.every(({ id }) => world.calls.get(id)?.state === 'answered'));
    reading.close();
  });

  it('lets a map that reads start meanwhile, and another one have all that it has missed', async () => {
    const map = await duty.follow(incident.id);
    expect(map.world.seq).toBeGreaterThan(longLog);
    expect(map.world.layerRows.get('hazards')?.size).toBe(40);
    const late = await duty.follow(incident.id, map.world.seq - missed);
    // What happens meanwhile comes in between, and may come again with the log.
    const seqs = new Set(late.facts.map(({ seq }) => seq));
    expect(seqs.size).toBeGreaterThanOrEqual(missed);
    expect(Math.max(...seqs) - Math.min(...seqs) + 1).toBe(seqs.size);
    for (const follower of [map, late]) follower.close();
  });

  it('has lost nothing, and has never gone down', async () => {
    expect(await ledger.check(server().env.DATABASE_URL!, duty, [incident.id])).toEqual(unbroken);
    expect(server().process.said.match(/ready: /g)).toHaveLength(1);
  });
});
