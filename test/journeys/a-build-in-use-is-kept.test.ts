import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildClient, buildServer } from '../../server/build.js';
import { ChildServer } from '../support/child-server.ts';
import { Desk } from '../support/desk.ts';
import { issued } from '../support/release.ts';
import { cityEnvironment } from '../support/server.ts';

const root = join(import.meta.dirname, '../..');

/** An installation of its own, whose sources a test may change: those of this one are built by every other test. */
function anInstallation(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jiaoying-installed-'));
  for (const name of ['server', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'dist']) {
    cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true, filter: (path) => !path.includes('.users') });
  }
  for (const name of ['client', 'geodata', 'migrations', 'node_modules']) symlinkSync(join(root, name), join(folder, name));
  return folder;
}

describe('a second program that is built anew beside a running server', () => {
  let folder: string;
  let city: Awaited<ReturnType<typeof cityEnvironment>>;
  let server: ChildServer;
  let url: string;
  let served: string;

  const program = (name: string) => [join(folder, 'server/launch.js'), name];
  const builds = () => readdirSync(join(folder, 'dist/server')).filter((name) => /^[0-9a-f]{16}$/.test(name));

  beforeAll(async () => {
    await Promise.all([buildServer(root), buildClient(root)]);
    folder = anInstallation();
    city = await cityEnvironment('postgres');
    server = new ChildServer({ ...city.env, JIAOYING_DATA: join(folder, 'data') }, program('main'));
    url = await server.ready();
    served = builds().find((name) => existsSync(join(folder, 'dist/server', name, '.users', String(server.pid))))!;
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await city.remove();
    rmSync(folder, { recursive: true });
  });

  /** As an update of the package does, long after the server was started. */
  async function updateAndWatch(minute: number): Promise<void> {
    for (const name of builds()) {
      const lastUsed = new Date(name === served ? '2026-01-01T00:00:00Z' : '2026-01-02T00:00:00Z');
      const notes = join(folder, 'dist/server', name, '.users');
      if (existsSync(notes)) utimesSync(notes, lastUsed, lastUsed);
    }
    const changed = new Date(Date.UTC(2026, 5, 1, 0, minute));
    utimesSync(join(folder, 'package-lock.json'), changed, changed);
    const watchdog = new ChildServer({ ...city.env, JIAOYING_DATA: join(folder, 'data'), JIAOYING_URL: url }, program('watch'));
    await vi.waitFor(() => expect(watchdog.said).toContain('the test call came back'), { timeout: 90_000, interval: 200 });
    await watchdog.end('SIGTERM');
  }

  it('takes none of its files: it prints, and serves what its open pages ask for', async () => {
    const index = await (await fetch(url)).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(index)![1]!;
    await updateAndWatch(1);
    await updateAndWatch(2);
    expect(builds()).toContain(served);
    const duty = await Desk.of(url, 'duty');
    const incident = await duty.openIncident({ startAt: '2023-07-26T01:00:00Z' });
    const { callOutId } = (await issued(duty, incident.id, 'doksuri-1-blue.xml')).body;
    const print = await duty.get<ArrayBuffer>(`/api/call-outs/${callOutId}/sheets.pdf?area=320623101000`);
    expect(print.status).toBe(200);
    expect(Buffer.from(print.body).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await fetch(url + script)).status).toBe(200);
  });

  it('clears its files away once it has ended', async () => {
    await server.end('SIGKILL');
    await buildServer(folder);
    expect(builds()).not.toContain(served);
  });
});
