import type { Express } from 'express';
import supertest from 'supertest';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelHealth } from '#contract/channels.ts';
import { channelRoutes } from '../../server/channels/channels.routes.ts';
import { gatewayRoutes } from '../../server/channels/gateways.routes.ts';
import { Returns } from '../../server/channels/returns.job.ts';
import { takeReports } from '../../server/channels/reports.commands.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { signatureOf } from '../../server/kernel/security/signed-request.ts';
import { serverHealth } from '../../server/watchdog/watch.commands.ts';
import { anApp, silentLog } from '../support/app.ts';
import { noon } from '../support/builders.ts';
import { calledOut } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { withDatabase } from '../support/database.ts';
import { policyOver, withGateways } from '../support/deliveries.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const database = withDatabase();
const clock = new FakeClock(noon);
const secrets = { sms: 'secret of short messages', webhook: 'secret of the webhooks' };
let app: Express;

beforeAll(async () => {
  await database().asOwner(async (tx) => {
    await tinyCity(tx);
    await seedUsers(tx, 'correct horse');
  });
  const returns = new Returns({ database: database(), clock, doorbell: new Doorbell(), log: silentLog });
  app = await anApp(database(), {
    clock,
    routers: [channelRoutes(database(), clock), gatewayRoutes({ database: database(), clock, returns, secrets })],
  });
  return () => returns.stop();
});

async function signedIn(username: string) {
  const agent = supertest.agent(app);
  await agent.post('/api/session').send({ username, password: 'correct horse' }).expect(200);
  return agent;
}

const limits = { enabled: true, ratePerSecond: 40, concurrency: 60, timeoutSeconds: 25, costYuan: 0.04, answerShare: 0.4 };

describe('the channels', () => {
  it('say what they carry, how they do and what waits for them', async () => {
    await withGateways(database(), 'sms');
    await calledOut(database(), { level: 'blue', areas: [code.rudong], policy: policyOver('sms') });
    const { body } = (await (await signedIn('duty')).get('/api/channels').expect(200)) as { body: ChannelHealth[] };
    expect(body.map(({ id, configured, queued }) => [id, configured, queued])).toEqual([
      ['inApp', true, 0],
      ['sms', true, 2],
      ['voice', false, 0],
      ['chat', false, 0],
      ['mail', false, 0],
    ]);
    expect(body[1]).toMatchObject({ isDefault: true, breaker: 'closed', openUntil: null, sending: 0, unknown: 0 });
  });

  it('show a county what waits in the county', async () => {
    const { body } = (await (await signedIn('haimen')).get('/api/channels').expect(200)) as { body: ChannelHealth[] };
    expect(body.find(({ id }) => id === 'sms')?.queued).toBe(0);
  });

  it('are set by an administrator, who is written down', async () => {
    const admin = await signedIn('admin');
    const answer = await admin.put('/api/channels/sms').send(limits).expect(200);
    expect(answer.body).toMatchObject({ id: 'sms', isDefault: false, ...limits });
    const line = await database().asOwner((tx) => tx.one(`select username, subject from audit where action = 'channel.edited'`));
    expect(line).toEqual({ username: 'admin', subject: 'channel sms' });
  });

  it.each([
    ['no rate', { ...limits, ratePerSecond: 0 }, 400, 'request/invalid'],
    ['a negative price', { ...limits, costYuan: -1 }, 400, 'request/invalid'],
    ['a share above all', { ...limits, answerShare: 1.1 }, 400, 'request/invalid'],
    ['nothing', {}, 400, 'request/invalid'],
  ])('cannot be given %s', async (...[, body, status, refusal]) => {
    const answer = await (await signedIn('admin')).put('/api/channels/sms').send(body);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([status, refusal]);
  });

  it('are those that there are', async () => {
    const answer = await (await signedIn('admin')).put('/api/channels/pigeon').send(limits);
    expect([answer.status, answer.body]).toEqual([404, { code: 'channel/unknown' }]);
  });

  it('are not set by a duty officer', async () => {
    await (await signedIn('duty')).put('/api/channels/sms').send(limits).expect(403);
  });
});

