import { createServer } from 'node:http';
import type { Express } from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#contract/api.ts';
import { LinkClaim } from '#contract/field.ts';
import { composeServer } from '../../server/compose.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { createApp } from '../../server/kernel/http/app.ts';
import { DatabaseClock } from '../../server/kernel/db/clock.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { readSettings } from '../../server/settings.ts';
import { anchored } from '../support/anchors.ts';
import { silentLog } from '../support/app.ts';
import { calledOut, callStates, type Calling } from '../support/calling.ts';
import { withDatabase } from '../support/database.ts';
import { person, tinyCity } from '../support/tiny-city.ts';

const root = new URL('../../', import.meta.url).pathname;
const password = 'correct horse';
/** `claim.issued.expiry.mac`, as TokenSeal makes them, wherever it stands in a text. */
const tokenShape = /[\w-]{16,}\.[0-9a-z]{6,}\.[0-9a-z]{6,}\.[\w-]{43}/g;
/** Printed for the person to whose door the paper is carried: their codes are what it is for. */
const paper = new Set(['/call-outs/:id/sheets.pdf', '/call-outs/:id/sheets.stream']);

const reads = operations.filter(({ method, path, access }) => method === 'get' && access !== 'key' && !paper.has(path));

const database = withDatabase();
let app: Express;
let calling: Calling;
let callId: string;
let links: TokenSeal<LinkClaim>;
let closers: (() => unknown)[];

beforeAll(async () => {
  await database().asOwner(async (tx) => {
    await tinyCity(tx);
    await seedUsers(tx, password);
  });
  calling = await calledOut(database());
  callId = (await callStates(database(), calling.callOutId))[0]!.id;
  links = new TokenSeal(await database().asOwner((tx) => secretNamed(tx, 'link-token')), LinkClaim);
  const clock = new DatabaseClock();
  await clock.sync(database());
  const parts = { database: database(), clock, doorbell: new Doorbell(), log: silentLog, http: createServer(), root };
  const composed = await composeServer({
    ...parts,
    settings: readSettings({ PORT: '0' }),
    watchKey: 'x'.repeat(32),
    anchors: anchored().anchors,
  });
  closers = composed.closers;
  app = createApp({ log: silentLog, clientFolder: '/nowhere', api: () => composed.router });
});
afterAll(async () => {
  for (const close of closers) await close();
});

/** The address of a read, of what there is. */
function addressOf(path: string): string {
  const ids: [prefix: string, id: string][] = [
    ['/incidents', calling.incident.id],
    ['/call-outs', calling.callOutId],
    ['/calls', callId],
    ['/warnings', calling.warning.id],
    ['/people', String(person.yangkouHead)],
    ['/layers', 'teams'],
  ];
  const id = ids.find(([prefix]) => path.startsWith(`${prefix}/`))?.[1] ?? '1';
  const query: Record<string, string> = {
    '/search': '?q=test',
    '/layers/:id/records': '?ids=1',
    '/incidents/:id/log/checkpoint': '?at=2026-07-26T04:00:00.000Z',
    '/posts': '?area=320600000000',
    '/duty': '?area=320623101000&from=2026-07-26T00:00:00Z&to=2026-07-27T00:00:00Z',
    '/call-outs/:id/sheets/plan': '?area=320623101000',
  };
  return `/api${path.replace('/layers/:id', '/layers/teams').replace(':recordId', '1').replace(/:\w+/g, id)}${query[path] ?? ''}`;
}

async function readAll(username: string): Promise<{ path: string; status: number; text: string }[]> {
  const agent = supertest.agent(app);
  await agent.post('/api/session').send({ username, password }).expect(200);
  const answers = [];
  for (const { path } of reads) {
    const { status, body, text } = (await agent.get(addressOf(path)).buffer(true)) as { status: number; body: unknown; text?: string };
    const bytes = Buffer.isBuffer(body) ? body.toString('latin1') : JSON.stringify(body);
    answers.push({ path, status, text: `${text ?? ''}${bytes}` });
  }
  return answers;
}

describe('what an officer reads', () => {
  it.each(['duty', 'rudong', 'commander', 'admin', 'auditor', 'viewer', 'wall'])('holds no link of a person: %s', async (username) => {
    const answers = await readAll(username);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const found = answers.flatMap(({ path, text }) => (text.match(tokenShape) ?? []).map((token) => ({ path, token })));
    const claims = found.map(({ path, token }) => ({ path, ...links.open(token, new Date()).claim }));
    expect(claims.filter(({ officer }) => officer === undefined)).toEqual([]);
    // Whoever may answer for others is given an own link, by which this test knows that it would have seen one.
    expect(claims.some(({ officer }) => officer?.username === username)).toBe(['duty', 'rudong'].includes(username));
  });

  it('is everything that there is to read', async () => {
    const answers = await readAll('duty');
    const ofOtherRights = reads.filter(({ access }) => access === 'audit.read' || access === 'user.edit' || access === 'system.watch');
    const missing = answers.filter(({ status }) => status !== 200).map(({ path }) => path);
    const withoutSuch = [
      '/receipts/:id/photo',
      '/call-sheets/:id',
      '/typhoons/:id',
      '/field',
      '/field/call',
      '/layers/:id/records/:recordId',
    ];
    expect(missing.filter((path) => ![...ofOtherRights.map((each) => each.path), ...withoutSuch].includes(path))).toEqual([]);
  });

  it('is no link of a person in the log either, of which every screen is told', async () => {
    const rows = await database().asOwner((tx) => tx.query(`select * from change_log`));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows).match(tokenShape)).toBeNull();
  });
});
