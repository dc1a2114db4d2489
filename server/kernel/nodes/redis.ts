import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Log } from '../log.ts';

/** Nobody who taps an answer waits longer for what the nodes share. */
const patienceMilliseconds = 500;
/** After a failure it is let alone for so long: whoever comes meanwhile does not wait at all. */
const pauseMilliseconds = 5_000;

type Client = ReturnType<typeof createClient>;

export interface RedisAbout {
  url: string;
  /** What tells this installation from others that use the same Redis. */
  installation: string;
  log: Log;
}

/**
 * What several servers of one installation share besides their database: counts, and who is on their pages. It may be away at any time,
 * also at the start: then each server goes on alone, as one without it does.
 */
export class Redis {
  readonly #client: Client;
  readonly #subscriber: Client;
  readonly #installation: string;
  readonly #log: Log;
  #awayUntil = -Infinity;

  constructor({ url, installation, log }: RedisAbout) {
    this.#installation = installation;
    this.#log = log;
    const reconnectStrategy = (retries: number) => Math.min(100 * 2 ** retries, pauseMilliseconds);
    this.#client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 2_000, reconnectStrategy } });
    this.#subscriber = this.#client.duplicate();
    for (const client of [this.#client, this.#subscriber]) client.on('error', (error: unknown) => this.#isAway(error));
    this.#client.on('ready', () => (this.#awayUntil = -Infinity));
    void this.#client.connect().catch((error: unknown) => this.#isAway(error));
  }

  /** A name of this installation's own. */
  name(part: string): string {
    return `jiaoying:${this.#installation}:${part}`;
  }

  /** Does it with what is shared, or `alone` when that is away or silent. */
  async share<T>(work: (client: Client) => Promise<T>, alone: () => T | Promise<T>): Promise<T> {
    if (performance.now() < this.#awayUntil || !this.#client.isReady) return await alone();
    const patience = new AbortController();
    const late = delay(patienceMilliseconds, undefined, patience).then(() => Promise.reject(new Error('Redis is silent')));
    late.catch(() => undefined);
    try {
      return await Promise.race([work(this.#client), late]);
    } catch (error) {
      this.#isAway(error);
      return await alone();
    } finally {
      patience.abort();
    }
  }

  /** Hears what other nodes say over these channels, also after the connection was lost. */
  async listen(listeners: Readonly<Record<string, (message: string) => void>>): Promise<void> {
    await this.#subscriber.connect();
    for (const [part, listener] of Object.entries(listeners)) await this.#subscriber.subscribe(this.name(part), listener);
  }

  close(): void {
    for (const client of [this.#client, this.#subscriber]) client.destroy();
  }

  #isAway(error: unknown): void {
    const now = performance.now();
    if (now < this.#awayUntil) return;
    this.#awayUntil = now + pauseMilliseconds;
    this.#log.warn({ err: error }, 'Redis is away: this server counts and asks alone');
  }
}
