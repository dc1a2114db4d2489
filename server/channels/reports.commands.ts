import type { CallId } from '../contract/calls.ts';
import type { GatewayChannel } from '../contract/channels.ts';
import type { GatewayReport, GatewayReportTaken } from '../contract/gateways.ts';
import type { DeliveryReport } from '../kernel/channels/channel.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import { namedUuid } from '../kernel/db/named-uuid.ts';
import { Refusal } from '../kernel/refusal.ts';
import { idForms } from '../kernel/sms/sms-receipt.ts';
import { saveReports } from '../calls/attempts.store.ts';
import type { ReportedAttempt } from '../calls/attempts.rules.ts';
import { holdCallOuts } from '../calls/call-outs.store.ts';
import { lockCalls } from '../calls/calls.store.ts';
import { namedBy } from './bundles.store.ts';
import { insertInbound, type InboundMessage } from './inbound.store.ts';
import { saveReporting } from './channels.store.ts';
import { spokenById, spokenByProvider, type Spoken } from './deliveries.store.ts';
import { takeReceipts, type Submission } from '../receipts/receipts.commands.ts';
import { answeredCalls, type Named } from './named-answers.rules.ts';
import { phoneFrom } from '../people/phone.rules.ts';
import { freshness, type Incoming } from './replies.commands.ts';
import { repliedFor } from './sms-reply.rules.ts';
import { insertStrays } from './stray-reports.store.ts';
import { callsBack, hasReached, isNews, readReport, stateAfter, type ReportReading, type Reported } from './reports.rules.ts';

/** A report that names its attempt. */
export type Report = Reported & Pick<GatewayReport, 'providerId'> & { attemptId: number; at: Date };

export interface TakenReports {
  /** For each report, in order: how it was read, or why it was refused. */
  answers: (GatewayReportTaken | Refusal)[];
  /** Attempts that were on the person's device or in the person's ear: to be confirmed in a transaction of their own, which has facts too. */
  reached: number[];
}

/**
 * Takes what gateways say of attempts, each as if it had come alone. Reports come twice, late and in any order: what says less than is
 * known changes nothing, and an answer is one receipt however often it is reported.
 */
export async function takeReports(tx: Tx, ctx: Ctx, incoming: readonly Incoming<Report>[]): Promise<TakenReports> {
  const isFresh = await freshness(tx, ctx.now, incoming);
  const fresh = incoming.filter(isFresh);
  await saveReporting(
    tx,
    channelsHeard(
      await spokenById(
        tx,
        fresh.map(({ said }) => said.attemptId),
      ),
    ),
  );
  const { attempts, named } = await lockSpoken(
    tx,
    fresh.map(({ said }) => said.attemptId),
  );
  const readings = fresh.flatMap(({ said, signature }) => {
    const attempt = attempts.get(said.attemptId);
    const isTheirs = attempt !== undefined && (signature === null || callsBack(attempt.channel));
    return isTheirs ? [read({ said, attempt, named: named.get(attempt.attemptId) ?? [] })] : [];
  });
  await saveReports(tx, latest(readings, ctx.now));
  await takeReceipts(tx, ctx, onlyFirst(readings.flatMap((read) => answerIn(read, ctx.now))));
  await insertInbound(tx, ctx.now, readings.flatMap(unreadIn));
  return {
    answers: incoming.map((one) => {
      if (!isFresh(one)) return new Refusal('signature/replayed');
      return takenAs(readings.find(({ said }) => said === one.said)) ?? new Refusal('attempt/unknown');
    }),
    reached: readings.filter(({ reading }) => hasReached(reading.outcome)).map(({ attempt }) => attempt.attemptId),
  };
}

function takenAs(read: Read | undefined): GatewayReportTaken | undefined {
  return read && { outcome: read.reading.outcome, kind: read.reading.kind };
}

/** @returns for each report the attempt that it speaks of; undefined where the gateway's id is not known, or not known yet */
export async function attemptsNamed(tx: Tx, reports: readonly DeliveryReport[]): Promise<(number | undefined)[]> {
  const found = await spokenByProvider(
    tx,
    reports.map(({ channel, providerId, from }) => ({
      channel,
      providerId: providerId ?? '',
      forms: providerId === null ? [] : idForms(providerId),
      number: phoneFrom(from)?.digits ?? '',
    })),
  );
  const ids = new Map(found.map(({ nr, attemptId }) => [nr, attemptId]));
  return reports.map((_report, nr) => ids.get(nr));
}

/** Keeps reports that say nothing we can use, to be counted and looked into. */
export async function keepStrays(tx: Tx, reports: readonly DeliveryReport[]): Promise<void> {
  await insertStrays(
    tx,
    reports.map(({ channel, providerId, outcome, said, at }) => ({
      ...{ channel, said, at, providerId: providerId ?? '' },
      kind: outcome === null ? 'unknownState' : 'unmatched',
    })),
  );
}

