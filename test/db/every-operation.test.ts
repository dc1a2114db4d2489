import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operations } from '#contract/api.ts';
import { LinkClaim } from '#contract/field.ts';
import type { Operation } from '#contract/operation.ts';
import { rightsOfRole, type Right, type Role } from '#contract/session.ts';
import { composeServer } from '../../server/compose.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { createApp } from '../../server/kernel/app.ts';
import { DatabaseClock } from '../../server/kernel/clock.ts';
import { openDatabase, wholeServer, type Database } from '../../server/kernel/db.ts';
import { Doorbell } from '../../server/kernel/doorbell.ts';
import { TokenSeal } from '../../server/kernel/signed-token.ts';
import { readSettings } from '../../server/settings.ts';
import { silentLog } from '../support/app.ts';
import { at } from '../support/climbing.ts';
import { cloneDatabase } from '../support/database.ts';
import { Askable, type Asking } from '../support/filled/asking.ts';
import { jobs } from '../support/filled/every-job.ts';
import { fillYear } from '../support/filled/filled-city.ts';
import { readings } from '../support/filled/readings.ts';
import { rowsOfTables, squaresAmong, tellingDatabase, type Ran } from '../support/filled/work.ts';
import { endings, secrets, writings } from '../support/filled/writings.ts';

const askings = { ...readings, ...writings, ...endings };
const named = ({ method, path }: Operation) => `${method} ${path}`;
const root = new URL('../../', import.meta.url).pathname;

/** What is measured here is work, not time: a machine that is busy with something else may take as long as it likes. */
const hookMilliseconds = 900_000;
const patienceMilliseconds = 300_000;

// A minute after everybody was called, and it stays so, on both ends: no ladder moves but by the job that is looked at.
const now = at(55);
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now }));
afterAll(() => void vi.useRealTimers());

describe('what a filled city is asked for', () => {
  it('is every operation that there is', () => {
    expect(Object.keys(askings).sort()).toEqual(operations.map(named).sort());
  });

  it('is every job that there is', () => {
    const files = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.job.ts'));
    expect(Object.keys(jobs).sort()).toEqual(files.map((file) => file.replace('.job.ts', '')).sort());
  });
});

class StillClock extends DatabaseClock {
  override now = () => now;
  override sync = () => Promise.resolve(0);
}

/** Who asks: the first of them who may. */
const askers: Partial<Record<Role, string>> = {
  dutyOfficer: 'duty',
  commander: 'commander',
  steward: 'steward',
  administrator: 'admin',
  securityAdministrator: 'security',
  auditor: 'auditor',
};

function askerOf({ access }: Operation): string {
  const roles = Object.keys(askers) as Role[];
  return askers[roles.find((role) => rightsOfRole[role].includes(access as Right)) ?? 'dutyOfficer']!;
}

/** A server without its pixels: asked as by a browser, everything that it asks of the database looked at. */
class Filled {
  readonly #agents = new Map<string, ReturnType<typeof supertest.agent>>();
  readonly #app;
  readonly ask: Askable;

  constructor(app: ReturnType<typeof createApp>, ask: Askable) {
    this.#app = app;
    this.ask = ask;
  }

  async signIn(): Promise<void> {
    for (const username of [...Object.values(askers), 'wall']) {
      const agent = supertest.agent(this.#app);
      await agent.post('/api/session').send({ username, password: 'jiaoying-demo' }).expect(200);
      this.#agents.set(username, agent);
    }
  }

  /** @returns what went wrong, or null */
  async does(operation: Operation): Promise<string | null> {
    const asking = await askings[named(operation)]!(this.ask);
    const { status, body } = (await this.#send(operation, asking)) as { status: number; body: unknown };
    const wanted = asking.status === undefined ? Object.keys(operation.answers).map(Number) : [asking.status];
    return wanted.includes(status) ? null : `${status} ${JSON.stringify(body)}`;
  }

  #send(operation: Operation, { ids = [], query, body, contentType, headers = {}, as }: Asking) {
    const values = ids.map(String);
    const path = operation.path.replace(/:\w+/g, () => values.shift()!);
    const agent = headers.authorization ? supertest.agent(this.#app) : this.#agents.get(as ?? askerOf(operation))!;
    const request = agent[operation.method](`/api${path}?${new URLSearchParams(query).toString()}`).set(headers);
    if (contentType) void request.set('content-type', contentType);
    return body === undefined ? request : request.send(body as object);
  }
}

async function filled(raw: Database, watched: Database): Promise<Filled> {
  const city = await fillYear(raw);
  const clock = new StillClock();
  const watchKey = 'x'.repeat(32);
  const settings = readSettings({
    PORT: '0',
    JIAOYING_SMS_SECRET: secrets.sms,
    JIAOYING_WEBHOOK_SECRET: secrets.webhook,
  });
  const about = { database: watched, clock, doorbell: new Doorbell(), log: silentLog, http: createServer(), settings, root, watchKey };
  const { router, closers } = await composeServer(about);
  const secret = await raw.asOwner((tx) => secretNamed(tx, 'link-token'));
  // What it does by itself is looked at by itself.
  for (const close of closers) await close();
  const ask = new Askable(raw, { city, links: new TokenSeal(secret, LinkClaim), now: clock.now(), watchKey });
  const app = createApp({ log: silentLog, clientFolder: '/nowhere', api: () => router });
  const server = new Filled(app, ask);
  await server.signIn();
  return server;
}

/** The operations in the order of their tables, with the jobs between what changes something and what ends it. */
function everything(look: (name: string, run: (server: Filled, database: Database) => Promise<string | null>) => void): void {
  const operationOf = new Map(operations.map((operation) => [named(operation), operation]));
  const all = (table: object) => Object.keys(table).forEach((name) => look(name, (server) => server.does(operationOf.get(name)!)));
  all(readings);
  all(writings);
  for (const [name, job] of Object.entries(jobs)) {
    look(`job ${name}`, async (server, database) => {
      await job({ database, ask: server.ask });
      return null;
    });
  }
  all(endings);
}

describe('a server on PostgreSQL that looks back on a year, in the middle of a red call-out', () => {
  const ran: Ran[] = [];
  let rows: Map<string, number>;
  let raw: Database;
  let database: Database;
  let server: Filled;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const clone = await cloneDatabase(true);
    drop = clone.drop;
    raw = openDatabase('postgres', { connectionString: clone.url, max: 2 });
    database = tellingDatabase(clone.url, (one) => ran.push(one));
    server = await filled(raw, database);
    await raw.pool.query('analyze');
    rows = await rowsOfTables(raw);
  }, hookMilliseconds);
  afterAll(async () => {
    await Promise.all([raw.close(), database.close()]);
    await drop();
  });

  it('is noticed when it does', async () => {
    ran.length = 0;
    await database.transaction(wholeServer, (tx) => tx.query(`select count(*) from area a join area b on b.name_zh > a.name_zh`));
    expect(squaresAmong(ran, rows)).toEqual([expect.stringContaining('Nested Loop looked at')]);
  });

  everything((name, run) =>
    it(
      `looks at no row for every other: ${name}`,
      async () => {
        ran.length = 0;
        expect(await run(server, database)).toBeNull();
        expect(squaresAmong(ran, rows)).toEqual([]);
      },
      patienceMilliseconds,
    ),
  );
});
