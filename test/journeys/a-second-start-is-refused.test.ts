import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../server/exit-codes.js';
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
    expect((await second.end()).code).toBe(exitCodes.inUse);
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

describe('a folder that is not whole', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'jiaoying-damaged-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const everything = () => readdirSync(folder, { recursive: true }).filter((path) => path !== 'server.pid');

  it('is refused by the name of what is missing, and left as it is', async () => {
    cpSync(city.env.JIAOYING_DATA!, folder, { recursive: true, filter: (path) => !/PG_VERSION|server[.]pid/.test(path) });
    const before = everything();
    const start = new ChildServer({ ...city.env, JIAOYING_DATA: folder });
    expect((await start.end()).code).toBe(exitCodes.refused);
    expect(start.said.trim().split('\n').at(-1)).toMatch(/is not whole: PG_VERSION missing/);
    expect(everything()).toEqual(before);
  });
});
