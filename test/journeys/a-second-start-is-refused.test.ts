import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { cityEnvironment } from '../support/server.ts';

let city: Awaited<ReturnType<typeof cityEnvironment>>;
beforeAll(async () => {
  city = await cityEnvironment('embedded');
});
afterAll(() => city.remove());

it('refuses a second start on the same data folder with one clear sentence', async () => {
  const first = new ChildServer(city.env);
  const url = await first.ready();
  const second = new ChildServer(city.env);
  expect((await second.end()).code).toBe(1);
  expect(second.said.trim().split('\n')).toHaveLength(1);
  expect(second.said).toContain('in use by another server');
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
  await first.end('SIGTERM');
});

it('closes the database cleanly on Ctrl-C, and gives the folder back', async () => {
  const first = new ChildServer(city.env);
  await first.ready();
  expect(await first.end('SIGINT')).toEqual({ code: 0, signal: null });
  expect(first.said).toContain('closed');
  const next = new ChildServer(city.env);
  const url = await next.ready();
  expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: 'ok', database: 'embedded' });
  await next.end('SIGINT');
});

it('takes over the folder of a server that was killed', async () => {
  const first = new ChildServer(city.env);
  await first.ready();
  expect((await first.end('SIGKILL')).signal).toBe('SIGKILL');
  const next = new ChildServer(city.env);
  await next.ready();
  await next.end('SIGTERM');
});
