import type { Express } from 'express';
import supertest from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#contract/api.ts';
import type { AuditPage } from '#contract/audit.ts';
import type { Session } from '#contract/session.ts';
import type { OpenSession, UserAccount } from '#contract/users.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { endOutdated } from '../../server/identity/identity.commands.ts';
import { anApp, answered } from '../support/app.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const demoPassword = 'correct horse';
const password = 'seven grey herons wade';
const ownPassword = 'six old ferries cross';
type Agent = ReturnType<typeof supertest.agent>;

onBothDatabases('users are administered', (database) => {
  const clock = new FakeClock(new Date());
  let app: Express;
  let security: Agent;
  const as = async (username: string, typed = demoPassword): Promise<Agent> => {
    const agent = supertest.agent(app);
    await agent.post('/api/session').send({ username, password: typed }).expect(200);
    clock.forward({ seconds: 1 });
    return agent;
  };
  /** Signs in with what the administrator gave, and chooses another. */
  const settled = async (username: string): Promise<Agent> => {
    const agent = await as(username, password);
    await agent.put('/api/session/password').send({ current: password, next: ownPassword }).expect(200);
    clock.forward({ seconds: 1 });
    return agent;
  };
  const add = async (username: string, about: object = {}) => {
    const wanted = { username, displayName: '试用', roles: ['dutyOfficer'], areaCode: code.rudong, password, ...about };
    return answer(security.post('/api/users').send(wanted));
  };
  const answer = async (asked: PromiseLike<{ status: number; body: unknown }>) => {
    const { status, body } = await asked;
    return { status, body: body as UserAccount };
  };
  const usersFor = async (agent: Agent) => (await agent.get('/api/users')).body as UserAccount[];
  const sessionsFor = async (agent: Agent) => (await agent.get('/api/sessions')).body as OpenSession[];
  const change = (id: number, wanted: object) => answer(security.patch(`/api/users/${id}`).send(wanted));
  const isIn = async (agent: Agent) => (await agent.get('/api/session')).status === 200;

  beforeAll(async () => {
    await database().asOwner(async (tx) => {
      await tinyCity(tx);
      await seedUsers(tx, demoPassword);
    });
    app = await anApp(database(), { clock, failuresAllowed: 1000 });
    security = await as('security');
  });

  it('adds one, who signs in with what was given and sees no password', async () => {
    const { status, body } = await add('li.na');
    expect(status).toBe(201);
    expect(body).toMatchObject({ username: 'li.na', roles: ['dutyOfficer'], disabled: false, demo: false, passwordBy: 'administrator' });
    expect(JSON.stringify(body)).not.toContain('argon2');
    expect((await (await as('li.na', password)).get('/api/session')).body).toMatchObject({ areaCode: code.rudong });
    expect((await add('li.na')).body).toEqual({ code: 'user/taken' });
    const list = await usersFor(security);
    expect(list.find(({ username }) => username === 'li.na')).toMatchObject({ sessions: 1 });
  });

  it.each([
    ['disabled', { disabled: true }],
    ['moved', { areaCode: code.nantong }],
    ['given another role', { roles: ['viewer'] }],
    ['given another password', { password: 'nine blue lanterns hum' }],
  ])('ends every session of who is %s, and of nobody else', async (what, wanted) => {
    const username = `user-${what.length}`;
    const { body } = await add(username);
    const [first, second, other] = [await as(username, password), await as(username, password), await as('viewer')];
    expect((await change(body.id, wanted)).status).toBe(200);
    expect([await isIn(first), await isIn(second), await isIn(other)]).toEqual([false, false, true]);
  });

  it('keeps the session of who only gets another name on the screen', async () => {
    const { body } = await add('zhang');
    const agent = await as('zhang', password);
    expect((await change(body.id, { displayName: '张三' })).body).toMatchObject({ displayName: '张三' });
    expect(await isIn(agent)).toBe(true);
  });

  it('ends what was changed past the server, too', async () => {
    await add('wang');
    const agent = await as('wang', password);
    await database().asOwner((tx) => tx.query(`update app_user set roles = '{dutyOfficer,auditor}' where username = 'wang'`));
    expect(await endOutdated(database())).toBe(1);
    expect(await isIn(agent)).toBe(false);
  });

  it('lets nobody raise, move or lock out themselves', async () => {
    const me = ((await security.get('/api/session')).body as Session).userId;
    for (const wanted of [{ roles: ['commander'] }, { disabled: true }, { areaCode: code.rudong }, { password }]) {
      expect((await change(me, wanted)).body).toEqual({ code: 'user/own-account' });
    }
    expect((await change(me, { displayName: '安全员' })).status).toBe(200);
  });

  it('gives nobody two of the three offices', async () => {
    for (const roles of [
      ['administrator', 'securityAdministrator'],
      ['securityAdministrator', 'auditor'],
      ['viewer', 'auditor', 'administrator'],
    ]) {
      expect((await add('three', { roles })).body).toEqual({ code: 'user/roles-apart' });
    }
    expect((await add('one', { roles: ['auditor'] })).status).toBe(201);
  });

  it('keeps a county from administering another', async () => {
    await add('rd-security', { roles: ['securityAdministrator'] });
    const county = await settled('rd-security');
    const seen = await usersFor(county);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.every(({ areaCode }) => areaCode.startsWith('320623'))).toBe(true);
    const all = await usersFor(security);
    const haimen = all.find(({ username }) => username === 'haimen')!;
    expect((await county.patch(`/api/users/${haimen.id}`).send({ disabled: true })).body).toEqual({ code: 'user/unknown' });
    const wanted = { username: 'city', displayName: 'x', roles: ['commander'], areaCode: code.nantong, password };
    expect((await county.post('/api/users').send(wanted)).body).toEqual({ code: 'area/outside' });
    await as('haimen');
    const sessions = await sessionsFor(county);
    expect(sessions.map(({ username }) => username)).not.toContain('haimen');
    expect((await county.delete(`/api/sessions?user=${haimen.id}`)).body).toEqual({ ended: 0 });
  });

  it('stops an administrator who has been dismissed with a request on its way', async () => {
    await add('late', { roles: ['securityAdministrator'], areaCode: code.nantong });
    const late = await settled('late');
    await database().asOwner((tx) => tx.query(`update app_user set roles = '{viewer}' where username = 'late'`));
    const wanted = { username: 'friend', displayName: 'x', roles: ['commander'], areaCode: code.nantong, password };
    expect((await late.post('/api/users').send(wanted)).body).toEqual({ code: 'session/not-allowed' });
  });

  it.each([
    ['short', 'password/too-short'],
    ['jiaoying-demo', 'password/published'],
    ['pass-user-2026!!', 'password/too-simple'],
  ])('refuses the password %s', async (weak, refused) => {
    expect((await add('pass-user', { password: weak })).body).toEqual({ code: refused });
  });

  it.each([{ roles: [] }, { roles: ['king'] }, { areaCode: '32' }, { username: '9x' }, { displayName: ' ' }])(
    'refuses %j as malformed',
    async (about) => {
      expect((await add('odd', about)).status).toBe(400);
    },
  );

  it('refuses an area that is none', async () => {
    expect((await add('nowhere', { areaCode: '320699000000' })).body).toEqual({ code: 'area/unknown' });
    expect((await change(99_999, { disabled: true })).body).toEqual({ code: 'user/unknown' });
  });

  it('says in the audit trail who changed what of whom, and no password', async () => {
    const { body } = await add('noted');
    await change(body.id, { roles: ['viewer'], password: 'nine blue lanterns hum' });
    const { entries } = (await (await as('auditor')).get('/api/audit')).body as AuditPage;
    const [changed, added] = entries.filter(({ action }) => action.startsWith('user.'));
    expect(changed).toMatchObject({
      action: 'user.changed',
      username: 'security',
      subject: 'noted: roles dutyOfficer -> viewer; password',
    });
    expect(added).toMatchObject({ action: 'user.added', subject: 'noted: dutyOfficer' });
  });

  describe('sessions', () => {
    it('are listed with from where and since when, and their ids open nothing', async () => {
      const agent = await as('commander');
      const own = await sessionsFor(agent);
      expect(own).toHaveLength(1);
      expect(own[0]).toMatchObject({ username: 'commander', isThis: true });
      expect(own[0]!.address).toMatch(/127\.0\.0\.1/);
      const stolen = supertest(app).get('/api/session').set('cookie', `jiaoying=s%3A${own[0]!.id}`);
      expect((await stolen).status).toBe(401);
    });

    it('end everywhere when their user says so', async () => {
      const [one, two, other] = [await as('steward'), await as('steward'), await as('director')];
      expect((await one.delete('/api/sessions')).body).toEqual({ ended: 2 });
      expect([await isIn(one), await isIn(two), await isIn(other)]).toEqual([false, false, true]);
    });

    it('end one by one, as a wall that is taken down', async () => {
      const [wall, other] = [await as('wall'), await as('wall')];
      const { id } = (await sessionsFor(wall)).find(({ isThis }) => isThis)!;
      expect((await security.delete(`/api/sessions?session=${id}`)).body).toEqual({ ended: 1 });
      expect([await isIn(wall), await isIn(other)]).toEqual([false, true]);
    });

    it('of others are nobody’s business but the administrator’s', async () => {
      const duty = await as('duty');
      const wall = await as('wall');
      const all = await sessionsFor(security);
      const target = all.find(({ username }) => username === 'wall')!;
      expect((await duty.delete(`/api/sessions?user=${target.userId}`)).body).toEqual({ code: 'session/not-allowed' });
      expect((await duty.delete(`/api/sessions?session=${target.id}`)).body).toEqual({ ended: 0 });
      expect(await isIn(wall)).toBe(true);
    });
  });

  it('lets somebody change their own password, who goes on while every other session of theirs ends', async () => {
    await add('own');
    await settled('own');
    const [here, there] = [await as('own', ownPassword), await as('own', ownPassword)];
    const set = (current: string, next: string) => here.put('/api/session/password').send({ current, next });
    expect((await set('wrong wrong wrong', 'eight tall reeds bend')).body).toEqual({ code: 'session/wrong-credentials' });
    expect((await set(ownPassword, 'short')).body).toEqual({ code: 'password/too-short' });
    expect((await set(ownPassword, ownPassword)).body).toEqual({ code: 'password/unchanged' });
    expect((await set(ownPassword, 'eight tall reeds bend')).status).toBe(200);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    await as('own', 'eight tall reeds bend');
    const list = await usersFor(security);
    expect(list.find(({ username }) => username === 'own')).toMatchObject({ passwordBy: 'holder' });
  });

  describe('a password that an administrator set', () => {
    const mustChoose = async (username: string) =>
      (await usersFor(security)).find((account) => account.username === username)?.mustChoosePassword;

    it('lets its holder see who it is, choose another and sign out, and nothing else', async () => {
      expect((await add('fresh')).body).toMatchObject({ mustChoosePassword: true, passwordBy: 'administrator' });
      const agent = await as('fresh', password);
      expect((await agent.get('/api/session')).body).toMatchObject({ username: 'fresh', mustChoosePassword: true });
      const notRefused: string[] = [];
      for (const { method, path, access, beforeChoosing } of operations) {
        if (access === 'public' || access === 'key' || beforeChoosing) continue;
        const asked = agent[method](`/api${path.replace(/:\w+/g, '1')}`).send(method === 'get' ? undefined : {});
        const [status, body] = await answered(asked);
        if (status !== 403 || (body as { code: string }).code !== 'password/must-choose') notRefused.push(`${method} ${path}: ${status}`);
      }
      expect(notRefused).toEqual([]);
      expect(operations.filter(({ beforeChoosing }) => beforeChoosing).map(({ method, path }) => `${method} ${path}`)).toEqual([
        'get /session',
        'put /session/password',
      ]);
      expect((await agent.delete('/api/session')).status).toBe(204);
      expect(await isIn(agent)).toBe(false);
    });

    it('is not chosen by typing it again, and is forgotten once another was', async () => {
      await add('fresh-two');
      const agent = await as('fresh-two', password);
      const choose = async (next: string) => answered(agent.put('/api/session/password').send({ current: password, next }));
      expect(await choose(password)).toEqual([400, { code: 'password/unchanged' }]);
      expect(await choose('fresh-two-2026')).toEqual([400, { code: 'password/too-simple' }]);
      expect((await agent.get('/api/sessions')).status).toBe(403);
      const [status, session] = await choose(ownPassword);
      expect(status).toBe(200);
      expect(session).not.toHaveProperty('mustChoosePassword');
      expect((await agent.get('/api/sessions')).status).toBe(200);
      expect(await mustChoose('fresh-two')).toBe(false);
      expect((await (await as('fresh-two', ownPassword)).get('/api/session')).body).not.toHaveProperty('mustChoosePassword');
    });

    it('is asked for again after each reset, and not of who was never given one', async () => {
      const { body } = await add('fresh-three');
      await settled('fresh-three');
      expect(await mustChoose('fresh-three')).toBe(false);
      expect((await change(body.id, { displayName: '改名' })).body).toMatchObject({ mustChoosePassword: false });
      expect((await change(body.id, { password: 'nine blue lanterns hum' })).body).toMatchObject({ mustChoosePassword: true });
      const again = await as('fresh-three', 'nine blue lanterns hum');
      expect((await again.get('/api/sessions')).body).toEqual({ code: 'password/must-choose' });
      expect(await mustChoose('duty')).toBe(false);
      const { body: wall } = await add('wall-two', { roles: ['wall'], password: undefined });
      expect(wall).toMatchObject({ mustChoosePassword: false });
    });
  });
});
