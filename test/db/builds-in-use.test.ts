import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearBuilds, otherBuilds, useBuild } from '../../server/builds-in-use.js';
import { thisProcess } from '../../server/kernel/db/running-process.js';

let buildsFolder: string;
beforeEach(() => (buildsFolder = mkdtempSync(join(tmpdir(), 'jiaoying-builds-'))));
afterEach(() => rmSync(buildsFolder, { recursive: true }));

/** A build that was last used so long ago, by these processes. */
function aBuild(name: string, minutesAgo: number, users: unknown[] = []): string {
  const folder = join(buildsFolder, name);
  const notes = join(folder, '.users');
  mkdirSync(notes, { recursive: true });
  writeFileSync(join(folder, 'main.js'), '');
  users.forEach((user, index) => writeFileSync(join(notes, String(index)), typeof user === 'string' ? user : JSON.stringify(user)));
  const at = new Date(Date.now() - minutesAgo * 60_000);
  utimesSync(notes, at, at);
  return folder;
}

const left = () => readdirSync(buildsFolder).sort();

it('keeps the current build, the one before it, and clears away what nobody has needed for a while', () => {
  aBuild('c', 600);
  aBuild('b', 300);
  aBuild('a', 900);
  clearBuilds(aBuild('current', 0));
  expect(left()).toEqual(['b', 'current']);
});

it('keeps what a living process runs from, however old it is', () => {
  aBuild('before', 300);
  aBuild('served', 60_000, [thisProcess()]);
  clearBuilds(aBuild('current', 0));
  expect(left()).toEqual(['before', 'current', 'served']);
});

it('believes no note of a process that is gone, of another with its number, or that was cut off', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((fulfil) => child.once('close', fulfil));
  aBuild('before', 300);
  aBuild('gone', 600, [{ pid: child.pid, startedAt: '1' }]);
  aBuild('reused', 600, [{ ...thisProcess(), startedAt: '1' }]);
  aBuild('cut', 600, ['{"pid":']);
  clearBuilds(aBuild('current', 0));
  expect(left()).toEqual(['before', 'current']);
});

it('keeps what another process is building or has just found, and no half of what died', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((fulfil) => child.once('close', fulfil));
  aBuild('before', 1);
  aBuild('found', 5);
  aBuild(`half.${process.pid}`, 600);
  aBuild(`half.${child.pid!}`, 600);
  clearBuilds(aBuild('current', 0));
  expect(left()).toEqual(['before', 'current', 'found', `half.${process.pid}`].sort());
});

it('tells the other builds, the one that was used last first, also before there is any', () => {
  expect(otherBuilds(join(buildsFolder, 'none', 'current'))).toEqual([]);
  const older = aBuild('older', 20);
  const newer = aBuild('newer', 10);
  expect(otherBuilds(aBuild('current', 0))).toEqual([newer, older]);
});

it('notes this process in the build it needs', () => {
  const served = aBuild('served', 600);
  useBuild(served);
  expect(existsSync(join(served, '.users', String(process.pid)))).toBe(true);
});
