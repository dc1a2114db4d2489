import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { withServer } from '../support/server.ts';

const server = withServer();
/** Rudong, Qidong and Tongzhou: the counties of doksuri-2-yellow-update.xml. */
const named = ['320623', '320681', '320612'];
const isNamed = (call: CallRow) => named.some((prefix) => call.areaCode.startsWith(prefix));

interface Issued {
  callOutId: string;
  level: string;
}

describe('an update from blue to yellow for three counties', () => {
  let duty: Desk;
  let incident: Incident;
  let blue: Issued;
  let yellow: Issued;
  let answered: CallRow[];
  let before: CallRow[];

  beforeAll(async () => {
    duty = await Desk.of(server().url, 'duty');
    incident = await duty.openIncident();
    blue = (await duty.postCap<Issued>(incident.id, 'doksuri-1-blue.xml')).body;
    before = await duty.calls(blue.callOutId);
    answered = [before.find(isNamed)!, before.find((call) => !isNamed(call))!];
    for (const call of answered) {
      const { status } = await sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'heard' });
      expect(status).toBe(200);
    }
    yellow = (await duty.postCap<Issued>(incident.id, 'doksuri-2-yellow-update.xml')).body;
  });

  it('calls the townships of the three counties again, and nobody else', async () => {
    const calls = await duty.calls(yellow.callOutId);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !isNamed(call))).toEqual([]);
    const townships = (rows: CallRow[]) => new Set(rows.filter((row) => row.postKind === 'townshipDutyDesk').map((row) => row.areaCode));
    expect(townships(calls)).toEqual(townships(before.filter(isNamed)));
  });

  it('rings the page that came by the link of the earlier call', async () => {
    const earlier = before.filter(isNamed).at(-1)!;
    const again = (await duty.calls(yellow.callOutId)).find(({ personId }) => personId === earlier.personId)!;
    const page = new Device(server().url, earlier);
    expect((await page.rung()).field.call.id).toBe(again.id);
    expect(await page.send({ ...again, fieldUrl: `/field?token=${page.rings[0]!.token}` }, 'heard')).toMatchObject({ status: 200 });
    page.close();
  });

  it('makes an earlier answer stale there, and leaves one elsewhere as it is', async () => {
    const after = new Map((await duty.calls(blue.callOutId)).map((call) => [call.id, call]));
    expect(after.get(answered[0]!.id)?.state).toBe('stale');
    expect(after.get(answered[1]!.id)?.state).toBe('answered');
  });

  it('stops ringing the earlier call there, and goes on elsewhere', async () => {
    const silent = (await duty.calls(blue.callOutId)).filter((call) => !answered.some(({ id }) => id === call.id));
    expect(new Set(silent.filter(isNamed).map((call) => call.state))).toEqual(new Set(['superseded']));
    expect(silent.filter(isNamed).every((call) => call.dueAt === null)).toBe(true);
    expect(silent.filter((call) => !isNamed(call)).every((call) => call.state === 'silent' && call.dueAt !== null)).toBe(true);
  });

  it('keeps the sums: every call is answered, silent, stale or superseded', async () => {
    for (const { callOutId } of [blue, yellow]) {
      const report = await duty.callOut(callOutId);
      expect(report.total).toBe(report.answered + report.silent + report.stale + report.superseded);
      expect(report.total).toBe((await duty.calls(callOutId)).length);
    }
  });

  it('keeps a late answer to the old version, which changes nothing', async () => {
    const late = before.find((call) => isNamed(call) && call.id !== answered[0]!.id)!;
    const { status } = await sendReceipt(server().url, late, { receiptId: randomUUID(), kind: 'heard' });
    expect(status).toBe(200);
    const now = (await duty.calls(blue.callOutId)).find((call) => call.id === late.id);
    expect(now?.state).toBe('superseded');
    const again = (await duty.calls(yellow.callOutId)).find((call) => call.personId === late.personId);
    expect(again?.state).toBe('silent');
  });
});
