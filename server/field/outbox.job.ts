import type { LinkClaim } from '../contract/field.ts';
import type { CallRing } from '../contract/socket.ts';
import type { Channel } from '../kernel/channels/channel.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { coalesce } from '../kernel/async/coalesce.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { beat } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import type { PriorityGate } from '../kernel/async/priority-gate.ts';
import { sliceOf } from '../kernel/db/slices.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import {
  claimLimit,
  claimRings,
  confirmShown,
  openPages,
  ringsLookedAt,
  type Opener,
  type OpenPage,
  type Outgoing,
} from './rings.commands.ts';

export interface OutboxDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  channel: Channel;
  /** Ringing goes before whatever can wait for a moment. */
  ringing: PriorityGate;
  links: TokenSeal<LinkClaim>;
  log: Log;
  intervalMilliseconds?: number;
}

/** Every queued attempt comes with a fact, so a look without a ring of the doorbell is only a safety net. */
const restMilliseconds = 5_000;

/** Sends what is queued to whom the channel reaches now. Attempts for others wait in the outbox until they can be reached. */
export class Outbox {
  readonly #dependencies: OutboxDependencies;
  /** How many are claimed, or noted as shown, in one go. */
  readonly #limit: number;
  readonly #confirm: (attemptId: number) => Promise<true>;
  readonly #open: (opener: Opener) => Promise<OpenPage>;
  readonly #carrying = new Set<Promise<void>>();
  readonly #stop: (() => unknown)[];

  constructor(dependencies: OutboxDependencies) {
    this.#dependencies = dependencies;
    this.#limit = sliceOf(dependencies.database, claimLimit);
    this.#confirm = coalesce(async (attemptIds) => {
      await dependencies.ringing.give();
      await dependencies.database.transaction(wholeServer, (tx) => confirmShown(tx, this.#ctx(), attemptIds));
      return attemptIds.map(() => true as const);
    }, this.#limit);
    this.#open = coalesce(
      (openers) =>
        dependencies.database.transaction(wholeServer, (tx) => openPages(tx, this.#ctx(), { openers, links: dependencies.links })),
      this.#limit,
    );
    const failed = (error: unknown) => dependencies.log.error({ err: error }, 'emptying the outbox failed, the next tick tries again');
    const looks = beat({ intervalMilliseconds: dependencies.intervalMilliseconds ?? 250, restMilliseconds }, () => this.#look(), failed);
    this.#stop = [dependencies.doorbell.onRing(looks.soon), looks.stop];
  }

  /** What rings for a person now, and for whom this person answers: for a page that has just connected. */
  openPage(opener: Opener): Promise<OpenPage> {
    return this.#open(opener);
  }

  /** A device says that it has shown a ring. */
  async shown(ring: CallRing): Promise<void> {
    await this.#confirm(ring.attemptId);
  }

  /** Settles when nothing is on its way any more. */
  async stop(): Promise<void> {
    await Promise.all(this.#stop.map((stop) => stop()));
    await Promise.all(this.#carrying);
  }

  async #look(): Promise<void> {
    await this.#lookOn();
    const personIds = this.#dependencies.channel.reachable();
    if (personIds.length === 0) return;
    const first = await this.#claim(personIds);
    if (first.length < this.#limit) return this.#carryAll(first);
    await this.#dependencies.ringing.take(() => this.#empty(personIds, first));
  }

  /** Officers who look on are shown what waits for the person, whether or not it has left; a page tells by the attempt what it had. */
  async #lookOn(): Promise<void> {
    const { channel, database, links } = this.#dependencies;
    const personIds = channel.onlookers();
    if (personIds.length === 0) return;
    this.#carryAll(await database.transaction(wholeServer, (tx) => ringsLookedAt(tx, this.#ctx(), { personIds, links })));
  }

  /** A whole city's worth: while some are carried out the next are claimed. */
  async #empty(personIds: readonly number[], first: Outgoing[]): Promise<void> {
    for (let rings = first; rings.length > 0;) {
      const next = rings.length < this.#limit ? Promise.resolve([]) : this.#claim(personIds);
      this.#carryAll(rings);
      rings = await next;
    }
  }

  #carryAll(rings: readonly Outgoing[]): void {
    for (const outgoing of rings) this.#carry(outgoing);
  }

  #claim(personIds: readonly number[]): Promise<Outgoing[]> {
    const { database, links } = this.#dependencies;
    return database.transaction(wholeServer, (tx) => claimRings(tx, this.#ctx(), { personIds, links, limit: this.#limit }));
  }

  /** In the background: a page that is asleep keeps nobody else waiting. */
  #carry({ personId, ring }: Outgoing): void {
    const carrying = this.#dependencies.channel
      .carry(personId, ring)
      .then((isShown) => (isShown ? this.shown(ring) : undefined))
      .catch((error: unknown) =>
        this.#dependencies.log.error({ err: error, attemptId: ring.attemptId }, 'noting that a call was shown failed'),
      )
      .finally(() => this.#carrying.delete(carrying));
    this.#carrying.add(carrying);
  }

  #ctx() {
    return { now: this.#dependencies.clock.now(), doorbell: this.#dependencies.doorbell };
  }
}

export function startOutbox(dependencies: OutboxDependencies): Outbox {
  return new Outbox(dependencies);
}
