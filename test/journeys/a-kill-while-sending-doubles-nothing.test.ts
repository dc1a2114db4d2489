import pg from 'pg';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelHealth } from '#contract/channels.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { Desk } from '../support/desk.ts';
import { HttpStandIn } from '../support/http-stand-in.ts';
import { OwnServer } from '../support/own-server.ts';
import { issued } from '../support/release.ts';
import { cityEnvironment } from '../support/server.ts';
import { SmppStandIn } from '../support/smpp-stand-in.ts';

/** Prints with a failure, and gives the same instants again. */
const seed = 20230728;
const kills = 10;
/** Slow enough that something is left for every kill, and that what has left is not yet noted. */
const limits: Partial<ChannelHealth> = { ratePerSecond: 6, timeoutSeconds: 2 };
const rudong = '320623000000';
const wait = { interval: 200, timeout: 120_000 };

const random = xoroshiro128plus(seed);
const centre = new SmppStandIn();
const voice = new HttpStandIn();
let server: OwnServer;
let remove: () => Promise<void>;

beforeAll(async () => {
  await Promise.all([centre.start(), voice.start()]);
  const city = await cityEnvironment('postgres');
  remove = city.remove;
  const gateways = { JIAOYING_SMPP_URL: centre.url, JIAOYING_VOICE_URL: voice.url, JIAOYING_WEBHOOK_SECRET: 'of the voice gateway' };
  server = new OwnServer({ ...city.env, ...gateways }, {});
  await server.start();
}, 240_000);
afterAll(async () => {
  await server.process.end('SIGTERM');
  await remove();
  await Promise.all([centre.stop(), voice.stop()]);
});

async function limit(id: string): Promise<void> {
  const admin = await Desk.of(server.url, 'admin');
  const { body } = await admin.get<ChannelHealth[]>('/api/channels');
  await admin.send('PUT', `/api/channels/${id}`, { body: { ...body.find((channel) => channel.id === id), ...limits } });
}

interface Left extends Record<string, unknown> {
  id: number;
  channel: 'sms' | 'voice';
  state: string;
  sentAt: Date | null;
  /** The last eleven digits of where it went. */
  number: string;
}

async function attempts(): Promise<Left[]> {
  const client = new pg.Client({ connectionString: server.env.DATABASE_URL! });
  await client.connect();
  const { rows } = await client.query<Left>(
    `select a.id::int, a.channel, a.state, a.sent_at as "sentAt", right(regexp_replace(k.address, '\\D', '', 'g'), 11) as number
     from attempt a join contact k on k.person_id = a.person_id and k.ordinal = a.contact_ordinal and carries(a.channel, k.channel)
     where a.channel in ('sms', 'voice')`,
  );
  await client.end();
  return rows;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

describe(`a server killed while its gateways send, at instants drawn from ${seed}`, () => {
  it('is killed ten times with messages on their way', async () => {
    const duty = await Desk.of(server.url, 'duty');
    await Promise.all(['sms', 'voice'].map(limit));
    const incident = await duty.openIncident({ mode: 'actual' });
    const info = { severity: 'Severe', headline: '台风橙色预警信号' };
    await issued(duty, incident.id, capMessage({ info, area: { areaDesc: '如东县', '+geocode': geocode(rudong) } }));
    for (let kill = 0; kill < kills; kill += 1) {
      // Something has left in this life of the server, and more is leaving.
      await Promise.race([centre.took(centre.messages.length + 1), voice.took(voice.requests.length + 1)]);
      await server.process.killAfter((random.next() >>> 0) % 400);
      await server.start();
    }
    const startedAt = new Date();
    const inDeadHands = async () => (await attempts()).filter(({ state, sentAt }) => state === 'sending' && sentAt! < startedAt);
    await expect.poll(inDeadHands, wait).toEqual([]);
  }, 300_000);

  it('has sent no short message twice for one attempt, and lost none but what it shows as unknown', async () => {
    const before = countBy(centre.messages, ({ to }) => to.slice(-11));
    const texts = (await attempts()).filter(({ channel }) => channel === 'sms');
    const [left, sure] = [
      ['sending', 'sent', 'shown', 'unknown'],
      ['sent', 'shown'],
    ].map((states) =>
      countBy(
        texts.filter(({ state }) => states.includes(state)),
        ({ number }) => number,
      ),
    );
    expect([...before].filter(([number, times]) => times > (left!.get(number) ?? 0))).toEqual([]);
    const after = countBy(centre.messages, ({ to }) => to.slice(-11));
    expect([...sure!].filter(([number, times]) => times > (after.get(number) ?? 0))).toEqual([]);
    expect(texts.filter(({ state }) => !['queued', 'sending', 'sent', 'shown', 'unknown', 'withdrawn'].includes(state))).toEqual([]);
  });

  it('has handed the voice gateway each attempt under one key, however often', async () => {
    const calls = (await attempts()).filter(({ channel }) => channel === 'voice');
    const keyed = voice.requests.map(({ headers, body }) => ({
      key: String(headers['idempotency-key']),
      attemptId: (JSON.parse(body) as { attemptId: number }).attemptId,
    }));
    expect(new Set(keyed.map(({ key }) => key)).size).toBe(new Set(keyed.map(({ attemptId }) => attemptId)).size);
    expect(keyed.filter(({ key, attemptId }) => !key.endsWith(`.${attemptId}`))).toEqual([]);
    const handed = new Set(keyed.map(({ attemptId }) => attemptId));
    expect(calls.filter(({ id, state }) => state === 'sent' && !handed.has(id))).toEqual([]);
    expect(calls.filter(({ state }) => state === 'unknown' || state === 'failed')).toEqual([]);
  });
});
