import type { Express } from 'express';
import supertest from 'supertest';
import { beforeAll, expect, it } from 'vitest';
import type { OpenSession, UserAccount } from '#contract/users.ts';
import type { WallCode } from '#contract/walls.ts';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { anApp } from '../support/app.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const password = 'correct horse';
type Agent = ReturnType<typeof supertest.agent>;
const refusal = (body: unknown) => (body as { code?: string }).code;

onBothDatabases('a wall is enrolled as a device', (database) => {
  const clock = new FakeClock(new Date());
  let app: Express;
  let security: Agent;
  let wall: UserAccount;
  const as = async (username: string): Promise<Agent> => {
    const agent = supertest.agent(app);
    await agent.post('/api/session').send({ username, password }).expect(200);
    return agent;
  };
  const codeFor = async (id: number) => (await security.post(`/api/users/${id}/wall-code`).expect(201)).body as WallCode;
  const enrol = async (typed: string) => {
    const screen = supertest.agent(app);
    const { status, body } = (await screen.post('/api/session/wall').send({ code: typed })) as { status: number; body: unknown };
    return { screen, status, body: body as object };
  };
  const isIn = async (agent: Agent) => (await agent.get('/api/session')).status === 200;

  beforeAll(async () => {
    await database().asOwner(async (tx) => {
      await tinyCity(tx);
      await seedUsers(tx, password);
    });
    app = await anApp(database(), { clock, failuresAllowed: 1000 });
    security = await as('security');
    const wanted = { username: 'wall-east', displayName: '东墙', roles: ['wall'], areaCode: code.nantong };
    wall = (await security.post('/api/users').send(wanted).expect(201)).body as UserAccount;
  });

  it('by a code that counts once, and may then do what a wall may', async () => {
    const { code: typed } = await codeFor(wall.id);
    const { screen, status, body } = await enrol(typed.toUpperCase());
    expect(status).toBe(200);
    expect(body).toMatchObject({ username: 'wall-east', roles: ['wall'], rights: [] });
    expect(await isIn(screen)).toBe(true);
    expect(refusal((await enrol(typed)).body)).toBe('wall/wrong-code');
  });

  it('by the latest code alone, within a quarter of an hour', async () => {
    const [first, second] = [await codeFor(wall.id), await codeFor(wall.id)];
    expect(refusal((await enrol(first.code)).body)).toBe('wall/wrong-code');
    clock.forward({ minutes: 16 });
    expect(refusal((await enrol(second.code)).body)).toBe('wall/wrong-code');
    security = await as('security');
  });

  it.each(['', 'x', '123456', 'aaaa-aaaa-aaaa-aaaa', "' or 1=1 --"])('not by %j', async (typed) => {
    expect([400, 401]).toContain((await enrol(typed)).status);
  });

  it('once, also when two screens show the code at the same moment', async () => {
    const { code: typed } = await codeFor(wall.id);
    const tries = await Promise.all(Array.from({ length: 8 }, () => enrol(typed)));
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('and withdrawn by ending its session in the list, while the other walls stay', async () => {
    const [east, other] = [await enrol((await codeFor(wall.id)).code), await as('wall')];
    const list = (await security.get('/api/sessions')).body as OpenSession[];
    for (const { id } of list.filter(({ username }) => username === 'wall-east')) {
      await security.delete(`/api/sessions?session=${id}`).expect(200);
    }
    expect([await isIn(east.screen), await isIn(other)]).toEqual([false, true]);
  });

  it('no more once it is disabled', async () => {
    const { code: typed } = await codeFor(wall.id);
    const { screen } = await enrol((await codeFor(wall.id)).code);
    await security.patch(`/api/users/${wall.id}`).send({ disabled: true }).expect(200);
    expect(await isIn(screen)).toBe(false);
    expect(refusal((await enrol(typed)).body)).toBe('wall/wrong-code');
    expect(refusal((await security.post(`/api/users/${wall.id}/wall-code`)).body)).toBe('wall/not-a-wall');
  });

  it('and nobody else is: neither an officer, nor a wall that is an officer too, nor without the right', async () => {
    const list = (await security.get('/api/users')).body as UserAccount[];
    const duty = list.find(({ username }) => username === 'duty')!;
    expect(refusal((await security.post(`/api/users/${duty.id}/wall-code`)).body)).toBe('wall/not-a-wall');
    expect((await (await as('duty')).post(`/api/users/${wall.id}/wall-code`)).status).toBe(403);
    const both = { username: 'both', displayName: '两用', roles: ['wall', 'viewer'], areaCode: code.nantong };
    expect(refusal((await security.post('/api/users').send(both)).body)).toBe('password/too-short');
  });
});
