import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { asHeldByPerson } from '../support/person-link.ts';
import { withServer } from '../support/server.ts';

const server = withServer();

describe('a cancel of the warning', () => {
  let duty: Desk;
  let incident: Incident;
  let callOutIds: string[];
  let cancelId: string;
  let calls: CallRow[];
  let back: Device;

  /** A page that has shown the ring, lost its line and come back: it shows the call, and is not rung for it. */
  async function showsAgain(row: CallRow): Promise<Device> {
    const call = await asHeldByPerson(server().database, row);
    const map = await duty.follow(incident.id);
    const page = new Device(server().url, call);
    await page.rung();
    await map.until('that it was shown', ({ calls }) => typeof calls.get(call.id)?.shownAt === 'string');
    map.close();
    page.close();
    const again = new Device(server().url, call);
    await again.linked;
    return again;
  }

  beforeAll(async () => {
    duty = await Desk.of(server().url, 'duty');
    incident = await duty.openIncident();
    const blue = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml')).body;
    const yellow = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-2-yellow-update.xml')).body;
    callOutIds = [blue.callOutId, yellow.callOutId];
    back = await showsAgain((await duty.calls(yellow.callOutId))[0]!);
    const { status, body } = await duty.postCap<{ id: string; callOutId: string | null }>(incident.id, 'doksuri-3-cancel.xml');
    expect(status).toBe(201);
    expect(body.callOutId).toBeNull();
    cancelId = body.id;
    calls = (await Promise.all(callOutIds.map((id) => duty.calls(id)))).flat();
  });

  it('is told to a page that came back with a call which it had shown before', async () => {
    const shown = calls.find(({ callOutId, shownAt }) => callOutId === callOutIds[1] && shownAt !== null)!;
    await back.told(shown.id);
    expect(back.rings).toEqual([]);
    back.close();
  });

  it('ends every call-out of its chain', async () => {
    const reports = await Promise.all(callOutIds.map((id) => duty.callOut(id)));
    expect(reports.map((report) => report.state)).toEqual(['cancelled', 'cancelled']);
  });

  it('leaves nothing due, however long one waits', async () => {
    expect(calls.filter((call) => call.dueAt !== null)).toEqual([]);
    const before = await duty.get<{ seq: number }>(`/api/incidents/${incident.id}`);
    await duty.post(`/api/incidents/${incident.id}/clock`, { at: '2099-01-01T00:00:00Z' });
    const after = await Promise.all(callOutIds.map((id) => duty.callOut(id)));
    expect(after.map((report) => report.escalated + report.unroused)).toEqual([0, 0]);
    const { body } = await duty.get<{ seq: number }>(`/api/incidents/${incident.id}`);
    expect(body.seq).toBe(before.body.seq + 1); // the clock itself, nothing else
  });

  it('does not ring a page that opens afterwards, and says on it that it was cancelled', async () => {
    const call = calls.find((row) => row.state !== 'superseded')!;
    const device = new Device(server().url, call);
    const token = new URL(call.fieldUrl, server().url).searchParams.get('token') ?? '';
    const { body } = await new Desk(server().url).get<{ callOutState: string }>('/api/field/call', { authorization: `Bearer ${token}` });
    expect(body.callOutState).toBe('cancelled');
    expect(device.rings).toEqual([]);
    device.close();
  });

  it('keeps a late answer as a record that changes nothing', async () => {
    const call = calls.find((row) => row.state === 'silent')!;
    const before = await duty.callOut(call.callOutId);
    const { status } = await sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'heard' });
    expect(status).toBe(200);
    expect(await duty.callOut(call.callOutId)).toMatchObject({ answered: before.answered, silent: before.silent, state: 'cancelled' });
  });

  it('calls nobody out itself', async () => {
    for (const path of ['/api/call-outs', '/api/call-outs/plan']) {
      expect(await duty.post(path, { warningId: cancelId })).toMatchObject({ status: 409, body: { code: 'warning/not-in-force' } });
    }
  });

  it('is answered the same when it comes twice', async () => {
    const { status } = await duty.postCap(incident.id, 'doksuri-3-cancel.xml');
    expect(status).toBe(200);
  });
});
