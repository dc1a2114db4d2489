import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { Redis } from './redis.ts';

/** Who is there on the pages of an installation. */
export interface Presence {
  /** Everyone with a page that answers a check, which shows and sounds nothing. */
  answering(): Promise<number[]>;
}

/** A page has five seconds to answer its own node; a node that is silent for longer has ended or hangs. */
const patienceMilliseconds = 7_000;

const Ask = z.object({ id: z.uuid(), from: z.uuid() });
const Answer = z.object({ id: z.uuid(), personIds: z.array(z.number().int()) });

interface Gathering {
  personIds: number[][];
  onAnswer: () => void;
}

/**
 * The pages of all nodes. Redis says how many nodes heard the question, so that it is known when the last has answered; what one says
 * that comes too late is left out.
 */
export class SharedPresence implements Presence {
  readonly #own: Presence;
  readonly #redis: Redis;
  readonly #log: Log;
  readonly #node = randomUUID();
  readonly #gathering = new Map<string, Gathering>();

  constructor({ own, redis, log }: { own: Presence; redis: Redis; log: Log }) {
    this.#own = own;
    this.#redis = redis;
    this.#log = log;
  }

  /** Answers other nodes from now on. */
  async join(): Promise<void> {
    await this.#redis.listen({
      'who answers': (message) => void this.#answer(message).catch((error: unknown) => this.#failed(error)),
      [this.#node]: (message) => this.#hear(message),
    });
  }

  async answering(): Promise<number[]> {
    const [own, others] = await Promise.all([this.#own.answering(), this.#others()]);
    return [...new Set([...own, ...others])];
  }

  async #others(): Promise<number[]> {
    const id = randomUUID();
    const asked = await this.#redis.share(
      (client) => {
        this.#gathering.set(id, { personIds: [], onAnswer: () => undefined });
        return client.publish(this.#redis.name('who answers'), JSON.stringify({ id, from: this.#node }));
      },
      () => 0,
    );
    // One of those who heard it is this node itself, unless it has not joined yet.
    await this.#answers(id, asked - 1);
    const gathered = this.#gathering.get(id)?.personIds ?? [];
    this.#gathering.delete(id);
    if (gathered.length < asked - 1) this.#log.warn({ asked, answered: gathered.length }, 'a node did not say who answers');
    return gathered.flat();
  }

  async #answers(id: string, count: number): Promise<void> {
    const gathering = this.#gathering.get(id);
    if (!gathering || count <= 0) return;
    const patience = new AbortController();
    gathering.onAnswer = () => gathering.personIds.length >= count && patience.abort();
    gathering.onAnswer();
    await delay(patienceMilliseconds, undefined, patience).catch(() => undefined);
  }

  async #answer(message: string): Promise<void> {
    const { id, from } = Ask.parse(JSON.parse(message));
    if (from === this.#node) return;
    const personIds = await this.#own.answering();
    await this.#redis.share(
      (client) => client.publish(this.#redis.name(from), JSON.stringify({ id, personIds })),
      () => 0,
    );
  }

  #hear(message: string): void {
    try {
      const { id, personIds } = Answer.parse(JSON.parse(message));
      const gathering = this.#gathering.get(id);
      gathering?.personIds.push(personIds);
      gathering?.onAnswer();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#log.warn({ err: error }, 'what another node said was not understood');
  }
}
