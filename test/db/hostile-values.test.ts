import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operations } from '#contract/api.ts';
import { LinkClaim } from '#contract/field.ts';
import type { Operation } from '#contract/operation.ts';
import { rightsOfRole, roles } from '#contract/session.ts';
import { randomOf } from '../../geodata/seed/random.ts';
import { seedTestDevice } from '../../geodata/seed/test-device.ts';
import { composeServer } from '../../server/compose.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { createApp } from '../../server/kernel/http/app.ts';
import { DatabaseClock } from '../../server/kernel/db/clock.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { signatureOf } from '../../server/kernel/security/signed-request.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { defaultPolicyOf } from '../../server/policies/policies.rules.ts';
import { readSettings } from '../../server/settings.ts';
import { anchored } from '../support/anchors.ts';
import { calledOut, type Calling } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { demoUsernames } from '../support/demo-usernames.ts';
import { aDraft } from '../support/draft.ts';
import { hostileRequests, wholeRequest, type Choose, type HostileRequest, type Known } from '../support/hostile.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const root = new URL('../../', import.meta.url).pathname;
const secret = 'x'.repeat(32);
/** Another one tries other values: `HOSTILE_SEED=7 HOSTILE_EACH=40 npm test -- test/db/hostile-values`. */
const seed = Number(process.env.HOSTILE_SEED ?? 20230728);
const each = Number(process.env.HOSTILE_EACH ?? 2);

/** What ends things comes last, so that the others are asked about what is still there. */
const isEnding = ({ method, path }: Operation) => method === 'delete' || /stop|end|close|reopen|revoke|clock$/.test(path);
const asked = operations.filter(({ method, path }) => path !== '/session' || method === 'post');
const inOrder = [...asked.filter((operation) => !isEnding(operation)), ...asked.filter(isEnding)];

const hostileHeaders = [
  ['host', 'h:99999'],
  ['host', '[::1'],
  ['origin', 'http://h:99999'],
  ['origin', 'null'],
  ['authorization', 'Bearer \u00ff'],
  ['authorization', `Bearer ${'x.'.repeat(2_000)}`],
  ['cookie', 'jiaoying=s%3A%ED%A0%80; jiaoying='],
  ['if-none-match', '"'],
  ['range', 'bytes=9999999999999999-'],
  ['content-type', 'application/json; charset=utf-7'],
  ['content-encoding', 'gzip'],
  ['x-forwarded-for', 'a:b:c:d'],
  ['accept-encoding', 'identity;q=NaN'],
] as const;
const doors = [
  ['get', '/api/incidents'],
  ['get', '/api/layers/teams'],
  ['get', '/api/field'],
  ['get', '/api/feeds/acks.atom'],
  ['post', '/api/session'],
] as const;

