import { readdirSync, rmSync } from 'node:fs';
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
import type { Database } from '../../server/kernel/db.ts';
import { openEmbedded } from '../../server/kernel/embedded.ts';
import { Doorbell } from '../../server/kernel/doorbell.ts';
import { TokenSeal } from '../../server/kernel/signed-token.ts';
import { readSettings } from '../../server/settings.ts';
import { silentLog } from '../support/app.ts';
import { at } from '../support/climbing.ts';
import { cloneDatabase, cloneDataFolder } from '../support/database.ts';
import { Askable, type Asking } from '../support/filled/asking.ts';
import { jobs } from '../support/filled/every-job.ts';
import { fillYear } from '../support/filled/filled-city.ts';
import { tenthOfASecond, timedDatabase, type Held } from '../support/filled/holds.ts';
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

async function filled(raw: Database, watched: Database, dataFolder: string): Promise<Filled> {
  const city = await fillYear(raw);
  const clock = new StillClock();
  const watchKey = 'x'.repeat(32);
  const settings = readSettings({
    PORT: '0',
    JIAOYING_DATA: dataFolder,
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
  let database: Database;
  let server: Filled;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const clone = await cloneDatabase(true);
    drop = clone.drop;
    database = tellingDatabase(clone.url, (one) => ran.push(one));
    server = await filled(database, database, '/nowhere');
    await database.pool.query('analyze');
    rows = await rowsOfTables(database);
  }, hookMilliseconds);
  afterAll(async () => {
    await database.close();
    await drop();
  });

  everything((name, run) =>
    it(`looks at no row for every other: ${name}`, async () => {
      ran.length = 0;
      expect(await run(server, database)).toBeNull();
      if (process.env.SHOW)
        for (const r of [...ran].sort((a, b) => b.looks - a.looks).slice(0, 1))
          console.log(`PG ${name}: ${r.looks} ${r.node} ${ran.length}`);
      expect(squaresAmong(ran, rows)).toEqual([]);
    }, patienceMilliseconds),
  );
});

describe('a server on the embedded database, in the middle of a red call-out', () => {
  const held: Held[] = [];
  let database: Database;
  let watched: Database;
  let server: Filled;
  let tenth: number;
  let folder: string;

  beforeAll(async () => {
    folder = await cloneDataFolder(true);
    database = await openEmbedded(join(folder, 'database'), (error) => {
      throw error;
    });
    watched = timedDatabase(database, (one) => held.push(one));
    server = await filled(database, watched, folder);
    await database.asOwner((tx) => tx.query('analyze call, attempt, receipt, change_log'));
    tenth = await tenthOfASecond(database);
  }, hookMilliseconds);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  everything((name, run) =>
    it(`keeps nobody waiting for long: ${name}`, async () => {
      held.length = 0;
      expect(await run(server, watched)).toBeNull();
      const longest = held.reduce(
        (one, other) => (other.whole > one.whole ? other : one),
        held[0] ?? { whole: 0, longest: { milliseconds: 0, text: '' } },
      );
      if (process.env.SHOW)
        console.log(
          `EMB ${name}: ${((longest.whole / tenth) * 100).toFixed(0)} whole; ${((longest.longest.milliseconds / tenth) * 100).toFixed(0)} ${longest.longest.text.slice(0, 120)}`,
        );
      expect(longest.whole / tenth).toBeLessThan(5);
    }, patienceMilliseconds),
  );
});
