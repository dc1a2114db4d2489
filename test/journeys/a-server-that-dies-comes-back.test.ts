import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isRunning, type Holder } from '../../server/kernel/db/running-process.js';
import { ChildServer } from '../support/child-server.ts';
import { freePort } from '../support/cluster.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { cityEnvironment } from '../support/server.ts';

const serverFolder = join(import.meta.dirname, '../../server');
const patience = { timeout: 60_000, interval: 50 };

describe('a server that `npm start` keeps', () => {
  let city: Awaited<ReturnType<typeof cityEnvironment>>;
  let kept: ChildServer;
  let url: string;
  const everyStart: ChildServer[] = [];
  beforeAll(async () => {
    city = await cityEnvironment('embedded');
    city.env.PORT = String(await freePort());
    await start();
  });
  afterAll(async () => {
    await Promise.all(everyStart.map((each) => each.end('SIGTERM')));
    await city.remove();
  });

  function begun(): ChildServer {
    const server = new ChildServer(city.env, ['server/supervise.js']);
    everyStart.push(server);
    return server;
  }
  async function start(): Promise<void> {
    kept = begun();
    url = await kept.ready();
  }
  const holder = () => JSON.parse(readFileSync(join(city.env.JIAOYING_DATA!, 'server.pid'), 'utf8')) as Holder;
  const readyTimes = (server: ChildServer) => server.said.split('ready: ').length - 1;
  const status = async () => (await fetch(`${url}/api/incidents`).catch(() => null))?.status;

  it('comes back by itself when it was killed, with everything that was committed, and says so', async () => {
    const duty = await Desk.of(url, 'duty');
    const incident = await duty.openIncident();
    const { callOutId } = (await duty.postCap<{ callOutId: string }>(incident.id, 'doksuri-1-blue.xml')).body;
    const calls = (await duty.calls(callOutId)).slice(0, 20);
    const sent = await Promise.all(calls.map((call) => sendReceipt(url, call, { receiptId: randomUUID(), kind: 'heard' })));
    expect(sent.map((answer) => answer.status)).toEqual(calls.map(() => 200));
    process.kill(holder().pid, 'SIGKILL');

    await vi.waitFor(() => expect(readyTimes(kept)).toBe(2), patience);
    expect(kept.said).toContain('The server ended by itself (by SIGKILL): it starts again in 2 s (restart 1 of at most 5 in 10 minutes).');
    expect(await duty.callOut(callOutId)).toMatchObject({ answered: calls.length });
  });

  it('is not disturbed by a second start, which ends with one sentence', async () => {
    const second = begun();
    expect(await second.end()).toEqual({ code: 1, signal: null });
    expect(second.said.trim().split('\n')).toEqual([expect.stringContaining('in use by another server')]);
    expect(await status()).toBe(401);
  });

  it('is one server in the end when it was killed and somebody starts it by hand at the same moment', async () => {
    process.kill(holder().pid, 'SIGKILL');
    const byHand = begun();
    const loser = await Promise.race([kept, byHand].map((each) => each.end().then(() => each)));
    const winner = loser === kept ? byHand : kept;
    expect(loser.said).toMatch(/in use by another server|in use by another program|just taken by another server/);
    if (loser === kept) expect(loser.said).toContain('Another server has taken the place of the one that ended');
    await vi.waitFor(async () => expect(await status()).toBe(401), patience);
    kept = winner;
  });

  it('ends when what keeps it was killed, so that the next start finds the folder free', async () => {
    const server = holder();
    expect((await kept.end('SIGKILL')).signal).toBe('SIGKILL');
    await vi.waitFor(() => expect(isRunning(server)).toBe(false), { timeout: 5_000, interval: 20 });
    await start();
    expect(await status()).toBe(401);
  });

  it('closes cleanly on Ctrl-C, and is not started again', async () => {
    expect(await kept.end('SIGINT')).toEqual({ code: 0, signal: null });
    expect(kept.said).toMatch(/closed\s*$/);
  });
});

describe('a server that dies again and again', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'jiaoying-dies-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is given up after five restarts, with a word', async () => {
    for (const file of ['supervise.js', 'restarts.js', 'exit-codes.js']) cpSync(join(serverFolder, file), join(folder, file));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'launch.js'), `process.send('ready', () => process.kill(process.pid, 'SIGKILL'));`);
    // A minute of pauses in a second.
    writeFileSync(join(folder, 'hasty.js'), `const wait = setTimeout; globalThis.setTimeout = (work, ms) => wait(work, ms / 60);`);
    const supervisor = spawn(process.execPath, ['--import', './hasty.js', 'supervise.js'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    supervisor.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((fulfil) => supervisor.once('close', fulfil));
    expect(code).toBe(1);
    const sentences = said.trim().split('\n');
    expect(sentences.map((sentence) => /starts again in (\d+) s/.exec(sentence)?.[1])).toEqual(['2', '4', '8', '16', '32', undefined]);
    expect(sentences.at(-1)).toContain('after 5 restarts in 10 minutes: it is not started again');
  });
});
