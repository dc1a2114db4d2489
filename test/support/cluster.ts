import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A PostgreSQL server of the tests' own, thrown away afterwards. */
export interface Cluster {
  /** Of its maintenance database, as superuser. */
  readonly url: string;
  /** Ends it as a power cut would, and starts it again on the same port. */
  crash(): Promise<void>;
  /** Every process of it stands still, as on a machine that has hung, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /**
   * No file that its clients write to grows beyond a mebibyte any more, until `makeRoom`. What needs another page of a larger table is
   * refused as on a disk that is full, without a volume that a test may not be allowed to mount. Of a cluster with `smallSegments` only:
   * the others write ahead in larger files.
   */
  fillDisk(): void;
  makeRoom(): void;
  stop(): Promise<void>;
}

/** The oldest server that the migrations and the checks of this project are meant for. */
const oldestMajor = 15;

/**
 * Makes and starts a cluster in a temporary folder, on a free port of the loopback address, with durability switched off.
 *
 * `isDurable`: what was committed survives a crash of the processes, which is all that a test can cause.
 *
 * `smallSegments`: its disk can be filled.
 *
 * PostgreSQL refuses to run as root; root therefore runs it as the packaged `postgres` user.
 */
export async function startCluster({ isDurable = false, smallSegments = false } = {}): Promise<Cluster> {
  const bin = serverBinaries();
  if (!bin) throw new Error(`No PostgreSQL server >= ${oldestMajor} found`);
  const owner = clusterOwner();
  const folder = mkdtempSync(join(tmpdir(), 'jiaoying-cluster-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const made = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), [...made, ...(smallSegments ? ['--wal-segsize=1'] : [])], {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const port = await freePort();
  const start = () =>
    spawn(join(bin, 'postgres'), ['-D', data, ...settings(folder, port, isDurable)], {
      ...owner,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  let server = start();
  await accepting(server);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async crash() {
      await cutOff(server);
      server = start();
      await accepting(server);
    },
    freeze: () => signalAll(server, 'SIGSTOP'),
    thaw: () => signalAll(server, 'SIGCONT'),
    fillDisk: () => limitFiles(server, String(fullDiskBytes), owner),
    makeRoom: () => limitFiles(server, 'unlimited', owner),
    async stop() {
      await ended(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of `postgres` and `initdb`: the newest packaged one, else the one in PATH; null when there is none new enough. */
export function serverBinaries(): string | null {
  const packaged = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const newest = packaged
    .map(Number)
    .filter((major) => major >= oldestMajor)
    .sort((a, b) => b - a)
    .map((major) => join('/usr/lib/postgresql', String(major), 'bin'));
  const inPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => majorIn(folder) >= oldestMajor);
  return [...newest, ...inPath].find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

function majorIn(folder: string): number {
  const path = join(folder, 'postgres');
  if (!existsSync(path)) return 0;
  return Number(/\d+/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' }))?.[0] ?? 0);
}

function clusterOwner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Nothing in it outlives the run, so nothing has to reach the disk; `max_connections` covers every worker's pools. */
function settings(folder: string, port: number, isDurable: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    max_connections: 200,
    shared_buffers: '256MB',
    fsync: 'off',
    synchronous_commit: isDurable ? 'on' : 'off',
    full_page_writes: 'off',
    max_wal_size: '4GB',
    timezone: 'UTC',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A port of the loopback address that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((fulfil, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => fulfil(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function accepting(server: ChildProcess): Promise<void> {
  return new Promise((fulfil, reject) => {
    const said: string[] = [];
    // Read to the end of its life: a pipe that nobody empties stops the server.
    createInterface({ input: server.stderr! }).on('line', (line) => {
      said.push(line);
      if (line.includes('ready to accept connections')) fulfil();
    });
    server.once('exit', (code) => reject(new Error(`postgres ended with ${String(code)}:\n${said.slice(-20).join('\n')}`)));
  });
}

/** The server and its children, which are processes of their own. */
function signalAll(server: ChildProcess, signal: NodeJS.Signals): void {
  for (const { pid } of processesOf(server)) process.kill(pid, signal);
}

/**
 * All of its processes at once. A child that outlived the server for a moment would hold the memory that they share, and a new server
 * refuses to start beside it. It stands still while they are listed, so that it starts no further one.
 */
async function cutOff(server: ChildProcess): Promise<void> {
  server.kill('SIGSTOP');
  const pids = processesOf(server).map(({ pid }) => pid);
  const end = ended(server, 'SIGKILL');
  for (const pid of pids) killIfAlive(pid);
  await end;
  while (isAnyAlive(pids)); // each look takes as long as a process does to start
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A zombie has let go of everything but its number. */
function isAnyAlive(pids: readonly number[]): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '--pid', pids.join()], { encoding: 'utf8' });
  return stdout.split('\n').some((state) => state !== '' && !state.startsWith('Z'));
}

function processesOf({ pid }: ChildProcess): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-ww', '-o', 'pid=,args=', '--pid', String(pid), '--ppid', String(pid)], { encoding: 'utf8' }).split(
    '\n',
  );
  return lines.flatMap((line) => {
    const [, number, command] = /^ *(\d+) (.*)$/.exec(line) ?? [];
    return number && command ? [{ pid: Number(number), command }] : [];
  });
}

/** Half a page more than the mebibyte that a write-ahead file has: a page that fits by half is what a full disk looks like. */
const fullDiskBytes = 1_048_576 + 4_096;

/**
 * Of the server, whose new processes inherit it, and of those that serve a client; those that only write pages out again go on. Done as
 * the user that the processes run as, who may do it without any privilege.
 */
function limitFiles(server: ChildProcess, soft: string, owner: { uid: number; gid: number } | null): void {
  const growing = processesOf(server).filter(({ pid, command }) => pid === server.pid || command.includes(' 127.0.0.1('));
  for (const { pid } of growing) execFileSync('prlimit', ['--pid', String(pid), `--fsize=${soft}:`], { ...owner });
}

/** Sends the signal and waits for the end. SIGINT is PostgreSQL's fast shutdown: it cuts its clients off. */
function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((fulfil) => {
    child.once('exit', () => fulfil());
    child.kill(signal);
  });
}
