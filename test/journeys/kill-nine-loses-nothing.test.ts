import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident, LogProof } from '#contract/incidents.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import type { Follower } from '../support/follower.ts';
import { verdictOn } from '../support/exported-log.ts';
import { releasedByCommander } from '../support/release.ts';
import { withOwnServer } from '../support/own-server.ts';

const server = withOwnServer('embedded');

/** The operator's worst minute: gone without a word, and started again on the same folder. */
async function killAndStart(): Promise<void> {
  await server().process.end('SIGKILL');
  await server().start();
}

async function proof(incident: Incident): Promise<LogProof> {
  const duty = await Desk.of(server().url, 'duty');
  return (await duty.get<LogProof>(`/api/incidents/${incident.id}/log/verify`)).body;
}

describe('a server killed in the middle of receipts', () => {
  let incident: Incident;
  let callOutId: string;
  let calls: CallRow[];
  let device: Device;
  let ringBefore: number;
  /** What each phone sent, with the id it chose: the same again until it is accepted. */
  let receipts: { call: CallRow; receiptId: string; accepted: boolean }[];

  beforeAll(async () => {
    const duty = await Desk.of(server().url, 'duty');
    incident = await duty.openIncident();
    const follower = await duty.follow(incident.id);
    callOutId = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml')).body.callOutId;
    calls = await duty.calls(callOutId);
    device = new Device(server().url, calls[0]!);
    ringBefore = (await device.rung()).attemptId;

    receipts = calls.slice(1, 81).map((call) => ({ call, receiptId: randomUUID(), accepted: false }));
    await Promise.all(receipts.slice(0, 10).map(send));
    const sending = receipts.slice(10).map((receipt) => send(receipt).catch(() => undefined));
    await follower.until('more answers than were accepted', (world) => world.recent.length > 10);
    await killAndStart();
    await Promise.all(sending);
  });

  async function send(receipt: (typeof receipts)[number]): Promise<void> {
    const { status } = await sendReceipt(server().url, receipt.call, { receiptId: receipt.receiptId, kind: 'heard' });
    receipt.accepted ||= status === 200;
  }

  it('has kept every receipt that it had accepted', async () => {
    const accepted = receipts.filter((receipt) => receipt.accepted).map(({ call }) => call.id);
    expect(accepted.length).toBeGreaterThanOrEqual(10);
    const duty = await Desk.of(server().url, 'duty');
    const answered = new Set((await duty.calls(callOutId, { state: 'answered' })).map((call) => call.id));
    expect(accepted.filter((id) => !answered.has(id))).toEqual([]);
  });

  it('counts each receipt once when the phones send them again', async () => {
    await Promise.all(receipts.map(send));
    expect(receipts.every((receipt) => receipt.accepted)).toBe(true);
    const duty = await Desk.of(server().url, 'duty');
    expect(await duty.callOut(callOutId)).toMatchObject({ total: calls.length, answered: receipts.length });
  });

  it('calls nobody twice', async () => {
    const duty = await Desk.of(server().url, 'duty');
    const after = await duty.calls(callOutId);
    expect(after.map((call) => call.id).sort()).toEqual(calls.map((call) => call.id).sort());
    expect(new Set(after.map((call) => call.personId)).size).toBe(after.length);
  });

  it('rings a page that was open with the same ring or none, never with a new one', async () => {
    const again = new Device(server().url, calls[0]!);
    const other = new Device(server().url, calls[90]!);
    await other.rung();
    expect(again.rings.filter((ring) => ring.attemptId !== ringBefore)).toEqual([]);
    for (const page of [device, again, other]) page.close();
  });

  it('has an unbroken log, which agrees with what was signed before and after, and is verified elsewhere', async () => {
    const { ok, anchors } = await proof(incident);
    expect(ok).toBe(true);
    expect(anchors!.held).toBeGreaterThan(1);
    const duty = await Desk.of(server().url, 'duty');
    const response = await fetch(`${server().url}/api/incidents/${incident.id}/log/export`, { headers: { cookie: duty.cookie } });
    const file = Buffer.from(await response.arrayBuffer());
    expect(await verdictOn(file, ['--fingerprint', anchors!.fingerprint])).toMatchObject({ code: 0 });
  });

  it('lets a screen that was open catch up to the same world as one that opens now', async () => {
    const duty = await Desk.of(server().url, 'duty');
    const { body } = await duty.get<Incident>(`/api/incidents/${incident.id}`);
    const late = await duty.follow(incident.id, 3);
    const fresh = await duty.follow(incident.id, 0);
    await Promise.all([late, fresh].map((follower) => follower.until('the head', (world) => world.seq >= body.seq)));
    const known = ({ world: { seq, at, tallies, recent } }: Follower) => ({ seq, at, tallies, recent });
    expect(known(late)).toEqual(known(fresh));
    // The one was told what it had missed, the other what all adds up to.
    expect([late.facts.length, fresh.facts.length]).toEqual([body.seq - 3, 0]);
    for (const follower of [late, fresh]) follower.close();
  });
});

describe('a server killed in the middle of a call-out', () => {
  // How long it may work is counted in pages served to a bystander meanwhile: an event, not a time, and never twice the same moment.
  it.each([0, 20, 200])('has made it whole or not at all, and once (after %i pages)', async (pages) => {
    const duty = await Desk.of(server().url, 'duty');
    const incident = await duty.openIncident();
    const sending = duty.postCap(incident.id, 'muifa-exercise-red.xml').catch(() => null);
    const bystander = new Desk(server().url);
    for (let served = 0; served < pages; served += 1) await bystander.get('/api/openapi.json');
    await killAndStart();
    await sending;

    const again = await Desk.of(server().url, 'duty');
    const { status, body } = await again.postCap<{ callOutId: string }>(incident.id, 'muifa-exercise-red.xml');
    expect([200, 201]).toContain(status);

    const callOuts = await again.get<unknown[]>(`/api/incidents/${incident.id}/call-outs`);
    expect(callOuts.body).toHaveLength(1);
    const calls = await again.calls(body.callOutId);
    expect(new Set(calls.map((call) => call.personId)).size).toBe(calls.length);
    expect(await again.callOut(body.callOutId)).toMatchObject({ state: 'awaitingRelease', total: calls.length, silent: calls.length });
    await releasedByCommander(server().url, body.callOutId);
    expect(await again.callOut(body.callOutId)).toMatchObject({ state: 'running', total: calls.length, silent: calls.length });
    expect(await proof(incident)).toMatchObject({ ok: true });
  });
});
