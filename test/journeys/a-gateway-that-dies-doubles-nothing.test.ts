import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallDetails } from '#contract/call-details.ts';
import type { CallRow } from '#contract/calls.ts';
import type { ChannelHealth } from '#contract/channels.ts';
import type { TreeProof } from '#contract/tree-proof.ts';
import { signatureOf } from '../../server/kernel/security/signed-request.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { Desk, type Answer } from '../support/desk.ts';
import { HttpStandIn } from '../support/http-stand-in.ts';
import { issued } from '../support/release.ts';
import { cityEnvironment, openServer, type TestServer } from '../support/server.ts';
import { SmppStandIn, ucs2 } from '../support/smpp-stand-in.ts';

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
let incidentId: string;

beforeAll(async () => {
  await Promise.all([centre.start(), voice.start()]);
  voice.manner = { status: 503 };
  const { env, remove: drop } = await cityEnvironment('postgres');
  remove = drop;
  const gateways = {
    JIAOYING_SMPP_URL: centre.url,
    JIAOYING_SMS_SECRET: secrets.sms,
    JIAOYING_SMS_SIGNATURE: '南通应急',
    JIAOYING_VOICE_URL: voice.url,
    JIAOYING_WEBHOOK_SECRET: secrets.webhook,
    JIAOYING_PUBLIC_URL: 'https://calls.example.invalid',
  };
  server = await openServer({ ...env, ...gateways });
  await centre.bound();
  duty = await Desk.of(server.url, 'duty');
  await throttle('sms', { ratePerSecond: 4 });
  ({ id: incidentId } = await duty.openIncident({ mode: 'actual' }));
  const message = capMessage({
    info: { severity: 'Severe', headline: '台风橙色预警信号' },
    area: { areaDesc: '丰利镇', '+geocode': geocode(fengli) },
  });
  ({ callOutId } = (await issued(duty, incidentId, message)).body);
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

describe('a long message over a centre that takes no payload', () => {
  const instruction = '请立即组织低洼地带和沿海作业人员转移到安置点，逐户核对人数后回复。'.repeat(80);
  let long: CallRow[];
  let to: string[];
  let handed: number;

  /** What a phone was told of this warning; of the one before it, ladders may go on meanwhile. */
  const newestTo = (number: string) => centre.shownBy(number).findLast((text) => text.includes('更新发布')) ?? '';
  const latestId = (number: string) => centre.idOf(centre.messages.findLastIndex((message) => message.to === number) + 1);
  const statesOf = async () => {
    const details = await Promise.all(long.map(async ({ id }) => (await duty.get<CallDetails>(`/api/calls/${id}`)).body));
    return details.flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome));
  };
  const part = (nr: number, text: string) => Buffer.concat([Buffer.from([5, 0, 3, 77, 2, nr]), ucs2(text)]);

  beforeAll(async () => {
    centre.refuses = { payload: 0xc1 };
    centre.idOf = (nr) => `00${(0x1a2b00 + nr).toString(16).toUpperCase()}`;
    await throttle('sms', { ratePerSecond: 100 });
    handed = centre.messages.length;
    // Of another weather: the same one once more would ring nobody again.
    const info = { event: '暴雨', severity: 'Severe', headline: '暴雨橙色预警信号更新发布', instruction };
    const alert = { identifier: '32060041600000_20260726130000' };
    const message = capMessage({ alert, info, area: { areaDesc: '丰利镇', '+geocode': geocode(fengli) } });
    const { body } = await issued(duty, incidentId, message);
    long = await duty.calls(body.callOutId);
  }, 120_000);

  it('reaches every phone whole, cut to the length of the channel, signed, and saying how to answer', async () => {
    await centre.took(handed + 1);
    await expect.poll(() => onTheWay('sms'), wait).toBe(0);
    to = [...new Set(centre.messages.slice(handed).map((sent) => sent.to))].filter((number) => newestTo(number) !== '');
    expect(to.length).toBeGreaterThan(0);
    for (const number of to) {
      const text = newestTo(number);
      expect(text.length).toBeGreaterThan(450);
      expect(text.length).toBeLessThanOrEqual(500);
      expect(text).toMatch(/^【南通应急】[^【]*暴雨橙色预警信号更新发布 .*… (请回复：1收到|联系到本人后回复1)/);
    }
  });

  it('is known by its id in another form, and a number that nobody has is no longer taken for one', async () => {
    const [dead, alive] = to as [string, string];
    const decimal = (id: string) => String(Number.parseInt(id, 16));
    const text = (id: string, state: string) =>
      `id:${id} sub:001 dlvrd:000 submit date:2611300800 done date:2611300801 stat:${state} err:001 text:`;
    const receipt = (from: string, state: string) =>
      centre.deliverBytes(from, { esm_class: 4, data_coding: 8, short_message: Buffer.from(text(decimal(latestId(from)), state)) });
    expect(await receipt(dead, 'MK:0001')).toBe(0);
    expect(await receipt(alive, 'DELIVRD')).toBe(0);
    await expect.poll(statesOf, wait).toEqual(expect.arrayContaining(['invalidNumber', 'delivered']));
    const { body } = await duty.get<TreeProof>('/api/tree-proof?fresh=1');
    expect(body.deadEnds.filter(({ kind }) => kind === 'failedNumber').length).toBeGreaterThan(0);
  });

  it('is answered in parts, in a payload, in GBK', async () => {
    const answered = async () => (await duty.callOut(long[0]!.callOutId)).answered;
    const forms: Record<string, unknown>[][] = [
      [
        { esm_class: 0x40, data_coding: 8, short_message: part(2, '请求救援') },
        { esm_class: 0x40, data_coding: 8, short_message: part(1, '收到') },
      ],
      [1, 2].map((nr) => ({
        data_coding: 8,
        sar_msg_ref_num: 900,
        sar_total_segments: 2,
        sar_segment_seqnum: nr,
        short_message: ucs2('收到'[nr - 1]!),
      })),
      [{ data_coding: 8, message_payload: ucs2('收到') }],
      [{ data_coding: 15, short_message: Buffer.from('cad5b5bd', 'hex') }],
    ];
    for (const [nr, fields] of forms.entries()) {
      for (const field of fields) expect(await centre.deliverBytes(to[2 + nr]!, field)).toBe(0);
    }
    const texts = async () =>
      (await server.database.asOwner((tx) => tx.query<{ text: string }>(`select text from inbound_message order by id desc limit 4`))).map(
        ({ text }) => text,
      );
    await expect.poll(texts, wait).toEqual(['收到', '收到', '收到', '收到请求救援']);
    await expect.poll(answered, wait).toBeGreaterThan(0);
  });

  it('is not forgotten where its receipt says nothing that can be used', async () => {
    const before = await healthOf('sms');
    expect(await centre.report('of-nobody', 'DELIVRD')).toBe(0);
    expect(await centre.report(latestId(to[0]!), 'FLYING')).toBe(0);
    await expect
      .poll(() => healthOf('sms'), wait)
      .toMatchObject({
        unmatchedReports: before.unmatchedReports + 1,
        unknownStates: before.unknownStates + 1,
        lastUnknownState: 'FLYING',
      });
  });
});
