import { createServer } from 'node:http';
import type { Express } from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeServer } from '../../server/compose.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { createApp } from '../../server/kernel/http/app.ts';
import { DatabaseClock } from '../../server/kernel/db/clock.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { Metrics } from '../../server/kernel/metrics.ts';
import { scrapes } from '../../server/metrics/metrics.commands.ts';
import { readSettings } from '../../server/settings.ts';
import { anchored } from '../support/anchors.ts';
import { silentLog } from '../support/app.ts';
import { calledOut } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { policyOver, withGateways } from '../support/deliveries.ts';
import { openedIncident } from '../support/incident.ts';
import { tinyCity } from '../support/tiny-city.ts';

async function signedIn(app: Express, username: string) {
  const agent = supertest.agent(app);
  await agent.post('/api/session').send({ username, password: 'correct horse' }).expect(200);
  return agent;
}

const root = new URL('../../', import.meta.url).pathname;

onBothDatabases('what a Prometheus is told', (database) => {
  const closers: (() => unknown)[] = [];
  let stranger: Express;
  let scraper: Express;

  const appFor = async (from: string): Promise<Express> => {
    const clock = new DatabaseClock();
    await clock.sync(database());
    const settings = readSettings({ PORT: '0', JIAOYING_METRICS_FROM: from });
    const parts = { database: database(), clock, doorbell: new Doorbell(), log: silentLog, http: createServer(), settings, root };
    const metrics = new Metrics();
    const { router, closers: jobs } = await composeServer({ ...parts, metrics, watchKey: 'x'.repeat(32), anchors: anchored().anchors });
    closers.push(...jobs);
    return createApp({ log: silentLog, metrics, clientFolder: '/nowhere', api: () => router });
  };
  beforeAll(async () => {
    await database().asOwner(async (tx) => {
      await tinyCity(tx);
      await seedUsers(tx, 'correct horse');
    });
    stranger = await appFor('10.0.0.0/8');
    scraper = await appFor('127.0.0.0/8,::1');
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });

  it('is told to nobody who is not signed in, or may not watch the system', async () => {
    expect((await supertest(stranger).get('/metrics')).status).toBe(401);
    const duty = await signedIn(stranger, 'duty');
    expect((await duty.get('/metrics')).status).toBe(403);
    expect((await duty.get('/api/metrics')).status).toBe(403);
  });

  it('is told to the administrator, and to the addresses that may ask', async () => {
    const admin = await signedIn(stranger, 'admin');
    for (const answer of [await admin.get('/metrics'), await supertest(scraper).get('/metrics')]) {
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toContain('text/plain');
      expect(answer.text).toContain('jiaoying_database_up 1');
    }
  });

  it('counts calls by their state, what waits over each channel, and facts; and names nobody', async () => {
    await withGateways(database(), 'sms');
    const { callOutId } = await calledOut(database(), { level: 'blue', policy: policyOver('sms') });
    const drill = await openedIncident(database(), { mode: 'exercise' });
    await calledOut(database(), { incident: drill });
    // Its time is another: of what it has queued nobody may take the age.
    await database().asOwner((tx) => tx.query(`update attempt set queued_at = '2023-07-28T03:20:00Z' where incident_mode = 'exercise'`));
    const factsNow = () =>
      database().asOwner(async (tx) => (await tx.one<{ facts: number }>(`select count(*)::int as facts from change_log`))!.facts);
    const [row] = await database().asOwner((tx) =>
      tx.query<{ silent: number; waiting: number }>(
        `select (select count(*)::int from call where call_out_id = $1 and state = 'silent') as silent,
           (select count(*)::int from attempt where state = 'queued' and channel = 'sms') as waiting`,
        [callOutId],
      ),
    );
    const before = await factsNow();
    const { text } = await supertest(await appFor('127.0.0.1,::1')).get('/metrics');
    expect(Math.min(row!.silent, row!.waiting)).toBeGreaterThan(0);
    expect(text).toContain(`jiaoying_calls{state="silent"} ${row!.silent}\n`);
    expect(text).toContain(`jiaoying_attempts_waiting{channel="sms"} ${row!.waiting}\n`);
    expect(text).not.toMatch(/jiaoying_attempts_waiting\w*\{channel="(inApp|exercise)"/);
    // The jobs of the servers above go on telling while it is asked.
    const told = Number(/^jiaoying_facts (\d+)$/m.exec(text)?.[1]);
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(await factsNow());
    expect(text).toMatch(/jiaoying_watchdog\{state="off"\} 1/);
    expect(text).not.toMatch(/\p{Script=Han}|1[3-9]\d{9}/u);
  });

  it('times requests by the operation that was asked for, and what nobody described as one', async () => {
    await supertest(scraper).get('/api/health');
    await supertest(scraper).get('/api/incidents/f0000000-0000-4000-8000-000000000000');
    await supertest(scraper).get('/api/nothing-here-1');
    await supertest(scraper).get('/api/nothing-here-2');
    const { text } = await supertest(scraper).get('/metrics');
    expect(text).toMatch(/jiaoying_http_request_seconds_count\{operation="get \/health",status="200"\} 1\n/);
    expect(text).toMatch(/jiaoying_http_request_seconds_count\{operation="get \/incidents\/:id",status="401"\} 1\n/);
    expect(text).toMatch(/jiaoying_http_request_seconds_count\{operation="unknown",status="404"\} 2\n/);
  });
});

describe('a database that does not answer', () => {
  it('is told as down, and nobody waits for it', async () => {
    const silent = { kind: 'postgres', transaction: () => new Promise<never>(() => undefined) };
    const clock = { now: () => new Date() };
    const scrape = scrapes({
      database: silent as never,
      clock: clock,
      metrics: new Metrics(),
      links: () => new Map([['pages', 3]]),
    });
    const text = await scrape();
    expect(text).toContain('jiaoying_database_up 0');
    expect(text).toContain('jiaoying_live_links{of="pages"} 3');
  });
});
