import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { cityEnvironment } from '../support/server.ts';

let city: Awaited<ReturnType<typeof cityEnvironment>>;
beforeAll(async () => {
  city = await cityEnvironment('embedded');
});
afterAll(() => city.remove());

describe('the folder of a server that runs', () => {
  let running: ChildServer;
  let url: string;

  async function start(): Promise<void> {
    running = new ChildServer(city.env);
    url = await running.ready();
  }
  beforeAll(start);
  afterAll(() => running.end('SIGTERM'));

  it('is refused to a second one with one clear sentence, which disturbs nobody', async () => {
    const second = new ChildServer(city.env);
    expect((await second.end()).code).toBe(1);
    expect(second.said.trim().split('\n')).toHaveLength(1);
    expect(second.said).toContain('in use by another server');
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
  });

  it('is given back on Ctrl-C, with the database cleanly closed', async () => {
    expect(await running.end('SIGINT')).toEqual({ code: 0, signal: null });
    expect(running.said).toContain('closed');
    await start();
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: 'ok', database: 'embedded' });
  });

  it('is taken over when it was killed', async () => {
    expect((await running.end('SIGKILL')).signal).toBe('SIGKILL');
    await start();
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
  });
});
