import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { openDataFolder } from './data-folder.ts';
import { openDatabase, type Database, type DatabaseOptions } from './db.ts';
import { openWorker } from '../async/worker.ts';

type OnDeath = (error: Error, isReopened: boolean) => void;

/** So often may the engine die in ten minutes; what kills it more often is in the data or in the machine. */
const deathsAtMost = 3;
const deathsWithinMilliseconds = 600_000;

/**
 * PostgreSQL with PostGIS compiled to WebAssembly, persisted to a folder and reached like any other server: by `pg`, through a
 * private Unix socket. It runs in a worker thread, so that a long statement never blocks the event loop. When the engine dies, another
 * takes over the folder within seconds, with all that was committed; what was under way fails as with a database that restarts.
 *
 * One session only: never take a second connection inside a transaction. The caller holds the folder's {@link lockFolder} lock.
 *
 * @throws FolderDamaged for a folder that holds something, but no whole database
 * @param onDeath called each time the engine died, and whether another one is opened; when not, the process must end
 */
export async function openEmbedded(folder: string, onDeath: OnDeath, opening: DatabaseOptions = {}): Promise<Database> {
  const isMade = openDataFolder(folder);
  const socketFolder = privateSocketFolder(folder);
  const engine = new Engine(folder, join(socketFolder, '.s.PGSQL.5432'), onDeath);
  await engine.open();
  isMade();
  const config = { host: socketFolder, port: 5432, user: 'postgres', database: 'postgres', max: 1 };
  return openDatabase('embedded', config, {
    ...opening,
    async closeEngine() {
      await engine.close();
      rmSync(socketFolder, { recursive: true, force: true });
    },
  });
}

/** The thread that holds the database, and after its death the next one. */
class Engine {
  readonly #folder: string;
  readonly #socketPath: string;
  readonly #onDeath: OnDeath;
  readonly #deaths: number[] = [];
  #worker: Worker | null = null;
  #reopening = Promise.resolve();

  constructor(folder: string, socketPath: string, onDeath: OnDeath) {
    this.#folder = folder;
    this.#socketPath = socketPath;
    this.#onDeath = onDeath;
  }

  async open(): Promise<void> {
    rmSync(this.#socketPath, { force: true });
    const worker = openWorker('embedded-worker', { folder: this.#folder, socketPath: this.#socketPath });
    await messageFrom(worker, 'ready');
    this.#worker = worker;
    worker.once('error', (error) => this.#died(worker, error));
    worker.once('exit', () => this.#died(worker, new Error('the thread of the database ended')));
  }

  async close(): Promise<void> {
    await this.#reopening;
    const worker = this.#worker;
    this.#worker = null;
    if (!worker) return;
    const closed = messageFrom(worker, 'closed');
    worker.postMessage('close');
    await closed;
  }

  #died(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    this.#deaths.push(Date.now());
    const isReopened = this.#deaths.filter((at) => at > Date.now() - deathsWithinMilliseconds).length < deathsAtMost;
    if (isReopened) this.#reopening = this.open().catch((again: unknown) => this.#onDeath(again as Error, false));
    this.#onDeath(error, isReopened);
  }
}

/** Outside the data folder, whose path may be longer than the 107 bytes that a socket's may have. */
function privateSocketFolder(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  const path = join(tmpdir(), `jiaoying-${process.getuid?.() ?? 0}-${name}`);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  return path;
}

function messageFrom(worker: Worker, expected: string): Promise<void> {
  return new Promise((fulfil, reject) => {
    const onMessage = (message: unknown) => {
      if (message !== expected) return;
      worker.off('message', onMessage);
      worker.off('error', reject);
      fulfil();
    };
    worker.on('message', onMessage);
    worker.once('error', reject);
  });
}
