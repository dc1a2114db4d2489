import { Router, type Express } from 'express';
import supertest from 'supertest';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditPage } from '#contract/audit.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { endedAmong, signIn as signInAs } from '../../server/identity/identity.commands.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { userByName } from '../../server/identity/users.store.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import type { Refusal } from '../../server/kernel/refusal.ts';
import { KeyedMutex } from '../../server/kernel/async/keyed-mutex.ts';
import { anApp, answered } from '../support/app.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { aGate } from '../support/gate.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const password = 'correct horse';
type Agent = ReturnType<typeof supertest.agent>;

// The session store reads the real clock; the rest of these tests moves this one on from it.
const clock = new FakeClock(new Date());

async function prepare(database: Database): Promise<Express> {
  await database.asOwner(async (tx) => {
    await tinyCity(tx);
    await seedUsers(tx, password);
  });
  return anApp(database, { clock, failuresAllowed: 1000 });
}

const signIn = (agent: Agent, username: string, typed = password) => agent.post('/api/session').send({ username, password: typed });
const sessionIdOf = (cookie: unknown) => /jiaoying=s%3A([^.]+)/.exec(String(cookie))?.[1] ?? '';

onBothDatabases('signing in', (database) => {
  let app: Express;
  let agent: Agent;
  beforeAll(async () => {
    app = await prepare(database());
  });
  beforeEach(() => {
    agent = supertest.agent(app);
  });

  it('says who I am, what I may do and where', async () => {
    const answer = await answered(signIn(agent, 'rudong'));
    expect(answer).toMatchObject([200, { username: 'rudong', roles: ['countyDuty'], areaCode: code.rudong }]);
    expect(await answered(agent.get('/api/session'))).toEqual(answer);
  });

  it('sets a cookie that scripts cannot read and other sites cannot use', async () => {
    const cookie = (await signIn(agent, 'duty')).headers['set-cookie']![0]!;
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
  });

  it('gives a new session id, and ends the session before', async () => {
    const first = sessionIdOf((await signIn(agent, 'duty')).headers['set-cookie']);
    const second = sessionIdOf((await signIn(agent, 'duty')).headers['set-cookie']);
    expect(second).not.toBe(first);
    expect(await endedAmong(database(), [first, second], clock.now())).toEqual([first]);
  });

  it('refuses a wrong password, an unknown name and a name that cannot be one alike', async () => {
    const answers = [await signIn(agent, 'duty', 'wrong'), await signIn(agent, 'nobody'), await signIn(agent, "'; drop table app_user --")];
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401);
      expect(body).toEqual({ code: 'session/wrong-credentials' });
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it.each([{}, { username: 'duty' }, { username: 'duty', password: 7 }, { username: 'x'.repeat(65), password }, []])(
    'refuses %j as malformed',
    async (body) => {
      const answer = await agent.post('/api/session').send(body);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'request/invalid' });
    },
  );

  it('ends with signing out, also for a stolen copy of the cookie', async () => {
    const cookie = (await signIn(agent, 'duty')).headers['set-cookie']![0]!;
    expect((await agent.delete('/api/session')).status).toBe(204);
    const stolen = await supertest(app).get('/api/session').set('cookie', cookie);
    expect(stolen.status).toBe(401);
    expect(stolen.body).toEqual({ code: 'session/required' });
    expect(await endedAmong(database(), [sessionIdOf(cookie)], clock.now())).toHaveLength(1);
  });

  it('answers a sign-out without a session', async () => {
    expect((await agent.delete('/api/session')).status).toBe(204);
  });

  it('does not believe a cookie that it has not signed', async () => {
    const cookie = (await signIn(agent, 'duty')).headers['set-cookie']![0]!;
    const forged = cookie.replace(/\.[^;]+/, '.AAAA');
    expect((await supertest(app).get('/api/session').set('cookie', forged)).status).toBe(401);
  });

  it('answers many at once over the one connection of the embedded database', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(supertest.agent(app), 'viewer')));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  });

  it('does not let in a user who is disabled', async () => {
    await database().asOwner((tx) => tx.query(`update app_user set disabled = true where username = 'director'`));
    expect((await signIn(agent, 'director')).body).toEqual({ code: 'session/wrong-credentials' });
  });
});

