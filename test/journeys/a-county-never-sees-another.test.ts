import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallDetails } from '#contract/call-details.ts';
import type { CallRow, TreeNode } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Post } from '#contract/posts.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
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

  describe('of Haimen, by name', () => {
    const day = { startsAt: '2026-08-01T00:00:00Z', endsAt: '2026-08-02T00:00:00Z' };
    let receiptId: string;
    let post: Post;

    beforeAll(async () => {
      const haimen = await Desk.of(server().url, 'haimen');
      receiptId = randomUUID();
      await haimen.post(`/api/calls/${haimenCall.id}/receipts`, { receiptId, kind: 'acting', note: '海门的话' });
      await haimen.post('/api/calls/actions', { action: 'note', callIds: [haimenCall.id], text: '海门的话' });
      [post] = (await haimen.get<Post[]>(`/api/posts?area=${haimenCall.areaCode}`)).body as [Post];
    });

    const anybody = () => ({ personId: haimenCall.personId });
    const call = () => haimenCall;

    it.each<[string, string, () => string, (() => object)?]>([
      ['the card of a call', 'GET', () => `/api/calls/${call().id}`],
      ['a photo of a receipt', 'GET', () => `/api/receipts/${receiptId}/photo`],
      ['the link of a person', 'POST', () => `/api/people/${call().personId}/link`, () => ({})],
      ['the links of a person', 'POST', () => '/api/links/revoke', anybody],
      ['the links of a call', 'POST', () => '/api/links/revoke', () => ({ callId: call().id })],
      ['a number', 'PUT', () => `/api/people/${call().personId}/contacts/1`, () => ({ channel: 'mobile', address: '13800000000' })],
      ['a number taken away', 'DELETE', () => `/api/people/${call().personId}/contacts/1`],
      ['a post', 'PUT', () => `/api/posts/${post.id}`, () => ({ ...anybody(), deputyId: null, superiorPostId: null })],
      ['a turn of duty', 'POST', () => '/api/duty/shifts', () => ({ postId: post.id, kind: 'regular', turns: [{ ...anybody(), ...day }] })],
      ['a leave', 'POST', () => '/api/duty/leaves', () => ({ ...anybody(), ...day, reason: '休假' })],
    ])('is told nothing of %s', async (...[, method, path, body]) => {
      const answer = await rudong.send(method, path(), body ? { body: body() } : {});
      expect([403, 404]).toContain(answer.status);
      expect(textOf(answer.body)).not.toMatch(/320614|测试|海门/);
    });

    it('can do nothing about a call there', async () => {
      const before = await (await Desk.of(server().url, 'haimen')).get<CallDetails>(`/api/calls/${haimenCall.id}`);
      for (const action of ['callAgain', 'escalateNow'] as const) {
        const { body } = await rudong.post('/api/calls/actions', { action, callIds: [haimenCall.id] });
        expect(body).toMatchObject({ done: 0 });
      }
      const after = await (await Desk.of(server().url, 'haimen')).get<CallDetails>(`/api/calls/${haimenCall.id}`);
      expect(after.body).toEqual(before.body);
    });

    it.each<[string, () => string]>([
      ['the tree of an area there', () => `/api/call-outs/${callOutId}/tree?under=${haimenCall.tallyCode}`],
      ['the calls of an area there', () => `/api/call-outs/${callOutId}/calls?area=320614000000`],
      ['the unroused', () => `/api/call-outs/${callOutId}/unroused`],
      ['the ledger', () => `/api/ledger?callOut=${callOutId}`],
      ['the ledger of an area there', () => `/api/ledger?callOut=${callOutId}&area=320614000000`],
      ['the export of the ledger', () => `/api/ledger/export.csv?callOut=${callOutId}`],
      ['the statistics', () => `/api/ledger/statistics?callOut=${callOutId}`],
      ['the proof of the tree', () => '/api/tree-proof?fresh=1'],
      ['the posts of an area there', () => `/api/posts?area=${haimenCall.areaCode}`],
      ['the rota of an area there', () => `/api/duty?area=${haimenCall.areaCode}&from=${day.startsAt}&to=${day.endsAt}`],
      ['the warning', () => `/api/incidents/${incident.id}/call-outs`],
    ])('finds nobody of Haimen in %s', async (_, path) => {
      const { status, body } = await rudong.get(path());
      expect([200, 403, 404]).toContain(status);
      expect(textOf(body)).not.toMatch(/320614\d{6}|海门的话/);
      expect(textOf(body)).not.toContain(haimenCall.id);
    });

    it('prints no sheet of an area there', async () => {
      const { status } = await rudong.get(`/api/call-outs/${callOutId}/sheets.pdf?area=320614000000`);
      expect([403, 404, 409]).toContain(status);
    });

    it('plans and orders no call-out there', async () => {
      const haimen = await Desk.of(server().url, 'haimen');
      const theirs = await haimen.openIncident({ areaCode: '320614000000' });
      const warning = (await haimen.postCap<{ id: string }>(theirs.id, warningOf('320614000000'))).body;
      expect(warning.id).toBeDefined();
      for (const path of ['/api/call-outs/plan', '/api/call-outs']) {
        const { status, body } = await rudong.post(path, { warningId: warning.id });
        expect([403, 404]).toContain(status);
        expect(textOf(body)).not.toMatch(/320614|测试/);
      }
    });
  });
});

/** Bytes too: an export is read like any other answer. */
function textOf(body: unknown): string {
  return body instanceof ArrayBuffer ? new TextDecoder().decode(body) : JSON.stringify(body);
}

function warningOf(area: string): string {
  return capMessage({ alert: { status: 'Exercise' }, area: { '+code': geocode(area) } });
}
