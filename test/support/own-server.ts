import { afterAll, beforeAll } from 'vitest';
import { ChildServer, type Grant } from './child-server.ts';
import { cityEnvironment } from './server.ts';

/** The server with the default city as a process of its own, which may end in any way and be started again on the same data. */
export class OwnServer {
  process!: ChildServer;
  url = '';
  readonly env: Record<string, string>;
  readonly #grant: Grant;

  constructor(env: Record<string, string>, grant: Grant) {
    this.env = env;
    this.#grant = grant;
  }

  /** Waits until it is ready. */
  async start(): Promise<void> {
    this.process = new ChildServer(this.env, undefined, this.#grant);
    this.url = await this.process.ready();
  }
}

/**
 * Runs one for the tests of this file.
 *
 * @returns how to get at it inside a test
 */
export function withOwnServer(
  engine: 'postgres' | 'embedded',
  { more = {}, grant = {} }: { more?: Record<string, string>; grant?: Grant } = {},
): () => OwnServer {
  let own: OwnServer | undefined;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const city = await cityEnvironment(engine);
    remove = city.remove;
    own = new OwnServer({ ...city.env, ...more }, grant);
    await own.start();
  });
  afterAll(async () => {
    await own?.process.end('SIGTERM');
    await remove();
  });
  return () => {
    if (!own) throw new Error('The server is there only inside tests and hooks');
    return own;
  };
}
