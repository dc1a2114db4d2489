import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { readSettings } from '../../server/settings.ts';
import { startServer, type RunningServer } from '../../server/start.ts';
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
  return { env: { ...common, DATABASE_URL: url, JIAOYING_DATA: join(tmpdir(), 'jiaoying-unused') }, remove: drop };
}

/**
 * Runs the real server, with the default city, on a free port for the tests of this file or `describe`.
 *
 * @returns how to get at it inside a test
 */
export function withServer(engine: Engine = 'postgres', more: Record<string, string> = {}): () => RunningServer {
  let running: { server: RunningServer; remove: () => Promise<void> } | undefined;
  beforeAll(async () => {
    const { env, remove } = await cityEnvironment(engine);
    running = { server: await startServer(readSettings({ ...env, ...more }), () => undefined), remove };
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
