import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { RefusalBody } from '#contract/refusals.ts';
import { ChildServer } from '../support/child-server.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { FaultLedger, unbroken } from '../support/fault-ledger.ts';
import type { Follower } from '../support/follower.ts';

let cluster: Cluster;
let server: ChildServer;
let url: string;
let databaseUrl: string;
let duty: Desk;
let incident: Incident;
let callOutId: string;
let calls: CallRow[];
let map: Follower;
const ledger = new FaultLedger();

beforeAll(async () => {
  cluster = await startCluster({ isDurable: true, smallSegments: true });
  await asked(cluster.url, 'create database jiaoying');
  databaseUrl = cluster.url.replace(/postgres$/, 'jiaoying');
  server = new ChildServer({ PORT: '0', NODE_ENV: 'test', JIAOYING_LOG: 'warn', DATABASE_URL: databaseUrl });
  url = await server.ready();
  duty = await Desk.of(url, 'duty');
  incident = await duty.openIncident();
  callOutId = (await duty.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml')).body.callOutId;
  calls = await duty.calls(callOutId);
  map = await duty.follow(incident.id);
  await asked(databaseUrl, swollenLog);
  cluster.fillDisk();
});
afterAll(async () => {
  map.close();
  await server.end('SIGTERM');
  await cluster.stop();
});

/**
 * Rows that were never committed leave their pages behind: the log then has more than a mebibyte and room for a few facts at its end. Done
 * past the trigger by which a fact can never be changed.
 */
const swollenLog = `
  alter table change_log set (autovacuum_enabled = false);
  begin;
  set local session_replication_role = replica;
  do $$ begin while pg_relation_size('change_log') < 1500000 loop update change_log set at = at; end loop; end $$;
  rollback;`;

async function asked(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}

interface Handed {
  call: CallRow;
  receiptId: string;
}

const receiptsFor = (some: readonly CallRow[]): Handed[] => some.map((call) => ({ call, receiptId: randomUUID() }));

async function send({ call, receiptId }: Handed): Promise<string> {
  const { status, body } = await sendReceipt<Partial<RefusalBody>>(url, call, { receiptId, kind: 'heard' });
  if (status === 200) ledger.accepted(receiptId, call.id);
  return status === 200 ? 'taken' : `${status} ${body.code ?? ''}`;
}

describe('a database whose disk is full', () => {
  let receipts: Handed[];

  it('takes answers while there is a page with room, and then refuses them by name', async () => {
    receipts = receiptsFor(calls.slice(0, 60));
    const said: string[] = [];
    // One after another: each is refused or taken by itself.
    for (const receipt of receipts) said.push(await send(receipt));
    expect(said.at(-1)).toBe('503 server/no-room');
    expect(said.filter((word) => word !== 'taken' && word !== '503 server/no-room')).toEqual([]);
    expect((await duty.callOut(callOutId)).answered).toBe(ledger.acceptedCount);
  });

  it('refuses them by the same name when many come at once', async () => {
    const said = await Promise.all(receiptsFor(calls.slice(60, 100)).map(send));
    expect(said.filter((word) => word !== 'taken' && word !== '503 server/no-room')).toEqual([]);
    expect((await duty.callOut(callOutId)).answered).toBe(ledger.acceptedCount);
  });

  it('calls nobody out for a warning that it cannot keep', async () => {
    const { status, body } = await duty.postCap<RefusalBody>(incident.id, 'muifa-exercise-red.xml');
    expect([status, body.code]).toEqual([503, 'server/no-room']);
    expect((await duty.get<unknown[]>(`/api/incidents/${incident.id}/call-outs`)).body).toHaveLength(1);
  });

  it('goes on showing what it knows to whoever asks and whoever comes', async () => {
    expect((await new Desk(url).get('/api/health')).status).toBe(200);
    expect(await duty.calls(callOutId)).toHaveLength(calls.length);
    const late = await duty.follow(incident.id, 0);
    await late.until('what was answered so far', (world) => world.seq >= map.world.seq);
    late.close();
  });

  it('tells the operator', () => {
    expect(server.said).toContain('server/no-room');
    expect(server.said).not.toContain('server/failed');
  });

  it('goes on without a restart when there is room again, and has lost and doubled nothing', async () => {
    cluster.makeRoom();
    expect(new Set(await Promise.all(receipts.map(send)))).toEqual(new Set(['taken']));
    expect((await duty.postCap(incident.id, 'muifa-exercise-red.xml')).status).toBe(201);
    const silent = calls[120]!;
    const device = new Device(url, silent);
    await device.rung();
    expect((await device.send(silent, 'heard')).status).toBe(200);
    device.close();
    await map.until('the last answer', (world) => world.calls.get(silent.id)?.state === 'answered');
    expect(await ledger.check(databaseUrl, duty, [incident.id])).toEqual(unbroken);
  });
});
