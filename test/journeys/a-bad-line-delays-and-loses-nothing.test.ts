import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { randomOf } from '../../geodata/seed/random.ts';
import { BadLine } from '../support/bad-line.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { withServer } from '../support/server.ts';

const server = withServer();

describe('a line between the phones, the maps and the server', () => {
  let line: BadLine;
  let duty: Desk;
  let incident: Incident;
  let calls: CallRow[];

  beforeAll(async () => {
    line = await BadLine.to(server().url);
    duty = await Desk.of(server().url, 'duty');
    incident = await duty.openIncident();
    const { body } = await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml');
    calls = await duty.calls(body.callOutId);
  });
  afterAll(() => line.close());

  it('that is cut: the page that comes back is rung by the same ring, and its answer counts once', async () => {
    const [call] = calls;
    const before = new Device(line.url, call!);
    const { attemptId } = await before.rung();
    const receipt = { receiptId: randomUUID(), kind: 'heard' };
    line.cut();
    await expect(sendReceipt(line.url, call!, receipt)).rejects.toThrow();
    line.mend();
    const after = new Device(line.url, call!);
    expect((await comesBack(() => sendReceipt(line.url, call!, receipt))).status).toBe(200);
    expect((await sendReceipt(line.url, call!, receipt)).status).toBe(200);
    expect(after.rings.every((ring) => ring.attemptId === attemptId)).toBe(true);
    const { receipts } = (await duty.get<{ receipts: unknown[] }>(`/api/calls/${call!.id}`)).body;
    expect(receipts).toHaveLength(1);
    for (const device of [before, after]) device.close();
  });

  it('that is cut while others answer: the map catches up to all of it', async () => {
    const far = await Desk.of(line.url, 'duty');
    const map = await far.follow(incident.id, 0);
    const seq = map.world.seq;
    line.cut();
    const some = calls.slice(10, 30);
    await Promise.all(some.map((call) => sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'heard' })));
    line.mend();
    const again = await (await comesBack(() => Desk.of(line.url, 'duty'))).follow(incident.id, seq);
    map.close();
    await again.until('all that was answered meanwhile', (world) => some.every(({ id }) => world.calls.get(id)?.state === 'answered'));
    again.close();
  });

  it('that is slow: a receipt takes longer and is taken', async () => {
    line.slow(400);
    const [call] = calls.slice(40, 41);
    const device = new Device(line.url, call!);
    await device.rung();
    expect((await device.send(call!, 'heard')).status).toBe(200);
    device.close();
    line.slow(0);
  });

  it('that loses every fifth piece at 256 kbit/s: each phone is rung, and each answer counts once', async () => {
    const random = randomOf(20230728, 'a poor line');
    line.starve({ bitsPerSecond: 256_000, lost: () => random.chance(0.2) });
    const some = calls.slice(60, 80);
    const devices = some.map((call) => new Device(line.url, call, { reconnects: true }));
    const receipts = some.map(() => ({ receiptId: randomUUID(), kind: 'heard' as const }));
    await Promise.all(
      devices.map(async (device, index) => {
        await device.rung();
        // The first answer may be under way for longer than a page waits: it is said again.
        const said = [1, 2].map(() => device.say(some[index]!, receipts[index]!));
        expect(await Promise.all(said)).toEqual([true, true]);
      }),
    );
    line.starve(null);
    for (const device of devices) device.close();
    const details = await Promise.all(some.map(({ id }) => duty.get<{ receipts: unknown[] }>(`/api/calls/${id}`)));
    expect(details.map(({ body }) => body.receipts.length)).toEqual(some.map(() => 1));
  });

  it('that has fallen silent on one phone: nobody else waits for it', async () => {
    const [stuck, well] = calls.slice(50, 52);
    const silent = new Device(line.url, stuck!);
    await silent.rung();
    line.fallSilent();
    const other = new Device(server().url, well!);
    await other.rung();
    expect((await other.send(well!, 'heard')).status).toBe(200);
    other.close();
    silent.close();
    line.mend();
  });
});

/** A line that was cut leaves connections in the pool of who used it, which are found dead one by one. */
async function comesBack<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
  }
}
