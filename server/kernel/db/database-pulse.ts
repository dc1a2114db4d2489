import type { RequestHandler, Response } from 'express';
import { wholeServer, type Database } from './db.ts';
import { every } from '../async/every.ts';
import { Refusal } from '../refusal.ts';

const beatMilliseconds = 1_000;
/** A database that takes this long over nothing will not serve a request either: nobody at a desk should wait longer to be told. */
const silentAfterMilliseconds = 3_000;

/**
 * Feels whether the database answers, through the same pool as everybody: one that hangs, and a pool that is used up, are both felt.
 * While it does not answer, requests are refused at once, and those that wait are told that nobody knows whether they were saved.
 */
export class DatabasePulse {
  readonly #waiting = new Set<Response>();
  readonly #stop: () => Promise<void>;
  #isSilent = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database) {
    this.#stop = every(
      beatMilliseconds,
      () => this.#feel(database),
      () => this.#fallSilent(),
    );
  }

  readonly guard: RequestHandler = (_req, res, next) => {
    if (this.#isSilent) throw new Refusal('server/database-silent');
    this.#waiting.add(res);
    res.once('close', () => this.#waiting.delete(res));
    next();
  };

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#stop();
  }

  async #feel(database: Database): Promise<void> {
    this.#timer = setTimeout(() => this.#fallSilent(), silentAfterMilliseconds);
    try {
      await database.transaction(wholeServer, (tx) => tx.query('select'));
      this.#isSilent = false;
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #fallSilent(): void {
    this.#isSilent = true;
    const refusal = new Refusal('server/database-silent');
    for (const res of this.#waiting) if (!res.headersSent) res.status(refusal.status).json(refusal.body());
    this.#waiting.clear();
  }
}
