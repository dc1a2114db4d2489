import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallDetails } from '#contract/call-details.ts';
import type { CallRow } from '#contract/calls.ts';
import { photoMaxBytes } from '#contract/field.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Policy } from '#contract/policies.ts';
import { refusals, type RefusalBody } from '#contract/refusals.ts';
import { signatureOf } from '../../server/kernel/security/signed-request.ts';
import { Desk, sendReceipt, type Answer } from '../support/desk.ts';
import { aBomb, aDrawing, anExecutable } from '../support/pictures.ts';
import { withServer } from '../support/server.ts';

const secret = 'a secret of the gateways';
const server = withServer({ JIAOYING_SMS_SECRET: secret, JIAOYING_WEBHOOK_SECRET: secret });

let duty: Desk;
let admin: Desk;
let incident: Incident;
let calls: CallRow[];

beforeAll(async () => {
  [duty, admin] = await Promise.all(['duty', 'admin'].map((username) => Desk.of(server().url, username)) as [Promise<Desk>, Promise<Desk>]);
  incident = await duty.openIncident();
  const { body } = await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml');
  calls = await duty.calls(body.callOutId);
});

/** Everything a refusal owes: its own status, a code that the client has words for, a server that goes on, and no word in the log of the incident. */
async function expectRefusal(does: () => Promise<Pick<Answer<unknown>, 'status' | 'body'>>, code: RefusalBody['code']): Promise<void> {
  const before = await seq();
  const { status, body } = await does();
  expect([status, body]).toMatchObject([refusals[code], { code }]);
  expect((await duty.get('/api/health')).status).toBe(200);
  expect(await seq()).toBe(before);
}

const seq = async () => (await duty.get<{ seq: number }>(`/api/incidents/${incident.id}`)).body.seq;
const tokenOf = ({ fieldUrl }: CallRow) => new URL(fieldUrl, server().url).searchParams.get('token') ?? '';

describe('a policy', () => {
  const put = async (about: object) => {
    const { body } = await admin.get<Policy[]>('/api/policies');
    const { id: _, isDefault: __, version: ___, updatedAt: ____, ...rules } = body.find(({ id }) => id === 'any-red')!;
    return admin.send('PUT', '/api/policies/any-red', { body: { ...rules, ...about } });
  };

  it.each<[string, object, RefusalBody['code']]>([
    ['that goes round in a circle', { then: [['deputy'], ['superior'], ['deputy']] }, 'policy/cycle'],
    ['that goes on after the door', { then: [['door'], ['superior']] }, 'policy/cycle'],
    ['that leaves no time to answer', { answerWithinMinutes: 0 }, 'policy/zero-delay'],
    ['that dials without a pause', { redials: { count: 3, withinMinutes: 0 } }, 'policy/zero-delay'],
    ['that reminds without a pause', { reminderMinutes: 0 }, 'policy/zero-delay'],
    ['that calls an unknown post', { postKinds: ['emperor'] }, 'policy/unknown-post'],
    ['that calls nobody', { postKinds: [] }, 'policy/nobody'],
    ['whose message asks for what there is not', { message: { zh: '{password}', en: '' } }, 'policy/unknown-placeholder'],
    ['with a time that is no number', { answerWithinMinutes: '5' }, 'request/invalid'],
  ])('%s is refused', async (_, about, code) => {
    await expectRefusal(() => put(about), code);
  });
});

describe('a phone number', () => {
  it.each([
    ['12', 'contact/too-short'],
    ['+44 20 7946 0958', 'contact/too-long'],
    ["1'; drop table call; --", 'contact/no-digits'],
    ['139１２３４５６７８x', 'contact/no-digits'],
    ['1'.repeat(40), 'contact/too-long'],
  ] as const)('like %j is refused as %s', async (address, code) => {
    const path = `/api/people/${calls[0]!.personId}/contacts/1`;
    await expectRefusal(() => duty.send('PUT', path, { body: { channel: 'mobile', address } }), code);
  });
});

describe('what says that it comes from a gateway', () => {
  const reply = (text: string) => ({ messageId: randomUUID(), from: '19912345678', text, at: new Date().toISOString() });
  const callback = (attemptId: number) => ({ attemptId, outcome: 'answered', heardSeconds: 60, at: new Date().toISOString() });

  function post(path: string, said: object, headers?: Record<string, string>): Promise<Answer<unknown>> {
    const text = JSON.stringify(said);
    const signed = headers ?? signatureOf(secret, text, new Date());
    return new Desk(server().url).post(`/api/channels/${path}`, text, { 'content-type': 'application/json', ...signed });
  }

  it.each<[string, string, () => object]>([
    ['a reply', 'sms/inbound', () => reply('1')],
    ['a callback', 'webhook/callback', () => callback(1)],
  ])('is refused when it is %s that nobody signed, or somebody else, or that was changed on the way', async (_, path, said) => {
    const stolen = signatureOf(secret, JSON.stringify(said()), new Date());
    for (const headers of [{}, signatureOf('another secret', JSON.stringify(said()), new Date()), stolen]) {
      await expectRefusal(() => post(path, { ...said(), forged: true }, headers), 'signature/invalid');
    }
  });

  it('is refused when it was recorded and is sent again, at once or later', async () => {
    const said = reply('1');
    const headers = signatureOf(secret, JSON.stringify(said), new Date());
    expect((await post('sms/inbound', said, headers)).status).toBe(200);
    await expectRefusal(() => post('sms/inbound', said, headers), 'signature/replayed');
    const old = signatureOf(secret, JSON.stringify(said), new Date(Date.now() - 3_600_000));
    await expectRefusal(() => post('sms/inbound', said, old), 'signature/expired');
  });

  it('answers no call that no gateway was handed', async () => {
    const card = await duty.get<CallDetails>(`/api/calls/${calls[0]!.id}`);
    await expectRefusal(() => post('webhook/callback', callback(card.body.attempts[0]!.id)), 'attempt/unknown');
  });

  it.each(['🙂🙂🙂', '你是谁', '12345678', "1'; drop table receipt; --", '\\u0000', ' ', '1'.repeat(900)])(
    'is kept and changes nothing when it is the nonsense %j',
    async (text) => {
      const before = await seq();
      expect(await post('sms/inbound', reply(text))).toMatchObject({ status: 200, body: { taken: false } });
      expect(await seq()).toBe(before);
    },
  );
});

