import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallRow, TreeNode } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import type { Follower } from '../support/follower.ts';
import { withServer } from '../support/server.ts';

const server = withServer();
const inRudong = (code: string | null) => code === null || code.startsWith('320623') || code === '320600000000';

describe('the duty officer of Rudong', () => {
  let rudong: Desk;
  let follower: Follower;
  let incident: Incident;
  let callOutId: string;
  let haimenCall: CallRow;

  beforeAll(async () => {
    const duty = await Desk.of(server().url, 'duty');
    rudong = await Desk.of(server().url, 'rudong');
    incident = await duty.openIncident();
    follower = await rudong.follow(incident.id);
    callOutId = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml')).body.callOutId;
    const all = await duty.calls(callOutId);
    haimenCall = all.find((call) => call.areaCode.startsWith('320614'))!;
    const rudongCall = all.find((call) => call.areaCode.startsWith('320623'))!;
    // The answer elsewhere comes first: whoever has heard of the second has had every chance to hear of the first.
    for (const call of [haimenCall, rudongCall]) await sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'heard' });
    await follower.until('the answer of Rudong', (world) => world.calls.get(rudongCall.id)?.state === 'answered');
  });

  it('receives no fact of another county', () => {
    expect(follower.facts.filter((fact) => fact.areaCode !== null && !fact.areaCode.startsWith('320623'))).toEqual([]);
    expect(follower.world.calls.has(haimenCall.id)).toBe(false);
    follower.close();
  });

  it('receives the warning, which is for everyone', () => {
    expect(follower.world.warnings.size).toBe(1);
  });

  it('is sent no fact with a name, a phone or an address in it', () => {
    expect(JSON.stringify(follower.facts)).not.toMatch(/测试\d|"(name|maskedName|address|phone)":"(?!台风)|\b100\d{8}\b/);
  });

  it('sees calls of Rudong only, in the list and in the tree', async () => {
    const calls = await rudong.calls(callOutId);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !call.areaCode.startsWith('320623'))).toEqual([]);
    const { body } = await rudong.get<TreeNode[] | { nodes: TreeNode[] }>(`/api/call-outs/${callOutId}/tree`);
    const nodes = Array.isArray(body) ? body : body.nodes;
    expect(nodes.filter((node) => !inRudong(node.areaCode))).toEqual([]);
  });

  it('cannot ask for the calls of another area', async () => {
    expect(await rudong.calls(callOutId, { area: '320614000000' })).toEqual([]);
  });

  it('cannot answer for a call of Haimen, nor learn from the refusal whose it is', async () => {
    const { status, body } = await rudong.post(`/api/calls/${haimenCall.id}/receipts`, { receiptId: randomUUID(), kind: 'heard' });
    expect([403, 404]).toContain(status);
    expect(JSON.stringify(body)).not.toMatch(/320614|测试/);
  });

  it('finds nobody of Haimen', async () => {
    expect((await rudong.get(`/api/people/${haimenCall.personId}`)).status).toBe(404);
    const reveal = await rudong.post(`/api/people/${haimenCall.personId}/reveal`, { purpose: '核对电话' });
    expect(reveal.status).toBe(404);
    expect(JSON.stringify(reveal.body)).not.toContain('测试');
  });

  it('cannot open an incident elsewhere, nor follow or read one that was opened there', async () => {
    const { status } = await rudong.post('/api/incidents', { name: 'x', kind: 'x', mode: 'test', areaCode: '320614000000' });
    expect(status).toBe(403);
    const haimen = await Desk.of(server().url, 'haimen');
    const theirs = await haimen.openIncident();
    expect((await rudong.get(`/api/incidents/${theirs.id}`)).status).toBe(404);
    expect((await rudong.get<Incident[]>('/api/incidents')).body.map(({ id }) => id)).not.toContain(theirs.id);
    await expect(rudong.follow(theirs.id)).rejects.toThrow('incident/outside-area');
  });

  it('cannot warn another county', async () => {
    const { status } = await rudong.postCap(incident.id, 'doksuri-2-yellow-update.xml');
    expect(status).toBe(403);
  });
});
