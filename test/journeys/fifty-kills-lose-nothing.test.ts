import { randomUUID } from 'node:crypto';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { FaultLedger, unbroken } from '../support/fault-ledger.ts';
import { withOwnServer } from '../support/own-server.ts';

/** Prints with a failure, and gives the same instants again. */
const seed = 20230728;
const killsOf = { creation: 12, ticks: 14, sends: 10, receipts: 14 };

const server = withOwnServer('postgres');
const random = xoroshiro128plus(seed);
const ledger = new FaultLedger();
const incidentIds: string[] = [];
let kills = 0;

/** Gone without a word after up to so many milliseconds of whatever is under way, and started again on the same database. */
async function killWithin(milliseconds: number): Promise<void> {
  kills += 1;
  await server().process.killAfter((random.next() >>> 0) % (milliseconds + 1));
  await server().start();
}

async function openIncident(duty: Desk): Promise<Incident> {
  const incident = await duty.openIncident();
  await duty.post(`/api/incidents/${incident.id}/clock`, { paused: true });
  incidentIds.push(incident.id);
  return incident;
}

/** Orange over three counties: some hundreds of people, called without a second person's release. */
async function calledOut(): Promise<{ incident: Incident; callOutId: string; calls: CallRow[] }> {
  const duty = await Desk.of(server().url, 'duty');
  const incident = await openIncident(duty);
  const { body } = await duty.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml');
  return { incident, callOutId: body.callOutId, calls: await duty.calls(body.callOutId) };
}

async function brokenPromises() {
  return ledger.check(server().env.DATABASE_URL!, await Desk.of(server().url, 'duty'), incidentIds);
}

describe(`a server killed at instants drawn from ${seed}`, () => {
  it.each(range(killsOf.creation))('while it calls out (%i)', async () => {
    const duty = await Desk.of(server().url, 'duty');
    const incident = await openIncident(duty);
    const sending = duty.postCap(incident.id, 'rainstorm-orange-polygon.xml').catch(() => null);
    await killWithin(150);
    await sending;
    const again = await Desk.of(server().url, 'duty');
    const { status, body } = await again.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml');
    expect([200, 201]).toContain(status);
    expect((await again.get<unknown[]>(`/api/incidents/${incident.id}/call-outs`)).body).toHaveLength(1);
    const calls = await again.calls(body.callOutId);
    expect(new Set(calls.map(({ personId }) => personId)).size).toBe(calls.length);
    expect(await again.callOut(body.callOutId)).toMatchObject({ total: calls.length, silent: calls.length });
  });

  it('while ladders climb: each by one rung for every step of the clock', async () => {
    let { incident, callOutId } = await calledOut();
    for (const _ of range(killsOf.ticks)) {
      const duty = await Desk.of(server().url, 'duty');
      let calls = await duty.calls(callOutId);
      if (calls.every(({ dueAt }) => dueAt === null)) ({ incident, callOutId, calls } = await calledOut());
      const before = new Map(calls.map((call) => [call.id, call]));
      const due = calls.flatMap(({ dueAt }) => (dueAt ? [Date.parse(dueAt)] : []));
      const at = new Date(Math.max(...due) + 1_000).toISOString();
      const stepping = duty.post(`/api/incidents/${incident.id}/clock`, { at }).catch(() => null);
      await killWithin(120);
      await stepping;
      const after = await stepped(incident, { callOutId, at });
      const jumps = after.map((call) => ({ id: call.id, by: call.rung - before.get(call.id)!.rung, dueAt: call.dueAt }));
      expect(jumps.filter(({ by, dueAt }) => by > 1 || (by === 0 && dueAt !== null))).toEqual([]);
    }
  });

  it('while pages ring: whoever comes back is rung by the same ring', async () => {
    for (const _ of range(killsOf.sends)) {
      const { calls } = await calledOut();
      const some = calls.slice(0, 60);
      const open = () => some.map((call) => new Device(server().url, call));
      const before = open();
      await Promise.race(before.map((device) => device.rung()));
      await killWithin(60);
      const after = open();
      await Promise.all(
        after.map(async (device, index) => {
          if (before[index]!.rings.length === 0) await device.rung();
        }),
      );
      [...before, ...after].forEach((device, index) => {
        for (const ring of device.rings) ledger.shown(some[index % some.length]!.personId, ring);
        device.close();
      });
    }
  });

  it('while receipts come in: what was accepted is there, what was not is taken when it comes again', async () => {
    const { calls, callOutId } = await calledOut();
    const share = Math.floor(calls.length / killsOf.receipts);
    for (const round of range(killsOf.receipts)) {
      const receipts = calls.slice((round - 1) * share, round * share).map((call) => ({ call, receiptId: randomUUID() }));
      const sending = receipts.map((receipt) => send(receipt).catch(() => undefined));
      await killWithin(80);
      await Promise.all(sending);
      expect(await Promise.all(receipts.map(send))).toEqual(receipts.map(() => 200));
    }
    const duty = await Desk.of(server().url, 'duty');
    expect(ledger.acceptedCount).toBe(share * killsOf.receipts);
    expect(await duty.callOut(callOutId)).toMatchObject({ answered: share * killsOf.receipts });
  });

  it('has then been killed fifty times and has lost, doubled and miscounted nothing', async () => {
    expect(kills).toBeGreaterThanOrEqual(50);
    expect(await brokenPromises()).toEqual(unbroken);
  });
});

async function send({ call, receiptId }: { call: CallRow; receiptId: string }): Promise<number> {
  const { status } = await sendReceipt(server().url, call, { receiptId, kind: 'heard' });
  if (status === 200) ledger.accepted(receiptId, call.id);
  return status;
}

/** The calls once nothing is due any more at the time to which the clock was to be set. */
async function stepped(incident: Incident, { callOutId, at }: { callOutId: string; at: string }): Promise<CallRow[]> {
  const duty = await Desk.of(server().url, 'duty');
  const { body } = await duty.get<Incident>(`/api/incidents/${incident.id}`);
  // The step itself may have died with the server: it is asked for again, which changes nothing if it had been made.
  if (Date.parse(body.clock!.at) < Date.parse(at)) await duty.post(`/api/incidents/${incident.id}/clock`, { at });
  const follower = await duty.follow(incident.id, 0);
  for (;;) {
    const calls = await duty.calls(callOutId);
    if (!calls.some(({ dueAt }) => dueAt !== null && dueAt <= at)) {
      follower.close();
      return calls;
    }
    const seen = follower.world.seq;
    await follower.until('another step', (world) => world.seq > seen);
  }
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
