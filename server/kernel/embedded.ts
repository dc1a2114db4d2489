import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { openDataFolder } from './data-folder.ts';
import { openDatabase, type Database } from './db.ts';
import { openWorker } from './worker.ts';

/**
 * PostgreSQL with PostGIS compiled to WebAssembly, persisted to a folder and reached like any other server: by `pg`, through a
 * private Unix socket. It runs in a worker thread, so that a long statement never blocks the event loop.
 *
 * One session only: never take a second connection inside a transaction. The caller holds the folder's {@link lockFolder} lock.
 *
 * @throws FolderDamaged for a folder that holds something, but no whole database
 * @param onCrash called when the engine dies by itself: nothing can be saved any more, the process must end
 */
export async function openEmbedded(folder: string, onCrash: (error: Error) => void): Promise<Database> {
  const isMade = openDataFolder(folder);
  const socketFolder = privateSocketFolder(folder);
  const worker = openWorker('embedded-worker', { folder, socketPath: join(socketFolder, '.s.PGSQL.5432') });
  await messageFrom(worker, 'ready');
  isMade();
  worker.on('error', onCrash);
  return openDatabase('embedded', { host: socketFolder, port: 5432, user: 'postgres', database: 'postgres', max: 1 }, async () => {
    worker.off('error', onCrash);
    const closed = messageFrom(worker, 'closed');
    worker.postMessage('close');
    await closed;
    rmSync(socketFolder, { recursive: true, force: true });
  });
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
