import type { GatewayReportTaken, SmsReplyTaken } from '../contract/gateways.ts';
import type { DeliveryReport, Gateway, GatewayListener, IncomingReply, ReplyPart } from '../kernel/channels/channel.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { coalesce } from '../kernel/async/coalesce.ts';
import { wholeServer, type Database, type Scope } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import { sliceOf } from '../kernel/db/slices.ts';
import { takeReplies, type Incoming } from './replies.commands.ts';
import { joinParts } from './reply-parts.commands.ts';
import { attemptsNamed, keepStrays, takeReports, type Report } from './reports.commands.ts';
import { confirmShown } from '../field/rings.commands.ts';

export interface ReturnDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  log: Log;
  intervalMilliseconds?: number;
}

/** A reply is matched by its number, which nobody else may read. */
const reader: Scope = { ...wholeServer, personal: true };

/** How many come back in one transaction at most, where it has a session of its own. */
const groupLimit = 2_000;
/** How often a report is looked at again whose message is not known yet: it may overtake the note that the gateway has accepted it. */
const looks = 10;
/** Between looks for parts of replies whose rest has come over another server, or has not come. */
const partsMilliseconds = 1_000;

interface Unmatched {
  report: DeliveryReport;
  looksLeft: number;
}

/** Takes what comes back from the gateways, in groups: one transaction for all that arrive while the one before is under way. */
export class Returns implements GatewayListener {
  readonly #dependencies: ReturnDependencies;
  readonly takeReply: (incoming: Incoming<IncomingReply>) => Promise<SmsReplyTaken>;
  readonly takeReport: (incoming: Incoming<Report>) => Promise<GatewayReportTaken>;
  readonly #takePart: (part: ReplyPart) => Promise<true>;
  readonly #stoppers: (() => Promise<void>)[] = [];
  #unmatched: Unmatched[] = [];

  constructor(dependencies: ReturnDependencies) {
    this.#dependencies = dependencies;
    const limit = sliceOf(dependencies.database, groupLimit);
    this.takeReply = coalesce<Incoming<IncomingReply>, SmsReplyTaken>(
      (batch) => dependencies.database.transaction(reader, (tx) => takeReplies(tx, this.#ctx(), batch)),
      limit,
    );
    this.takeReport = coalesce<Incoming<Report>, GatewayReportTaken>((batch) => this.#takeReports(batch), limit);
    this.#takePart = coalesce<ReplyPart, true>((batch) => this.#join(batch).then(() => batch.map(() => true)));
    this.#every(dependencies.intervalMilliseconds ?? 250, () => this.#match(), 'noting delivery reports failed, the next look tries again');
  }

  /** Opens the lines of the gateways that keep one. */
  listen(gateways: readonly Gateway[]): void {
    for (const gateway of gateways) gateway.open?.(this);
    if (!gateways.some((gateway) => typeof gateway.open === 'function')) return;
    this.#every(partsMilliseconds, () => this.#join([]), 'joining parts of replies failed, the next look tries again');
  }

  async reply(reply: IncomingReply): Promise<void> {
    await this.takeReply({ said: reply, signature: null });
  }

  async part(part: ReplyPart): Promise<void> {
    await this.#takePart(part);
  }

  /** Kept in memory until it is noted: one that is lost leaves the attempt as sent, which is true. */
  report(report: DeliveryReport): Promise<void> {
    this.#unmatched.push({ report, looksLeft: looks });
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#stoppers.map((stop) => stop()));
  }

  #every(milliseconds: number, look: () => Promise<void>, failure: string): void {
    this.#stoppers.push(every(milliseconds, look, (error) => this.#dependencies.log.error({ err: error }, failure)));
  }

  /** One transaction: what is joined is taken, or comes again. */
  async #join(parts: readonly ReplyPart[]): Promise<void> {
    const ctx = this.#ctx();
    await this.#dependencies.database.transaction(reader, async (tx) => {
      const whole = await joinParts(tx, ctx.now, parts);
      if (whole.length === 0) return;
      await takeReplies(
        tx,
        ctx,
        whole.map((said) => ({ said, signature: null })),
      );
    });
  }

  async #takeReports(batch: Incoming<Report>[]) {
    const { answers, reached } = await this.#dependencies.database.transaction(wholeServer, (tx) => takeReports(tx, this.#ctx(), batch));
    if (reached.length > 0) await this.#dependencies.database.transaction(wholeServer, (tx) => confirmShown(tx, this.#ctx(), reached));
    return answers;
  }

  async #match(): Promise<void> {
    const waiting = this.#unmatched;
    if (waiting.length === 0) return;
    const reports = waiting.map(({ report }) => report);
    const ids = await this.#dependencies.database.transaction(reader, (tx) => attemptsNamed(tx, reports));
    const isLater = ({ report, looksLeft }: Unmatched, nr: number) => report.outcome !== null && ids[nr] === undefined && looksLeft > 1;
    const strays = waiting.filter((one, nr) => !isLater(one, nr) && (one.report.outcome === null || ids[nr] === undefined));
    if (strays.length > 0) await this.#keep(strays.map(({ report }) => report));
    const later = waiting.filter(isLater).map(({ report, looksLeft }) => ({ report, looksLeft: looksLeft - 1 }));
    this.#unmatched = [...later, ...this.#unmatched.slice(waiting.length)];
    const matched = reports.flatMap(({ outcome, at }, nr) =>
      ids[nr] === undefined || outcome === null ? [] : [{ outcome, at, attemptId: ids[nr] }],
    );
    await Promise.all(matched.map((said) => this.takeReport({ said, signature: null })));
  }

  /** Counted and shown at the desk, and said once to whoever reads the log. */
  async #keep(strays: readonly DeliveryReport[]): Promise<void> {
    await this.#dependencies.database.transaction(wholeServer, (tx) => keepStrays(tx, strays));
    this.#dependencies.log.warn(
      { strays: strays.length, said: strays[0]!.said },
      'delivery reports matched nothing, or named an unknown state',
    );
  }

  #ctx() {
    return { now: this.#dependencies.clock.now(), doorbell: this.#dependencies.doorbell };
  }
}
