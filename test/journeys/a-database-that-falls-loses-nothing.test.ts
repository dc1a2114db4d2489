import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { ChildServer } from '../support/child-server.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { FaultLedger, unbroken } from '../support/fault-ledger.ts';

let cluster: Cluster;
let server: ChildServer;
let url: string;
let databaseUrl: string;
let incident: Incident;
let callOutId: string;
let calls: CallRow[];
/** As many connections as a server opens to its database. */
const poolSize = 10;
const ledger = new FaultLedger();

beforeAll(async () => {
  cluster = await startCluster({ isDurable: true });
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  await client.query('create database jiaoying');
  await client.end();
  databaseUrl = cluster.url.replace(/postgres$/, 'jiaoying');
  server = new ChildServer({ PORT: '0', NODE_ENV: 'test', JIAOYING_LOG: 'silent', DATABASE_URL: databaseUrl });
  url = await server.ready();
  const duty = await Desk.of(url, 'duty');
  incident = await duty.openIncident();
  callOutId = (await duty.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml')).body.callOutId;
  calls = await duty.calls(callOutId);
});
afterAll(async () => {
  cluster.thaw();
  await server.end('SIGTERM');
  await cluster.stop();
});

async function send({ call, receiptId }: { call: CallRow; receiptId: string }): Promise<number> {
  const { status } = await sendReceipt(url, call, { receiptId, kind: 'heard' });
  if (status === 200) ledger.accepted(receiptId, call.id);
  return status;
}

const receiptsFor = (some: readonly CallRow[]) => some.map((call) => ({ call, receiptId: randomUUID() }));

/** Sends again and again, as a phone does, until the server takes it. */
async function insist(receipt: { call: CallRow; receiptId: string }): Promise<void> {
  while ((await send(receipt).catch(() => 0)) !== 200);
}

describe('a database that is killed under load and comes back', () => {
  it('loses no receipt that was accepted, and takes the others when they come again', async () => {
    for (let round = 0; round < 5; round += 1) {
      const receipts = receiptsFor(calls.slice(round * 20, round * 20 + 20));
      const sending = receipts.map((receipt) => send(receipt).catch(() => 0));
      await cluster.crash();
      expect((await Promise.all(sending)).filter((status) => ![0, 200, 503].includes(status))).toEqual([]);
      await Promise.all(receipts.map(insist));
    }
    expect(ledger.acceptedCount).toBe(100);
    expect(await ledger.check(databaseUrl, await Desk.of(url, 'duty'), [incident.id])).toEqual(unbroken);
  });

  it('lets maps that were open all the time go on, and rings what is called next', async () => {
    const duty = await Desk.of(url, 'duty');
    const follower = await duty.follow(incident.id, 0);
    await cluster.crash();
    const [receipt] = receiptsFor(calls.slice(100, 101));
    await insist(receipt!);
    await follower.until('the answer after the crash', (world) => world.calls.get(receipt!.call.id)?.state === 'answered');
    const device = new Device(url, calls[101]!);
    await device.rung();
    device.close();
    follower.close();
  });
});

describe('a database that hangs', () => {
  it('makes everyone who waits or asks be told so, and nobody be told that it was saved', async () => {
    const receipts = receiptsFor(calls.slice(110, 120));
    cluster.freeze();
    const statuses = await Promise.all(receipts.map(send));
    expect(statuses).toEqual(receipts.map(() => 503));
    expect((await sendReceipt<{ code: string }>(url, calls[121]!, { receiptId: randomUUID(), kind: 'heard' })).body.code).toBe(
      'server/database-silent',
    );
    cluster.thaw();
    await Promise.all(receipts.map(insist));
    expect(await ledger.check(databaseUrl, await Desk.of(url, 'duty'), [incident.id])).toEqual(unbroken);
  });

  it('is not hung for everyone because somebody holds locks and never ends', async () => {
    const letGo = await holdCalls('exclusive');
    const [stuck] = receiptsFor(calls.slice(130, 131));
    const sending = send(stuck!);
    expect((await new Desk(url).get('/api/health')).status).toBe(200);
    await letGo();
    expect(await sending).toBe(200);
  });
});

describe('a database in which somebody holds the calls and never ends', () => {
  it('makes everyone be told so who asks for what is held, goes on with the rest, and takes up again where it was', async () => {
    const duty = await Desk.of(url, 'duty');
    const receipts = receiptsFor(calls.slice(140, 150));
    const letGo = await holdCalls('access exclusive');
    const reading = Array.from({ length: 3 * poolSize }, () => duty.get<{ code: string }>(`/api/call-outs/${callOutId}/calls`));
    const sending = receipts.map(send);
    // Nobody waits for the lock: these come while it is held.
    expect((await Promise.all(reading)).map(({ status, body }) => [status, body.code])).toEqual(
      reading.map(() => [503, 'server/database-silent']),
    );
    expect(await Promise.all(sending)).toEqual(receipts.map(() => 503));
    expect((await duty.get('/api/incidents')).status).toBe(200);

    await letGo();
    await Promise.all(receipts.map(insist));
    expect(await duty.calls(callOutId)).toHaveLength(calls.length);
    expect(await ledger.check(databaseUrl, duty, [incident.id])).toEqual(unbroken);
  });
});

/** As a session does that is `idle in transaction`; returns what ends it. */
async function holdCalls(mode: 'exclusive' | 'access exclusive'): Promise<() => Promise<void>> {
  const blocker = new pg.Client({ connectionString: databaseUrl });
  await blocker.connect();
  await blocker.query(`begin; lock table call in ${mode} mode`);
  return async () => {
    await blocker.query('rollback');
    await blocker.end();
  };
}
