import type { Gateway, Sent } from '../kernel/channels/channel.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database, type Scope } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import { claimDeliveries, noteOutcomes, sweep, type Dispatch, type LinkMaker, type DispatchOutcome } from './deliveries.commands.ts';

export interface DeliveryDependencies extends LinkMaker {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  log: Log;
  gateways: readonly Gateway[];
  intervalMilliseconds?: number;
}

/** Addresses are read in the clear, to be sent to and for nothing else. */
const sender: Scope = { ...wholeServer, personal: true };

/** What is queued comes with a fact, and its ring of the doorbell wakes the carriers; retries and ends of pauses are found by looking. */
const idleLooks = 20;
const looksPerSweep = 25;
const lookMilliseconds = 200;
/** How long what is on its way may take to be answered when the server closes. */
const patienceMilliseconds = 3_000;

/** Starts to carry what is queued for each gateway. @returns how to stop: settles when nothing is on its way any more */
export function startDeliveries(dependencies: DeliveryDependencies): () => Promise<void> {
  const carriers = dependencies.gateways.map((gateway) => new Carrier(dependencies, gateway));
  const idempotent = dependencies.gateways.filter(({ isIdempotent }) => isIdempotent).map(({ id }) => id);
  const stopSweeping = every(
    looksPerSweep * (dependencies.intervalMilliseconds ?? lookMilliseconds),
    async () => {
      const { lost, stranded } = await dependencies.database.transaction(wholeServer, (tx) =>
        sweep(tx, dependencies.clock.now(), idempotent),
      );
      if (lost > 0) dependencies.log.warn({ lost }, 'attempts were lost by a server that died while sending');
      if (stranded > 0) dependencies.log.warn({ stranded }, 'attempts had waited too long for a channel that carries nothing');
    },
    (error) => dependencies.log.error({ err: error }, 'looking for lost attempts failed, the next look tries again'),
  );
  return async () => {
    await Promise.all([stopSweeping(), ...carriers.map((carrier) => carrier.stop())]);
  };
}

/** Carries what is queued for one gateway: claims, sends, and notes how it went, each in a transaction of its own. */
class Carrier {
  readonly #dependencies: DeliveryDependencies;
  readonly #gateway: Gateway;
  readonly #closing = new AbortController();
  readonly #onTheWay = new Set<Promise<void>>();
  readonly #stopLooking: () => Promise<void>;
  readonly #deafen: () => unknown;
  /** How dispatches ended, until it is written down: kept through a restart of the database. */
  #ended: DispatchOutcome[] = [];
  /** Looks left to skip while nothing has changed. */
  #idle = 0;
  #isStopping = false;

  constructor(dependencies: DeliveryDependencies, gateway: Gateway) {
    this.#dependencies = dependencies;
    this.#gateway = gateway;
    this.#deafen = dependencies.doorbell.onRing(() => (this.#idle = 0));
    this.#stopLooking = every(dependencies.intervalMilliseconds ?? lookMilliseconds, () => this.#look(), this.#failed);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#deafen();
    await this.#stopLooking();
    const impatience = setTimeout(() => this.#closing.abort(), patienceMilliseconds);
    await Promise.all(this.#onTheWay);
    clearTimeout(impatience);
    await this.#note().catch(this.#failed);
  }

  async #look(): Promise<void> {
    await this.#note();
    if (this.#idle > 0) {
      this.#idle -= 1;
      return;
    }
    while (await this.#claim()) await this.#note();
  }

  /** @returns whether there may be more that can leave at once */
  async #claim(): Promise<boolean> {
    const { database, clock } = this.#dependencies;
    const { dispatches, timeoutSeconds, isIdle, isFull } = await database.transaction(sender, (tx) =>
      claimDeliveries(tx, clock.now(), { channel: this.#gateway.id, maker: this.#dependencies }),
    );
    if (isIdle) this.#idle = idleLooks;
    for (const dispatch of dispatches) this.#carry(dispatch, timeoutSeconds);
    return isFull && !this.#isStopping;
  }

  #carry(dispatch: Dispatch, timeoutSeconds: number): void {
    const carrying = this.#send(dispatch, timeoutSeconds)
      .then((sent) => void this.#ended.push({ dispatch, sent }))
      .finally(() => this.#onTheWay.delete(carrying));
    this.#onTheWay.add(carrying);
  }

  /** The time-out holds whatever the gateway's library does: what has not been answered by then may have left. */
  async #send({ message }: Dispatch, timeoutSeconds: number): Promise<Sent> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutSeconds * 1000);
    const signal = AbortSignal.any([timeout.signal, this.#closing.signal]);
    try {
      return await Promise.race([this.#gateway.send(message, signal), aborted(signal)]);
    } catch (error) {
      this.#dependencies.log.error({ err: error, attemptId: message.attemptId }, 'a gateway failed in a way that it does not know');
      return { kind: 'unclear', failure: 'failed' };
    } finally {
      clearTimeout(timer);
    }
  }

  async #note(): Promise<void> {
    const outcomes = this.#ended;
    if (outcomes.length === 0) return;
    const { database, clock } = this.#dependencies;
    await database.transaction(wholeServer, (tx) => noteOutcomes(tx, clock.now(), { gateway: this.#gateway, outcomes: [...outcomes] }));
    this.#ended = this.#ended.slice(outcomes.length);
  }

  readonly #failed = (error: unknown): void => {
    this.#dependencies.log.error(
      { err: error, channel: this.#gateway.id },
      'emptying the outbox of a channel failed, the next look tries again',
    );
  };
}

function aborted(signal: AbortSignal): Promise<Sent> {
  const unclear: Sent = { kind: 'unclear', failure: 'timeout' };
  if (signal.aborted) return Promise.resolve(unclear);
  return new Promise((fulfil) => signal.addEventListener('abort', () => fulfil(unclear), { once: true }));
}