describe('a channel that accepts everything', () => {
  const now = new Date(noon);
  const said = () => database().transaction(wholeServer, async (tx) => (await serverHealth(tx, now)).muteChannels);

  /** So many messages that the gateway had accepted so long ago. */
  async function accepted(channel: 'sms' | 'voice' | 'mail', messages: number, secondsAgo: number): Promise<void> {
    const { callOutId } = await calledOut(database(), { level: 'blue', areas: [code.fengli], policy: policyOver('sms') });
    await database().asOwner((tx) =>
      tx.query(
        `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, outcome, tries, queued_at, sent_at, again)
         select id, incident_mode, area_code, 5, 'self', person_id, $2, 'sent', 'accepted', 1, $3, $3, nr
         from call, generate_series(1, $4::int) nr where call_out_id = $1`,
        [callOutId, channel, new Date(now.getTime() - secondsAgo * 1000), messages],
      ),
    );
  }

  beforeEach(async () => {
    await withGateways(database(), 'sms', 'voice', 'mail');
    await database().asOwner((tx) => tx.query(`update attempt set sent_at = null, outcome = null where channel <> 'inApp'`));
  });

  it('and of which nothing is heard again is said to be failing, on every screen and to the administrator', async () => {
    await accepted('voice', 20, 200);
    expect(await said()).toEqual(['voice']);
    const { body } = (await (await signedIn('duty')).get('/api/channels').expect(200)) as { body: ChannelHealth[] };
    expect(body.filter(({ isMute }) => isMute).map(({ id }) => id)).toEqual(['voice']);
  });

  it('is given the time to report, and is believed after one report', async () => {
    await accepted('voice', 19, 200);
    await accepted('voice', 10, 100);
    expect(await said()).toEqual([]);
    await accepted('voice', 1, 200);
    expect(await said()).toEqual(['voice']);
    await database().asOwner((tx) =>
      tx.query(`update attempt set outcome = 'noAnswer' where id = (select max(id) from attempt where channel = 'voice')`),
    );
    expect(await said()).toEqual([]);
  });

  it('is held to reports only where it has ever made one', async () => {
    await accepted('mail', 30, 200);
    await accepted('sms', 30, 200);
    expect(await said()).toEqual([]);
    await accepted('sms', 1, 86_000);
    const old = await database().asOwner((tx) => tx.one<{ id: number }>(`select max(id) as id from attempt where channel = 'sms'`));
    const report = { attemptId: old!.id, outcome: 'delivered' as const, at: now };
    await database().transaction(wholeServer, (tx) =>
      takeReports(tx, { now, doorbell: new Doorbell() }, [{ said: report, signature: null }]),
    );
    expect(await said()).toEqual(['sms']);
  });

  it('last spoke of messages of long ago says nothing about today', async () => {
    await accepted('voice', 30, 90_000);
    expect(await said()).toEqual([]);
  });
});

interface Signed {
  secret?: string | undefined;
  at?: Date;
}

/** As a gateway posts. */
async function post(
  path: string,
  body: object,
  { secret = path.includes('sms') ? secrets.sms : secrets.webhook, at = clock.now() }: Signed = {},
) {
  const text = JSON.stringify(body);
  const answer = await supertest(app)
    .post(`/api/channels/${path}`)
    .set({ 'content-type': 'application/json', ...signatureOf(secret, text, at) })
    .send(text);
  return [answer.status, answer.body] as [number, unknown];
}

const reply = () => ({ messageId: crypto.randomUUID(), from: '19912345678', text: '收到', at: noon });

describe('what a gateway hands in', () => {
  it('is taken when it is signed', async () => {
    expect(await post('sms/inbound', reply())).toEqual([200, { kind: 'heard', taken: false }]);
  });

  it('is refused when it is forged, old, or recorded and sent again', async () => {
    const said = reply();
    expect(await post('sms/inbound', said, { secret: 'guessed' })).toEqual([401, { code: 'signature/invalid' }]);
    expect(await post('sms/inbound', said, { secret: secrets.webhook })).toEqual([401, { code: 'signature/invalid' }]);
    expect(await post('sms/inbound', said, { at: new Date(Date.parse(noon) - 600_000) })).toEqual([401, { code: 'signature/expired' }]);
    expect((await post('sms/inbound', said))[0]).toBe(200);
    expect(await post('sms/inbound', said)).toEqual([409, { code: 'signature/replayed' }]);
  });

  it('may be handed in again under a new signature, and counts once', async () => {
    const said = reply();
    const at = (seconds: number) => ({ at: new Date(Date.parse(noon) + seconds * 1000) });
    expect([await post('sms/inbound', said, at(1)), await post('sms/inbound', said, at(2))].map(([status]) => status)).toEqual([200, 200]);
    const row = await database().asOwner((tx) =>
      tx.one(`select count(*)::int as count from inbound_message where message_id = $1`, [said.messageId]),
    );
    expect(row).toEqual({ count: 1 });
  });

  it('is refused by name when it makes no sense', async () => {
    const bad = [{}, { ...reply(), at: 'yesterday' }, { ...reply(), from: '' }, { ...reply(), text: 'x'.repeat(5_000) }];
    for (const body of bad) expect((await post('sms/inbound', body))[0]).toBe(400);
  });

  it('speaks of attempts that there are', async () => {
    const said = { outcome: 'answered', heardSeconds: 30, at: noon };
    expect(await post('webhook/callback', { ...said, attemptId: 99_999_999 })).toEqual([404, { code: 'attempt/unknown' }]);
    expect(await post('webhook/callback', { ...said, idempotencyKey: 'nonsense' })).toEqual([404, { code: 'attempt/unknown' }]);
    expect(await post('webhook/callback', { ...said, attemptId: 1, idempotencyKey: `${crypto.randomUUID()}.2` })).toEqual([
      404,
      { code: 'attempt/unknown' },
    ]);
    expect((await post('webhook/callback', said))[0]).toBe(400);
    expect((await post('webhook/callback', { ...said, attemptId: 1, outcome: 'simulated' }))[0]).toBe(400);
  });
});
