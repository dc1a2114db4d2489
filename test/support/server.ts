import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase, type Database } from '../../server/kernel/db/db.ts';
import { ChildServer } from './child-server.ts';
import { cloneDatabase, cloneDataFolder, type Engine } from './database.ts';

/** The environment of a server on the default city: its own database or data folder, any free port. */
export async function cityEnvironment(engine: Engine): Promise<{ env: Record<string, string>; remove: () => Promise<void> }> {
  const common = { PORT: '0', JIAOYING_LOG: 'error', NODE_ENV: 'test' };
  if (engine === 'embedded') {
    const folder = await cloneDataFolder(true);
    return {
      env: { ...common, JIAOYING_DATA: folder },
      remove: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
    };
  }
  const { url, drop } = await cloneDatabase(true);
  // Of its own: what was signed of the logs of one database says nothing of another's.
  const folder = mkdtempSync(join(tmpdir(), 'jiaoying-data-'));
  const remove = async () => {
    rmSync(folder, { recursive: true, force: true });
    await drop();
  };
  return { env: { ...common, DATABASE_URL: url, JIAOYING_DATA: folder }, remove };
}

/** A server for tests, and its database, past the server. */
export interface TestServer {
  url: string;
  database: Database;
  close(): Promise<void>;
}

/** Starts the built server, the one that `npm start` runs, on the default city in PostgreSQL. */
export async function openServer(env: Record<string, string>): Promise<TestServer> {
  const child = new ChildServer(env);
  const url = await child.ready();
  const database = openDatabase('postgres', { connectionString: env.DATABASE_URL!, max: 2 });
  const close = async () => {
    await child.end('SIGTERM');
    await database.close();
  };
  return { url, database, close };
}

/**
 * Runs one for the tests of this file or `describe`.
 *
 * @returns how to get at it inside a test
 */
export function withServer(more: Record<string, string> = {}): () => TestServer {
  let running: { server: TestServer; remove: () => Promise<void> } | undefined;
  beforeAll(async () => {
    const { env, remove } = await cityEnvironment('postgres');
    running = { server: await openServer({ ...env, ...more }), remove };
  }, 240_000);
  afterAll(async () => {
    await running?.server.close();
    await running?.remove();
  });
  return () => {
    if (!running) throw new Error('The server is there only inside tests and hooks');
    return running.server;
  };
}
