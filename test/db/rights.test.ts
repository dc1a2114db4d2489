import { createServer } from 'node:http';
import type { Express, Router } from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#contract/api.ts';
import type { Operation } from '#contract/operation.ts';
import { rightsOfRole, roles, type Right } from '#contract/session.ts';
import { composeServer } from '../../server/compose.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { createApp } from '../../server/kernel/http/app.ts';
import { DatabaseClock } from '../../server/kernel/db/clock.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { readSettings } from '../../server/settings.ts';
import { anchored } from '../support/anchors.ts';
import { silentLog } from '../support/app.ts';
import { withDatabase } from '../support/database.ts';
import { demoUsernames } from '../support/demo-usernames.ts';
import { routesOf } from '../support/route-table.ts';
import { tinyCity } from '../support/tiny-city.ts';

const root = new URL('../../', import.meta.url).pathname;

const database = withDatabase();
let router: Router;
let app: Express;
let closers: (() => unknown)[];

beforeAll(async () => {
  await database().asOwner(async (tx) => {
    await tinyCity(tx);
    await seedUsers(tx, 'correct horse');
    // Of the demo's administrator one of the two offices alone.
    await tx.query(`update app_user set roles = '{administrator}' where username = 'admin'`);
  });
  const clock = new DatabaseClock();
  await clock.sync(database());
  const settings = readSettings({ PORT: '0' });
  const parts = {
    database: database(),
    clock,
    doorbell: new Doorbell(),
    log: silentLog,
    http: createServer(),
    settings,
    root,
    watchKey: 'x'.repeat(32),
    anchors: anchored().anchors,
  };
  ({ router, closers } = await composeServer(parts));
  app = createApp({ log: silentLog, clientFolder: '/nowhere', api: () => router });
});
afterAll(async () => {
  for (const close of closers) await close();
});

/** With ids that no row has and an empty body: who may call it is told that there is nothing, who may not that it is not for them. */
function call(agent: ReturnType<typeof supertest.agent>, { method, path, body }: Operation) {
  const id = path.startsWith('/people') || path.startsWith('/layers') ? '999999' : 'f0000000-0000-4000-8000-000000000000';
  const request = agent[method](`/api${path.replace('/layers/:id', '/layers/teams').replace(':recordId', '1').replace(/:\w+/g, id)}`);
  return body && 'contentType' in body ? request.set('content-type', body.contentType).send('<alert/>') : body ? request.send({}) : request;
}

const refusedStatuses = [401, 403];
const isRight = (access: Operation['access']): access is Right => !['public', 'link', 'key', 'session'].includes(access);

describe('the routes', () => {
  it('are all described, and nothing is described that does not exist', () => {
    const described = operations.map(({ method, path }) => `${method} ${path}`);
    const served = routesOf(router).map(({ method, path }) => `${method} ${path}`);
    expect(served.sort()).toEqual(described.sort());
  });
});

describe('a stranger', () => {
  it.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    'at %s',
    async (_name, operation) => {
      const { status } = await call(supertest.agent(app), operation);
      if (operation.access === 'public') expect(status).not.toBe(403);
      else expect(status).toBe(401);
    },
  );
});

describe.each(roles)('a %s', (role) => {
  // Leaves last: signing in and out are the session's own tests.
  const asked = operations.filter(({ path, method }) => !path.startsWith('/session') || (path === '/sessions' && method === 'get'));
  let agent: ReturnType<typeof supertest.agent>;
  beforeAll(async () => {
    agent = supertest.agent(app);
    await agent.post('/api/session').send({ username: demoUsernames[role], password: 'correct horse' }).expect(200);
  });

  it.each(asked.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))('at %s', async (_name, operation) => {
    const { status } = await call(agent, operation);
    const { access } = operation;
    expect(status).toBeLessThan(500);
    if (isRight(access) && !rightsOfRole[role].includes(access)) expect(status).toBe(403);
    else if (access === 'key') expect(status).toBe(401);
    else if (access !== 'link') expect(refusedStatuses).not.toContain(status);
  });
});