describe('the lock on a door', () => {
  const database = withDatabase();
  let app: Express;
  beforeAll(async () => {
    app = await prepare(database());
  });
  beforeEach(async () => {
    await database().asOwner((tx) => tx.query(`delete from lockout`));
  });

  const wrongFiveTimes = async (username: string) => {
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) statuses.push((await signIn(supertest.agent(app), username, 'wrong')).status);
    return statuses;
  };

  it.each(['duty', 'nobody'])('closes for %s after five wrong passwords, also to the right one', async (username) => {
    expect(await wrongFiveTimes(username)).toEqual([401, 401, 401, 401, 401]);
    expect(await answered(signIn(supertest.agent(app), username))).toEqual([423, { code: 'session/locked' }]);
  });

  it('leaves every other user alone', async () => {
    await wrongFiveTimes('duty');
    expect((await signIn(supertest.agent(app), 'commander')).status).toBe(200);
  });

  it('opens again after fifteen minutes', async () => {
    await wrongFiveTimes('auditor');
    clock.forward({ minutes: 15 });
    expect((await signIn(supertest.agent(app), 'auditor')).status).toBe(200);
  });

  it('forgets the wrong ones once the right one came', async () => {
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 4; n++) await signIn(supertest.agent(app), 'duty', 'wrong');
      expect((await signIn(supertest.agent(app), 'duty')).status).toBe(200);
    }
  });

  it('checks no more than five of forty passwords tried at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => signIn(supertest.agent(app), 'steward', 'wrong')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 423)).toHaveLength(35);
  });
});

onBothDatabases('a name that is guessed at from many networks', (database) => {
  const turns = new KeyedMutex();
  const tryFrom = (address: string, typed: string, username = 'commander') =>
    signInAs({ database: database(), mutex: turns }, { username, password: typed, address }, clock.now()).then(
      (session) => session.username,
      (refusal: unknown) => (refusal as Refusal).code,
    );

  it('is closed to strangers for a while, and stays open to where it has signed in before', async () => {
    await prepare(database());
    expect(await tryFrom('10.1.1.1', password)).toBe('commander');
    for (let machine = 1; machine <= 10; machine++) {
      for (let tries = 0; tries < 5; tries++) expect(await tryFrom(`203.0.113.${machine}`, 'wrong')).toBe('session/wrong-credentials');
    }
    expect(await tryFrom('198.51.100.7', password)).toBe('session/locked');
    expect(await tryFrom('10.1.1.1', password)).toBe('commander');
    expect(await tryFrom('198.51.100.7', password, 'duty')).toBe('duty');
    clock.forward({ minutes: 16 });
    expect(await tryFrom('198.51.100.7', password)).toBe('commander');
  });
});

describe('an idle session', () => {
  const database = withDatabase();
  const slow = aGate();
  const clock = new FakeClock(new Date());
  let app: Express;
  let agent: Agent;
  beforeAll(async () => {
    await prepare(database());
    app = await anApp(database(), {
      clock,
      routers: [
        Router().get('/slow', async (_req, res) => {
          await slow.pass();
          res.json({});
        }),
      ],
    });
    agent = supertest.agent(app);
  });

  const endOf = async (id: string) =>
    (await database().asOwner((tx) => tx.one<{ expire: Date }>(`select expire from session where sid = $1`, [id])))?.expire.getTime();
  const hourFromNow = () => clock.now().getTime() + 60 * 60_000;

  it('of an auditor lasts an hour, and a request a minute later prolongs it', async () => {
    clock.set(new Date());
    const id = sessionIdOf((await signIn(agent, 'auditor')).headers['set-cookie']);
    // The library rounds to seconds, by the clock of the process.
    expect(Math.abs((await endOf(id))! - hourFromNow())).toBeLessThan(30_000);
    await agent.get('/api/session');
    expect(await endOf(id)).toBe(hourFromNow());
    const noted = hourFromNow();
    clock.forward({ seconds: 59 });
    await agent.get('/api/session');
    expect(await endOf(id), 'not written again within the minute').toBe(noted);
    clock.forward({ seconds: 1 });
    await agent.get('/api/session');
    expect(await endOf(id)).toBe(hourFromNow());
  });

  it('does not come back with a request that was under way when its user signed out', async () => {
    const cookie = (await signIn(agent, 'auditor')).headers['set-cookie']![0]!;
    const under = supertest(app).get('/api/slow').set('cookie', cookie);
    const answered = under.then((answer) => answer.status);
    await slow.reached;
    await agent.delete('/api/session');
    slow.open();
    expect(await answered).toBe(200);
    expect((await supertest(app).get('/api/session').set('cookie', cookie)).status).toBe(401);
  });

  it('is over when its time is up, for requests and for sockets', async () => {
    const id = sessionIdOf((await signIn(agent, 'auditor')).headers['set-cookie']);
    await database().asOwner((tx) => tx.query(`update session set expire = now() - interval '1 second' where sid = $1`, [id]));
    expect((await agent.get('/api/session')).status).toBe(401);
    expect(await endedAmong(database(), [id], new Date())).toEqual([id]);
  });
});

