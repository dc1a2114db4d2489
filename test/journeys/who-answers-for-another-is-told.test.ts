import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallId, CallRow } from '#contract/calls.ts';
import type { OfficerLink } from '#contract/field.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import { withServer } from '../support/server.ts';

const server = withServer();

describe('the page of somebody who was sent after silent people', () => {
  let duty: Desk;
  let link: OfficerLink;
  let early: Device;
  let late: Device;
  let bound: Device;
  let theirs: CallRow[];
  let own: CallRow;

  beforeAll(async () => {
    duty = await Desk.of(server().url, 'duty');
    const incident = await duty.openIncident();
    const { body } = await duty.postCap<{ callOutId: string }>(incident.id, 'rainstorm-orange-polygon.xml');
    const [assignee, ...others] = await duty.calls(body.callOutId);
    own = assignee!;
    theirs = others.slice(0, 3);
    link = (await duty.post<OfficerLink>(`/api/people/${assignee!.personId}/link`)).body;
    early = new Device(server().url, link);
    await early.rung();
    bound = new Device(server().url, own);
    await bound.linked;
    const callIds = theirs.map(({ id }) => id);
    const { status } = await duty.post('/api/calls/actions', { action: 'reassign', callIds, personId: assignee!.personId });
    expect(status).toBe(200);
    await early.rung(1 + theirs.length);
    late = new Device(server().url, link);
  });
  afterAll(() => {
    early.close();
    late.close();
    bound.close();
  });

  it('is told when one of them answers after all', async () => {
    const call = theirs[0]!;
    expect((await sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'heard' })).status).toBe(200);
    await Promise.all([early, late].map((device) => device.told(call.id)));
  });

  it('is told when the desk answers for one of them', async () => {
    const call = theirs[1]!;
    expect((await duty.post(`/api/calls/${call.id}/receipts`, { receiptId: randomUUID(), kind: 'heard' })).status).toBe(200);
    await Promise.all([early, late].map((device) => device.told(call.id)));
  });

  it('hears of no call that is not theirs to answer', async () => {
    const known = new Set<CallId>([...theirs.map(({ id }) => id), ...early.rings.map(({ field }) => field.call.id)]);
    await late.told(theirs[1]!.id);
    expect([...early.changed, ...late.changed].filter((id) => !known.has(id))).toEqual([]);
  });

  it('is rung for the own call alone where it came by the link of that call: it may have been passed on', async () => {
    const rungBefore = early.rings.length;
    expect((await duty.post('/api/calls/actions', { action: 'callAgain', callIds: [own.id] })).status).toBe(200);
    await Promise.all([bound.rung(), early.rung(rungBefore + 1)]);
    expect(new Set([...bound.rings.map(({ field }) => field.call.id), ...bound.changed])).toEqual(new Set([own.id]));
  });
});