onBothDatabases('values that no calendar, number or text has', (database) => {
  const failures: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => failures.push(line) });
  const agent = new Agent({ keepAlive: true });
  let server: Server;
  let closers: (() => unknown)[];
  let known: Known;
  let credentials: Record<string, Record<string, string>>;
  const random = randomOf(seed, 'hostile values');
  const choose: Choose = (among) => random.pick(among);

  beforeAll(async () => {
    await database().asOwner(async (tx) => {
      await tinyCity(tx);
      await seedUsers(tx, 'correct horse');
      await seedTestDevice(tx, code.nantong);
    });
    const calling = await calledOut(database(), { level: 'orange' });
    known = await whatIsThere(database(), calling);
    await listen();
    credentials = { link: { authorization: `Bearer ${await linkOf(database(), known)}` }, key: { authorization: `Bearer ${secret}` } };
    for (const role of roles) credentials[role] = { cookie: await cookieOf(demoUsernames[role]) };
  });
  afterAll(async () => {
    for (const close of closers) await close();
    agent.destroy();
    server.close();
  });

  async function listen(): Promise<void> {
    const clock = new DatabaseClock();
    await clock.sync(database());
    let api: Awaited<ReturnType<typeof composeServer>>['router'] | null = null;
    server = createServer(createApp({ log, clientFolder: '/nowhere', api: () => api }));
    const settings = readSettings({ PORT: '0', JIAOYING_SMS_SECRET: secret, JIAOYING_WEBHOOK_SECRET: secret });
    const parts = {
      database: database(),
      clock,
      doorbell: new Doorbell(),
      log,
      http: server,
      settings,
      root,
      watchKey: secret,
      anchors: anchored().anchors,
    };
    ({ router: api, closers } = await composeServer(parts));
    await new Promise<void>((fulfil) => server.listen(0, '127.0.0.1', fulfil));
  }

  function send(
    { method, path, contentType, body }: HostileRequest,
    headers: Record<string, string>,
  ): Promise<{ status: number; cookie: string }> {
    return new Promise((fulfil, reject) => {
      const { port } = server.address() as AddressInfo;
      const type = contentType ? { 'content-type': contentType } : {};
      const sending = request({ agent, port, method, path, headers: { ...type, ...headers } }, (answer) => {
        const cookie = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
        answer.resume().once('end', () => fulfil({ status: answer.statusCode!, cookie }));
      });
      sending.once('error', reject);
      sending.end(body);
    });
  }

  async function cookieOf(username: string): Promise<string> {
    const body = JSON.stringify({ username, password: 'correct horse' });
    return (await send({ method: 'post', path: '/api/session', contentType: 'application/json', body }, {})).cookie;
  }

  function headersFor({ access, path }: Operation, body: string | undefined): Record<string, string> {
    if (path.startsWith('/channels/') && access === 'key') return signatureOf(secret, body ?? '', new Date());
    const named = credentials[access];
    if (named) return named;
    const role = roles.find((one) => (rightsOfRole[one] as readonly string[]).includes(access)) ?? 'dutyOfficer';
    return credentials[role]!;
  }

  it(`are never the server's failure (seed ${seed})`, async () => {
    const statuses = new Map<number, number>();
    const failed: string[] = [];
    for (const operation of inOrder) {
      for (const sent of hostileRequests(operation, known, { each, choose })) {
        const { status } = await send(sent, headersFor(operation, sent.body));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) failed.push(`${status} ${sent.method} ${sent.path.slice(0, 300)} ${sent.body?.slice(0, 600) ?? ''}`);
      }
    }
    expect(failed).toEqual([]);
    // Most were refused, and many came as far as the database.
    expect(statuses.get(400)).toBeGreaterThan(200);
    expect(statuses.get(200)).toBeGreaterThan(30);
  }, 120_000);

  it.each(hostileHeaders)("are never the server's failure in a header: %s: %s", async (name, value) => {
    for (const [method, path] of [...doors, ['get', `/api/call-outs/${known.ids.callOut![0]!}/calls`]] as const) {
      // A connection each: one whose body was not read to its end is closed.
      const headers = { ...credentials.dutyOfficer, connection: 'close', [name]: value };
      const { status } = await send({ method, path, contentType: 'application/json', body: '{}' }, headers);
      expect([path, status < 500]).toEqual([path, true]);
    }
  });

  it('have left nothing behind at which another request or a job fails', async () => {
    const reads = operations.filter(({ method }) => method === 'get');
    const statuses = await Promise.all(reads.map((operation) => send(wholeRequest(operation, known, choose), headersFor(operation, ''))));
    expect(statuses.map(({ status }, index) => `${status} ${reads[index]!.path}`).filter((said) => said.startsWith('5'))).toEqual([]);
    expect(failures).toEqual([]);
  });
});

async function whatIsThere(database: Database, { incident, warning, callOutId }: Calling): Promise<Known> {
  const own = `select id from call where person_id = ${person.yangkouDesk}`;
  const called = (await database.transaction(wholeServer, (tx) => tx.query<{ id: string }>(own))).map(({ id }) => id);
  const policy = { ...defaultPolicyOf('red'), event: 'rainstorm' };
  const drafted = { incident: incident.id, draft: aDraft({ expires: new Date(Date.now() + 86_400_000).toISOString() }) };
  return {
    ids: {
      ...{ incident: [incident.id], warning: [warning.id], callOut: [callOutId], call: called },
      ...{ incidents: [incident.id], warnings: [warning.id], 'call-outs': [callOutId], calls: called },
      ...{ layers: ['teams', 'hazards', 'evacuees'], channels: ['sms', 'mail'], policies: ['rainstorm-red'], typhoons: ['202305'] },
    },
    numbers: [person.cityDesk, person.yangkouDesk, person.yangkouEvacuee, 2],
    areas: [code.rudong, code.yangkou],
    bodies: { '/warnings/plan': drafted, '/warnings': drafted, '/policies/:id': policy, '/policies/preview': policy },
  };
}

async function linkOf(database: Database, { ids }: Known): Promise<string> {
  const key = await database.asOwner((tx) => secretNamed(tx, 'link-token'));
  return new TokenSeal(key, LinkClaim).seal(LinkClaim.parse({ callId: ids.call!.at(-1), personId: person.yangkouDesk }), new Date());
}
