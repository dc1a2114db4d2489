import type { Express } from 'express';
import { generate } from 'otplib';
import supertest from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#contract/api.ts';
import type { RecoveryCodes, SecondFactor, SecondFactorSecret } from '#contract/second-factor.ts';
import type { OpenSession, UserAccount } from '#contract/users.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { auditBefore } from '../../server/audit/audit.store.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { peopleRoutes } from '../../server/people/people.routes.ts';
import { anApp } from '../support/app.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { person, tinyCity } from '../support/tiny-city.ts';

const password = 'correct horse';
const path = '/api/session/second-factor';
type Agent = ReturnType<typeof supertest.agent>;
const codeOf = (body: unknown) => (body as { code?: string }).code;

onBothDatabases('a second factor', (database) => {
  const clock = new FakeClock(new Date());
  let app: Express;
  const as = async (username: string): Promise<Agent> => {
    const agent = supertest.agent(app);
    await agent.post('/api/session').send({ username, password }).expect(200);
    return agent;
  };
  const standing = async (agent: Agent) => (await agent.get(path)).body as SecondFactor;
  const begin = async (agent: Agent) => ((await agent.post(path).send({ password }).expect(201)).body as SecondFactorSecret).secret;
  /** What the phone shows now, or would `seconds` later. */
  const onPhone = (secret: string, seconds = 0) => generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) + seconds });
  const show = async (agent: Agent, code: string) => {
    const { status, body } = (await agent.post(`${path}/code`).send({ code })) as { status: number; body: unknown };
    return status === 204 ? 204 : codeOf(body);
  };
  const enrolled = async (agent: Agent) => {
    const secret = await begin(agent);
    const { body } = (await agent
      .put(path)
      .send({ code: await onPhone(secret) })
      .expect(200)) as { body: unknown };
    clock.forward({ seconds: 30 });
    return { secret, codes: (body as RecoveryCodes).recoveryCodes };
  };

  beforeAll(async () => {
    await database().asOwner(async (tx) => {
      await tinyCity(tx);
      await seedUsers(tx, password);
    });
    const routers = [peopleRoutes(database(), clock)];
    app = await anApp(database(), { clock, asksSecondFactor: true, failuresAllowed: 1000, routers });
  });

  it('stands before administration, whose refusal says so, and not before what saves time', async () => {
    const security = await as('security');
    expect(codeOf((await security.get('/api/users')).body)).toBe('second-factor/required');
    await as('viewer');
    const signedIn = async () => {
      const { body } = (await security.get('/api/sessions').expect(200)) as { body: OpenSession[] };
      return new Set(body.map(({ username }) => username));
    };
    // Who else is signed in, and from where, is administration.
    expect(await signedIn()).toEqual(new Set(['security']));
    await enrolled(security);
    expect((await security.get('/api/users')).status).toBe(200);
    expect(await signedIn()).toContain('viewer');
  });

  it('stands before names in the clear', async () => {
    const duty = await as('duty');
    const reveal = () => duty.post(`/api/people/${person.yangkouHead}/reveal`).send({ purpose: '核对值班电话号码' });
    expect(codeOf((await reveal()).body)).toBe('second-factor/required');
    await enrolled(duty);
    expect((await reveal()).status).toBe(200);
  });

  it('is told to nobody who may not do it anyway', async () => {
    expect(codeOf((await (await as('viewer')).get('/api/users')).body)).toBe('session/not-allowed');
  });

  it('is enrolled by who knows the password, and only once a code has confirmed it', async () => {
    const agent = await as('commander');
    expect(codeOf((await agent.post(path).send({ password: 'wrong horse' })).body)).toBe('session/wrong-credentials');
    const secret = await begin(agent);
    expect(await standing(agent)).toMatchObject({ isRequired: true, isEnrolled: false, isShown: false });
    expect(codeOf((await agent.put(path).send({ code: '000000' })).body)).toBe('second-factor/wrong');
    await agent
      .put(path)
      .send({ code: await onPhone(secret) })
      .expect(200);
    expect(await standing(agent)).toEqual({ isRequired: true, isEnrolled: true, isShown: true, recoveryCodesLeft: 10 });
    const [row] = await database().asOwner((tx) => tx.query(`select sealed_secret from second_factor order by enrolled_at desc limit 1`));
    expect(JSON.stringify(row)).not.toContain(secret);
  });

  it('is asked for again after the next sign-in, takes each code once, and one step to either side', async () => {
    const { secret } = await enrolled(await as('rudong'));
    const agent = await as('rudong');
    expect(await standing(agent)).toMatchObject({ isEnrolled: true, isShown: false });
    const code = await onPhone(secret);
    expect(await show(agent, ` ${code.slice(0, 3)} ${code.slice(3)}`)).toBe(204);
    expect(await standing(agent)).toMatchObject({ isShown: true });
    expect(await show(await as('rudong'), code)).toBe('second-factor/wrong');
    expect(await show(await as('rudong'), await onPhone(secret, 90))).toBe('second-factor/wrong');
    expect(await show(await as('rudong'), await onPhone(secret, 30))).toBe(204);
  });

  it('is taken once also when it is sent twenty times at the same moment', async () => {
    const { secret } = await enrolled(await as('haimen'));
    const agents = await Promise.all(Array.from({ length: 20 }, () => as('haimen')));
    const code = await onPhone(secret);
    const said = await Promise.all(agents.map((agent) => show(agent, code)));
    expect(said.filter((each) => each === 204)).toHaveLength(1);
  });

  it('has recovery codes, each good once', async () => {
    const { codes } = await enrolled(await as('steward'));
    expect(new Set(codes).size).toBe(10);
    const agent = await as('steward');
    expect(await show(agent, codes[3]!.toUpperCase().replaceAll('-', ' '))).toBe(204);
    expect(await standing(agent)).toMatchObject({ isShown: true, recoveryCodesLeft: 9 });
    expect(await show(await as('steward'), codes[3]!)).toBe('second-factor/wrong');
    expect(await show(await as('steward'), codes[4]!)).toBe(204);
  });

  it('locks after five wrong codes, the right one too, and lets the password alone', async () => {
    const { secret } = await enrolled(await as('director'));
    const agent = await as('director');
    for (let tries = 0; tries < 5; tries++) expect(await show(agent, '123 456')).toBe('second-factor/wrong');
    expect(await show(agent, await onPhone(secret))).toBe('session/locked');
    expect(await standing(await as('director'))).toMatchObject({ isEnrolled: true });
    clock.forward({ minutes: 16 });
    expect(await show(agent, await onPhone(secret))).toBe(204);
  });

  it('is not replaced by who holds the session and the password alone', async () => {
    const { secret } = await enrolled(await as('auditor'));
    const thief = await as('auditor');
    expect(codeOf((await thief.post(path).send({ password })).body)).toBe('second-factor/required');
    expect(await show(thief, await onPhone(secret))).toBe(204);
    expect((await thief.post(path).send({ password })).status).toBe(201);
  });

  it('is taken away by the security administrator, which ends what was opened with it', async () => {
    const security = await as('admin');
    await enrolled(security);
    const wall = await as('wall');
    await enrolled(wall);
    const list = (await security.get('/api/users')).body as UserAccount[];
    const { id, secondFactor } = list.find(({ username }) => username === 'wall')!;
    expect(secondFactor).toBe(true);
    expect((await security.patch(`/api/users/${id}`).send({ secondFactor: false })).body).toMatchObject({
      secondFactor: false,
      sessions: 0,
    });
    expect((await wall.get('/api/session')).status).toBe(401);
    expect(await standing(await as('wall'))).toMatchObject({ isEnrolled: false });
    const trail = await database().transaction(wholeServer, (tx) => auditBefore(tx, null, 200));
    const actions = new Set(trail.map(({ action }) => action));
    for (const what of ['begun', 'enrolled', 'shown', 'refused', 'recovered']) expect(actions).toContain(`second-factor.${what}`);
    expect(JSON.stringify(trail)).not.toMatch(/"\d{6}"/);
  });
});

describe('where an installation asks for a second factor', () => {
  it('it stands before release, export and administration, and before nothing that answers or warns', () => {
    const asked = operations.filter(({ secondFactor }) => secondFactor).map(({ access, path: at }) => `${access} ${at}`);
    expect(new Set(asked)).toEqual(
      new Set([
        'call.release /call-outs/:id/release',
        'ledger.read /ledger/export.csv',
        'ledger.read /ledger/export.xlsx',
        'log.verify /incidents/:id/log/export',
        'policy.edit /channels/:id',
        'policy.edit /policies/:id',
        'policy.edit /policies/preview',
        'user.edit /users',
        'user.edit /users/:id',
        'user.edit /users/:id/wall-code',
      ]),
    );
  });
});