describe('a link', () => {
  it('is refused once it was withdrawn, by the page, for an answer and for a photo', async () => {
    const call = calls[3]!;
    const receiptId = randomUUID();
    expect((await sendReceipt(server().url, call, { receiptId, kind: 'heard' })).status).toBe(200);
    expect((await duty.post('/api/links/revoke', { callId: call.id })).status).toBe(200);
    const headers = { authorization: `Bearer ${tokenOf(call)}` };
    await expectRefusal(() => new Desk(server().url).get('/api/field', headers), 'token/revoked');
    await expectRefusal(() => sendReceipt(server().url, call, { receiptId: randomUUID(), kind: 'done' }), 'token/revoked');
    await expectRefusal(() => photo(receiptId, call, aDrawing), 'token/revoked');
  });

  it('is refused when a single character of it was changed', async () => {
    const token = tokenOf(calls[4]!);
    for (const at of [0, Math.floor(token.length / 2), token.length - 2]) {
      const forged = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      await expectRefusal(() => new Desk(server().url).get('/api/field', { authorization: `Bearer ${forged}` }), 'token/invalid');
    }
  });
});

describe('a photo', () => {
  const call = () => calls[5]!;
  const receiptId = randomUUID();
  beforeAll(async () => {
    expect((await sendReceipt(server().url, call(), { receiptId, kind: 'acting' })).status).toBe(200);
  });

  it.each<[string, () => Buffer | Promise<Buffer>, RefusalBody['code']]>([
    ['that is an executable called .jpg', () => anExecutable, 'photo/not-an-image'],
    ['that is a drawing which asks for a file of the server', () => aDrawing, 'photo/not-an-image'],
    ['that unpacks to 81 million pixels', aBomb, 'photo/too-many-pixels'],
    ['that says it is a picture and breaks off', async () => (await aBomb()).subarray(0, 20), 'photo/not-an-image'],
    ['that weighs more than it may', () => Buffer.alloc(photoMaxBytes + 1, 0xff), 'request/too-large'],
  ])('%s is refused', async (_, bytes, code) => {
    const read = await bytes();
    await expectRefusal(() => photo(receiptId, call(), read), code);
    expect((await duty.get(`/api/receipts/${receiptId}/photo`)).status).toBe(404);
  });

  it('of 40 MB is cut off before it has arrived', async () => {
    const before = process.memoryUsage().rss;
    const answer = await photo(receiptId, call(), Buffer.alloc(40_000_000, 0xff)).catch(() => null);
    if (answer) expect(answer).toMatchObject({ status: 413, body: { code: 'request/too-large' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    expect((await duty.get('/api/health')).status).toBe(200);
  });
});

describe('photos that come more at once than the memory should hold', () => {
  it('are refused until there is room, and are then looked at', async () => {
    const receiptId = randomUUID();
    expect((await sendReceipt(server().url, calls[6]!, { receiptId, kind: 'acting' })).status).toBe(200);
    const begun = Array.from({ length: 24 }, () => beginPhoto(receiptId, calls[6]!));
    const refused = await Promise.race(begun.map(({ status }) => status));
    expect(refused).toBe(429);
    for (const { breakOff } of begun) breakOff();
    await vi.waitFor(async () => expect((await photo(receiptId, calls[6]!, anExecutable)).status).toBe(400), { timeout: 30_000 });
  });
});

/** Sends the head of an upload and nothing of its body. */
function beginPhoto(receiptId: string, call: CallRow): { status: Promise<number>; breakOff: () => void } {
  const headers = { 'content-type': 'image/jpeg', 'content-length': '1000000', authorization: `Bearer ${tokenOf(call)}` };
  const sending = request(`${server().url}/api/receipts/${receiptId}/photo`, { method: 'PUT', headers });
  sending.on('error', () => undefined);
  sending.flushHeaders();
  const status = new Promise<number>((fulfil) => sending.once('response', (response) => fulfil(response.statusCode ?? 0)));
  return { status, breakOff: () => sending.destroy() };
}

/** As the page uploads it. */
async function photo(receiptId: string, call: CallRow, bytes: Buffer): Promise<Pick<Answer<unknown>, 'status' | 'body'>> {
  const headers = { 'content-type': 'image/jpeg', authorization: `Bearer ${tokenOf(call)}` };
  const response = await fetch(`${server().url}/api/receipts/${receiptId}/photo`, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  return { status: response.status, body: await response.json() };
}