describe('too many failed sign-ins from one address', () => {
  const database = withDatabase();

  it('are refused whatever the name; those that succeed are not counted', async () => {
    await prepare(database());
    const app = await anApp(database(), { clock, failuresAllowed: 3 });
    for (let n = 0; n < 5; n++) expect((await signIn(supertest.agent(app), 'duty')).status).toBe(200);
    for (const name of ['aa', 'bb', 'cc']) expect((await signIn(supertest.agent(app), name)).status).toBe(401);
    expect(await answered(signIn(supertest.agent(app), 'dd'))).toEqual([429, { code: 'request/too-many' }]);
  });
});

describe('the audit trail', () => {
  const database = withDatabase();
  let app: Express;
  beforeAll(async () => {
    app = await prepare(database());
  });

  it('holds who came, who was refused and who left, newest first', async () => {
    const agent = supertest.agent(app);
    await signIn(agent, 'nobody', 'wrong');
    await signIn(agent, 'my secret typed into the wrong field');
    await signIn(agent, 'rudong');
    await agent.delete('/api/session');
    await signIn(agent, 'auditor');
    const page = (await agent.get('/api/audit?limit=5')).body as AuditPage;
    expect(page.entries.map(({ username, action, areaCode }) => [username, action, areaCode])).toEqual([
      ['auditor', 'session.opened', code.nantong],
      ['rudong', 'session.closed', code.rudong],
      ['rudong', 'session.opened', code.rudong],
      [null, 'session.refused', null],
      ['nobody', 'session.refused', null],
    ]);
    expect(page.entries.every(({ address }) => address?.endsWith('127.0.0.1'))).toBe(true);
  });

  it('is read page by page to its end', async () => {
    const agent = supertest.agent(app);
    await signIn(agent, 'auditor');
    const seen: number[] = [];
    for (let cursor: number | null = Number.MAX_SAFE_INTEGER; cursor;) {
      const page: AuditPage = (await agent.get(`/api/audit?limit=2&cursor=${cursor}`)).body as AuditPage;
      seen.push(...page.entries.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    expect(seen).toContain(1);
  });

  it('is for auditors only', async () => {
    const agent = supertest.agent(app);
    await signIn(agent, 'admin');
    expect((await agent.get('/api/audit')).body).toEqual({ code: 'session/not-allowed' });
  });

  it('cannot be changed, not even by the owner of the tables', async () => {
    await expect(database().asOwner((tx) => tx.query(`update audit set purpose = 'x'`))).rejects.toThrow('append-only');
    await expect(database().asOwner((tx) => tx.query(`delete from audit`))).rejects.toThrow('append-only');
  });

  it('shows a county its own lines only, and nobody those without an area', async () => {
    const seen = (area: string) =>
      database().transaction({ area }, (tx) => tx.query<{ area_code: string | null }>(`select distinct area_code from audit`));
    expect(await seen('320623')).toEqual([{ area_code: code.rudong }]);
    expect(await seen('320614')).toEqual([]);
    expect(await seen('3206')).toContainEqual({ area_code: null });
  });
});

describe('what the owner of the database keeps for itself', () => {
  const database = withDatabase();

  it('is a secret that two nodes asking at once get alike', async () => {
    const secrets = await Promise.all(Array.from({ length: 6 }, () => database().asOwner((tx) => secretNamed(tx, 'link-token'))));
    expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(1);
    expect(secrets[0]).toHaveLength(32);
  });

  it.each(['app_user', 'session', 'lockout', 'server_secret'])('is %s: no request may read it', async (table) => {
    await expect(database().transaction({ area: '*' }, (tx) => tx.query(`select * from ${table}`))).rejects.toThrow('permission denied');
    await expect(database().transaction({ area: '*', personal: true }, (tx) => tx.query(`select * from ${table}`))).rejects.toThrow(
      'permission denied',
    );
  });

  it('is passwords as argon2id, and seeding again changes none', async () => {
    await prepare(database());
    const before = await database().asOwner((tx) => userByName(tx, 'duty'));
    await database().asOwner((tx) => seedUsers(tx, 'another password'));
    expect(before?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await database().asOwner((tx) => userByName(tx, 'duty'))).toEqual(before);
  });
});
