import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallDetails } from '#contract/call-details.ts';
import type { CallRow } from '#contract/calls.ts';
import type { ChannelHealth } from '#contract/channels.ts';
import { signatureOf } from '../../server/kernel/signed-request.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { Desk, type Answer } from '../support/desk.ts';
import { HttpStandIn } from '../support/http-stand-in.ts';
import { issued } from '../support/release.ts';
import { cityEnvironment, openServer, type TestServer } from '../support/server.ts';
import { SmppStandIn } from '../support/smpp-stand-in.ts';

const fengli = '320623108000';
const secrets = { sms: 'of the short messages', webhook: 'of the voice gateway' };
const wait = { interval: 100, timeout: 60_000 };

const centre = new SmppStandIn();
const voice = new HttpStandIn();
let server: TestServer;
let remove: () => Promise<void>;
let duty: Desk;
let calls: CallRow[];
let callOutId: string;

beforeAll(async () => {
  await Promise.all([centre.start(), voice.start()]);
  voice.manner = { status: 503 };
  const { env, remove: drop } = await cityEnvironment('postgres');
  remove = drop;
  const gateways = {
    JIAOYING_SMPP_URL: centre.url,
    JIAOYING_SMS_SECRET: secrets.sms,
    JIAOYING_VOICE_URL: voice.url,
    JIAOYING_WEBHOOK_SECRET: secrets.webhook,
    JIAOYING_PUBLIC_URL: 'https://calls.example.invalid',
  };
  server = await openServer({ ...env, ...gateways });
  await centre.bound();
  duty = await Desk.of(server.url, 'duty');
  await throttle('sms', { ratePerSecond: 4 });
  const incident = await duty.openIncident({ mode: 'actual' });
  const message = capMessage({
    info: { severity: 'Severe', headline: '台风橙色预警信号' },
    area: { areaDesc: '丰利镇', '+geocode': geocode(fengli) },
  });
  ({ callOutId } = (await issued(duty, incident.id, message)).body);
  calls = await duty.calls(callOutId);
}, 240_000);

afterAll(async () => {
  await server.close();
  await remove();
  await Promise.all([centre.stop(), voice.stop()]);
});

async function throttle(id: string, about: Partial<ChannelHealth>): Promise<void> {
  const admin = await Desk.of(server.url, 'admin');
  const { body } = await admin.get<ChannelHealth[]>('/api/channels');
  await admin.send('PUT', `/api/channels/${id}`, { body: { ...body.find((channel) => channel.id === id), ...about } });
}

async function healthOf(id: string): Promise<ChannelHealth> {
  return (await duty.get<ChannelHealth[]>('/api/channels')).body.find((channel) => channel.id === id)!;
}

async function onTheWay(id: string): Promise<number> {
  const { queued, sending } = await healthOf(id);
  return queued + sending;
}

async function attemptsOver(channel: string) {
  const details = await Promise.all(calls.map(async ({ id }) => (await duty.get<CallDetails>(`/api/calls/${id}`)).body));
  return details.flatMap(({ attempts }) => attempts.filter((attempt) => attempt.channel === channel && attempt.reach === 'self'));
}

function handIn<T>(path: string, body: object, secret: string): Promise<Answer<T>> {
  const text = JSON.stringify(body);
  return new Desk(server.url).post<T>(path, text, { 'content-type': 'application/json', ...signatureOf(secret, text, new Date()) });
}

describe('a voice gateway that fails', () => {
  it('is left alone after a few failures', async () => {
    await expect.poll(() => healthOf('voice'), wait).toMatchObject({ breaker: 'open', lastFailure: 'http 503' });
    voice.manner = { status: 202 };
  });
});

describe('a centre for short messages that dies in the middle and comes back', () => {
  it('is handed every message once; those it died over are shown as unknown', async () => {
    await centre.took(3);
    centre.manner = 'dies';
    await centre.took(centre.messages.length + 1);
    await centre.stop();
    await expect.poll(async () => (await healthOf('sms')).sending, wait).toBe(0);
    centre.manner = 'takes';
    await centre.start();
    await expect.poll(() => onTheWay('sms'), wait).toBe(0);

    const attempts = await attemptsOver('sms');
    const first = attempts.filter(({ rung }) => rung === 0);
    expect(first).toHaveLength(calls.length);
    expect(first.filter(({ state }) => !['sent', 'shown', 'unknown'].includes(state))).toEqual([]);
    expect(first.some(({ state }) => state === 'unknown')).toBe(true);
    const handed = centre.messages.length;
    const accounted = attempts.filter(({ state }) => ['sent', 'shown', 'unknown'].includes(state)).length;
    expect(handed).toBeLessThanOrEqual(accounted);
    expect(handed).toBeGreaterThanOrEqual(attempts.filter(({ state }) => state !== 'unknown').length);
  });

  it('brings answers back over its line', async () => {
    const to = centre.messages.at(-1)!.to;
    const before = (await duty.callOut(callOutId)).answered;
    expect(await centre.deliver(to, '２ 到岗')).toBe(0);
    expect((await duty.callOut(callOutId)).answered).toBe(before + 1);
  });

  it('brings delivery reports back over its line, which are no answers', async () => {
    const before = (await duty.callOut(callOutId)).answered;
    expect(await centre.report(`m${centre.messages.length - 1}`, 'DELIVRD', 2)).toBe(0);
    await expect.poll(async () => (await attemptsOver('sms')).filter(({ outcome }) => outcome === 'delivered').length, wait).toBe(1);
    expect((await duty.callOut(callOutId)).answered).toBe(before);
  });
});

describe('a voice gateway that is back', () => {
  it('is given every message under its one key', async () => {
    await expect.poll(() => onTheWay('voice'), wait).toBe(0);
    const accepted = (await attemptsOver('voice')).filter(({ state }) => state === 'sent');
    const keys = voice.requests.map(({ headers }) => headers['idempotency-key']);
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.filter(({ id }) => !keys.some((key) => key === undefined || String(key).endsWith(`.${id}`)))).toEqual([]);
    expect(new Set(keys).size).toBe(new Set(voice.requests.map(({ body }) => (JSON.parse(body) as { attemptId: number }).attemptId)).size);
  });

  it('answers a call by saying that the whole message was heard, however often it says so', async () => {
    const silent = (await duty.calls(callOutId)).find(({ state }) => state !== 'answered')!;
    const { body } = await duty.get<CallDetails>(`/api/calls/${silent.id}`);
    const attempt = body.attempts.find(({ channel, state }) => channel === 'voice' && state === 'sent')!;
    const report = { attemptId: attempt.id, outcome: 'answered', heardSeconds: 25, messageSeconds: 20, at: new Date().toISOString() };
    for (const providerId of [randomUUID(), randomUUID()]) {
      const { status } = await handIn('/api/channels/webhook/callback', { ...report, providerId }, secrets.webhook);
      expect(status).toBe(200);
    }
    const after = (await duty.get<CallDetails>(`/api/calls/${silent.id}`)).body;
    expect(after).toMatchObject({ state: 'answered', progress: 'heard' });
    expect(after.receipts.map(({ kind, via }) => `${kind} ${via}`)).toEqual(['heard voice']);
  });
});
