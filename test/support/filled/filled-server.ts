import { createServer } from 'node:http';
import { join } from 'node:path';
import supertest from 'supertest';
import { operations } from '#contract/api.ts';
import { LinkClaim } from '#contract/field.ts';
import type { Operation } from '#contract/operation.ts';
import { rightsOfRole, type Right, type Role } from '#contract/session.ts';
import { composeServer } from '../../../server/compose.ts';
import { secretNamed } from '../../../server/identity/secrets.store.ts';
import { createApp } from '../../../server/kernel/http/app.ts';
import { DatabaseClock } from '../../../server/kernel/db/clock.ts';
import type { Database } from '../../../server/kernel/db/db.ts';
import { Doorbell } from '../../../server/kernel/log/doorbell.ts';
import { TokenSeal } from '../../../server/kernel/security/signed-token.ts';
import { readSettings } from '../../../server/settings.ts';
import { anchored } from '../anchors.ts';
import { silentLog } from '../app.ts';
import { Askable, type Asking } from './asking.ts';
import { jobs } from './every-job.ts';
import { fillYear } from './filled-city.ts';
import { readings } from './readings.ts';
import { endings, secrets, writings } from './writings.ts';

export const askings = { ...readings, ...writings, ...endings };
export const named = ({ method, path }: Operation) => `${method} ${path}`;
const root = join(import.meta.dirname, '../../..');

class StillClock extends DatabaseClock {
  constructor(now: Date) {
    super();
    this.now = () => now;
    this.sync = () => Promise.resolve(0);
  }
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
export class Filled {
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

/**
 * Fills the database and composes a server over it, whose jobs stand still.
 *
 * @param watched the same database as the server is to see it
 */
export async function filledServer(
  raw: Database,
  watched: Database,
  { now, dataFolder = '/nowhere' }: { now: Date; dataFolder?: string },
): Promise<Filled> {
  const city = await fillYear(raw);
  const clock = new StillClock(now);
  const watchKey = 'x'.repeat(32);
  const settings = readSettings({
    PORT: '0',
    JIAOYING_DATA: dataFolder,
    JIAOYING_SMS_SECRET: secrets.sms,
    JIAOYING_WEBHOOK_SECRET: secrets.webhook,
  });
  const about = {
    database: watched,
    clock,
    doorbell: new Doorbell(),
    log: silentLog,
    http: createServer(),
    settings,
    root,
    watchKey,
    anchors: anchored().anchors,
  };
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
export function everything(look: (name: string, run: (server: Filled, database: Database) => Promise<string | null>) => void): void {
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