/** Before anything else is locked, as whoever sends locks a channel before its attempts. */
function channelsHeard(spoken: readonly Spoken[]): GatewayChannel[] {
  return [...new Set(spoken.map(({ channel }) => channel))];
}

/** Attempts of which gateways speak, and whom the message of each has named. */
interface LockedSpoken {
  attempts: Map<number, Spoken>;
  named: Map<number, Named[]>;
}

/** Call-outs before calls before attempts, as everywhere; read once more when nobody else can write them. */
async function lockSpoken(tx: Tx, attemptIds: readonly number[]): Promise<LockedSpoken> {
  const spoken = (await spokenById(tx, attemptIds)).map(({ callId }) => callId);
  const callIds = [...new Set([...spoken, ...(await namedBy(tx, attemptIds)).map(({ callId }) => callId)])];
  if (callIds.length === 0) return { attempts: new Map(), named: new Map() };
  await holdCallOuts(tx, callIds);
  await lockCalls(tx, callIds);
  return {
    attempts: new Map((await spokenById(tx, attemptIds)).map((attempt) => [attempt.attemptId, attempt])),
    named: groupBy(await namedBy(tx, attemptIds), ({ carrierId }) => carrierId),
  };
}

interface Read {
  said: Report;
  attempt: Spoken;
  reading: ReportReading;
  /** For which calls it counts. */
  callIds: readonly CallId[];
}

/** One that names places which its message did not have is left for a person to read. */
function read({ said, attempt, named }: Pick<Read, 'said' | 'attempt'> & { named: readonly Named[] }): Read {
  const { text, places } = repliedFor(said.digits ?? '');
  const reading = readReport(attempt, places === null ? said : { ...said, digits: text });
  const { kind } = reading;
  const callIds = kind === null ? [] : answeredCalls({ kind, callId: attempt.callId, places }, attempt.reach === 'self' ? [] : named);
  if (callIds) return { said, attempt, reading, callIds };
  return { said, attempt, reading: { ...reading, kind: null, unread: said.digits ?? null }, callIds: [] };
}

/** One row for each attempt of which something new is said: the weightiest of what came together. */
function latest(readings: readonly Read[], now: Date): ReportedAttempt[] {
  const rows = new Map<number, ReportedAttempt>();
  for (const { said, attempt, reading } of readings) {
    const known = rows.get(attempt.attemptId);
    if (!isNews(known?.outcome ?? attempt.outcome, reading.outcome)) continue;
    rows.set(attempt.attemptId, reportedAttempt({ said, attempt, reading }, now));
  }
  return [...rows.values()];
}

function reportedAttempt({ said, attempt, reading: { outcome } }: Pick<Read, 'said' | 'attempt' | 'reading'>, now: Date): ReportedAttempt {
  const at = notAhead(said.at, now);
  const heardSeconds = said.heardSeconds ?? null;
  const isConnected = heardSeconds !== null && (outcome === 'answered' || outcome === 'hungUp');
  return {
    attemptId: attempt.attemptId,
    state: stateAfter(attempt.state, outcome),
    outcome,
    at,
    providerId: said.providerId ?? null,
    connectedAt: isConnected ? new Date(at.getTime() - heardSeconds * 1000) : null,
    answeredAt: outcome === 'answered' ? at : null,
    heardSeconds,
  };
}

function answerIn({ said, attempt, reading: { kind }, callIds }: Read, now: Date): Submission[] {
  if (kind === null) return [];
  const { attemptId, personId, channel } = attempt;
  const nameOf = (callId: CallId) => `report ${attemptId} ${kind}${callId === attempt.callId ? '' : ` ${callId}`}`;
  return callIds.map((callId) => ({
    callId,
    receipt: { receiptId: namedUuid(nameOf(callId)), kind, at: notAhead(said.at, now).toISOString() },
    by: { personId, via: channel },
  }));
}

/** A key that means nothing is no number that called us: it is known by its attempt. */
function unreadIn({ said, attempt, reading: { unread } }: Read): InboundMessage[] {
  const { attemptId, callId, personId, areaCode, channel } = attempt;
  if (unread === null || (channel !== 'voice' && channel !== 'chat')) return [];
  const messageId = `attempt ${attemptId} ${unread}`;
  const text = unread.replaceAll('\0', '');
  return [{ channel, messageId, at: said.at, address: '', text, kind: null, callId, areaCode, personId, state: 'unread' }];
}

/** The same report twice in one batch may name two times; the first one stands, as it does when they come apart. */
function onlyFirst(submissions: readonly Submission[]): Submission[] {
  const byId = new Map(submissions.map((submission): [string, Submission] => [submission.receipt.receiptId, submission]).reverse());
  return [...byId.values()].reverse();
}

/** A gateway's clock may run ahead: nobody answers in the future. */
function notAhead(at: Date, now: Date): Date {
  return at > now ? now : at;
}
