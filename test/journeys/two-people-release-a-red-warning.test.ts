import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutReport, CallRow } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { CallOutPlan } from '#contract/plans.ts';
import { Desk } from '../support/desk.ts';
import { Device } from '../support/device.ts';
import type { Follower } from '../support/follower.ts';
import { withServer } from '../support/server.ts';

const server = withServer();

describe('a red warning', () => {
  let duty: Desk;
  let commander: Desk;
  let incident: Incident;
  let follower: Follower;
  let phone: Device;
  let issued: { id: string; callOutId: string };
  let call: CallRow;

  const statesOf = () => [...follower.facts].flatMap((fact) => (fact.kind === 'callOut.put' ? [fact.callOut.state] : []));

  beforeAll(async () => {
    duty = await Desk.of(server().url, 'duty');
    commander = await Desk.of(server().url, 'commander');
    incident = await duty.openIncident();
    follower = await commander.follow(incident.id);
    issued = (await duty.postCap<typeof issued>(incident.id, 'muifa-exercise-red.xml')).body;
    call = (await duty.calls(issued.callOutId)).find(({ postKind }) => postKind === 'villageLead')!;
    phone = new Device(server().url, call);
  });

  afterAll(() => {
    phone.close();
    follower.close();
  });

  it('is made ready, and every screen is told that it waits for somebody', async () => {
    await follower.until('the call-out', ({ callOuts }) => callOuts.size === 1);
    expect(statesOf()).toEqual(['awaitingRelease']);
    expect(await duty.callOut(issued.callOutId)).toMatchObject({ state: 'awaitingRelease', releasedAt: null });
    expect(call.dueAt).toBeNull();
  });

  it('is planned with how many it calls, how long that takes and what the queue begins with', async () => {
    const { status, body } = await duty.post<CallOutPlan>('/api/call-outs/plan', { warningId: issued.id });
    const { total, prediction } = await duty.callOut(issued.callOutId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ people: total, needsRelease: true, withoutPath: 0, everyPageCounts: true });
    expect(Object.values(body.byLevel).reduce((sum, people) => sum + people, 0)).toBe(total);
    expect(body.queue.reduce((sum, { people }) => sum + people, 0)).toBe(total);
    expect(prediction!.curve.at(-1)!.answered).toBeCloseTo(body.prediction.curve.at(-1)!.answered, 1);
  });

  it('is not released by the one who brought it', async () => {
    const { status, body } = await duty.post<{ code: string }>(`/api/call-outs/${issued.callOutId}/release`);
    expect([status, body.code]).toEqual([403, 'call-out/same-person']);
  });

  it('rings the phone only when a second person lets it', async () => {
    expect(phone.rings).toEqual([]);
    const { status, body } = await commander.post<CallOutReport>(`/api/call-outs/${issued.callOutId}/release`);
    expect([status, body.state]).toEqual([200, 'running']);
    expect((await phone.rung()).field.call).toMatchObject({ id: call.id, state: 'silent' });
    expect((await duty.calls(issued.callOutId)).every(({ dueAt }) => dueAt !== null)).toBe(true);
    await follower.until('the release', () => statesOf().includes('running'));
  });

  it('is answered with its call-out when it is ordered again, and released no second time', async () => {
    const again = await commander.post<CallOutReport>('/api/call-outs', { warningId: issued.id });
    expect([again.status, again.body.id]).toEqual([201, issued.callOutId]);
    // Who released it may ask again, as when the answer was lost; anybody else is told that there is nothing to release.
    const repeated = await commander.post<CallOutReport>(`/api/call-outs/${issued.callOutId}/release`);
    expect([repeated.status, repeated.body.releasedAt]).toEqual([200, again.body.releasedAt]);
    const director = await Desk.of(server().url, 'director');
    expect((await director.post(`/api/call-outs/${issued.callOutId}/release`)).status).toBe(409);
  });
});

describe('a red warning for which nobody else can be found', () => {
  it('rings at the word of one person, whose reason is on every screen and in the audit', async () => {
    const duty = await Desk.of(server().url, 'duty');
    const incident = await duty.openIncident();
    const wall = await (await Desk.of(server().url, 'wall')).follow(incident.id);
    const { callOutId } = (await duty.postCap<{ callOutId: string }>(incident.id, 'muifa-exercise-red.xml')).body;
    const reason = '通信中断，现场无第二人';
    const { status } = await duty.post(`/api/call-outs/${callOutId}/release`, { override: true, reason });
    expect(status).toBe(200);
    await wall.until('the override', ({ callOuts }) => [...callOuts.values()].some(({ overrideReason }) => overrideReason === reason));
    wall.close();
    const auditor = await Desk.of(server().url, 'auditor');
    const { body } = await auditor.get<{ entries: { action: string; purpose: string }[] }>('/api/audit');
    expect(body.entries.find(({ action }) => action === 'callOut.override')).toMatchObject({ purpose: reason });
  });
});
