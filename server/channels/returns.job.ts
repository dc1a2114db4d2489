import type { GatewayReportTaken, SmsReplyTaken } from '../contract/gateways.ts';
import type { DeliveryReport, Gateway, GatewayEars, Reply } from '../kernel/channel.ts';
import type { Clock } from '../kernel/clock.ts';
import { coalesce } from '../kernel/coalesce.ts';
import { wholeServer, type Database, type Scope } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { every } from '../kernel/every.ts';
import type { Log } from '../kernel/log.ts';
import { takeReplies, type Incoming } from './replies.commands.ts';
import { attemptsNamed, takeReports, type Report } from './reports.commands.ts';
import { confirmShown } from '../calls/rings.commands.ts';

export interface ReturnDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  log: Log;
  intervalMilliseconds?: number;
}

/** A reply is matched by its number, which nobody else may read. */
const reader: Scope = { ...wholeServer, personal: true };

/** How often a report is looked at again whose message is not known yet: it may overtake the note that the gateway has accepted it. */
const looks = 10;

interface Unmatched {
  report: DeliveryReport;
  looksLeft: number;
}

/** Takes what comes back from the gateways, in groups: one transaction for all that arrive while the one before is under way. */
export class Returns implements GatewayEars {
  readonly #doors: ReturnDoors;
  readonly takeReply: (incoming: Incoming<Reply>) => Promise<SmsReplyTaken>;
  readonly takeReport: (incoming: Incoming<Report>) => Promise<GatewayReportTaken>;
  readonly #stopLooking: () => Promise<void>;
  #unmatched: Unmatched[] = [];

  constructor(doors: ReturnDoors) {
    this.#doors = doors;
    this.takeReply = coalesce<Incoming<Reply>, SmsReplyTaken>((batch) =>
      doors.database.transaction(reader, (tx) => takeReplies(tx, this.#ctx(), batch)),
    );
    this.takeReport = coalesce<Incoming<Report>, GatewayReportTaken>((batch) => this.#takeReports(batch));
    this.#stopLooking = every(
      doors.intervalMilliseconds ?? 250,
      () => this.#match(),
      (error) => doors.log.error({ err: error }, 'noting delivery reports failed, the next look tries again'),
    );
  }

  /** Opens the lines of the gateways that keep one. */
  listen(gateways: readonly Gateway[]): void {
    for (const gateway of gateways) gateway.open?.(this);
  }

  async reply(reply: Reply): Promise<void> {
    await this.takeReply({ said: reply, signature: null });
  }

  /** Kept in memory until it is noted: one that is lost leaves the attempt as sent, which is true. */
  report(report: DeliveryReport): Promise<void> {
    this.#unmatched.push({ report, looksLeft: looks });
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return this.#stopLooking();
  }

  async #takeReports(batch: Incoming<Report>[]) {
    const { answers, reached } = await this.#doors.database.transaction(wholeServer, (tx) => takeReports(tx, this.#ctx(), batch));
    if (reached.length > 0) await this.#doors.database.transaction(wholeServer, (tx) => confirmShown(tx, this.#ctx(), reached));
    return answers;
  }

  async #match(): Promise<void> {
    const waiting = this.#unmatched;
    if (waiting.length === 0) return;
    const ids = await this.#doors.database.transaction(wholeServer, (tx) =>
      attemptsNamed(
        tx,
        waiting.map(({ report }) => report),
      ),
    );
    const later = waiting.flatMap(({ report, looksLeft }, at) =>
      ids[at] === undefined && looksLeft > 1 ? [{ report, looksLeft: looksLeft - 1 }] : [],
    );
    this.#unmatched = [...later, ...this.#unmatched.slice(waiting.length)];
    const matched = waiting.flatMap(({ report: { outcome, at } }, nr) =>
      ids[nr] === undefined ? [] : [{ outcome, at, attemptId: ids[nr] }],
    );
    await Promise.all(matched.map((said) => this.takeReport({ said, signature: null })));
  }

  #ctx() {
    return { now: this.#doors.clock.now(), doorbell: this.#doors.doorbell };
  }
}
