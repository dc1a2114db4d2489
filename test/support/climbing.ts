import type { CallId, NewReceipt, ReceiptKind } from '#contract/calls.ts';
import type { NewFact } from '#contract/facts.ts';
import type { Incident } from '#contract/incidents.ts';
import { noticeIdOf } from '#contract/notices.ts';
import type { CallPolicy } from '#contract/policies.ts';
import { actOnCalls } from '../../server/calls/call-desk.commands.ts';
import { cancelCallOuts, supersedeCallOuts } from '../../server/calls/endings.commands.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { record } from '../../server/kernel/log/change-log.ts';
import type { Ctx } from '../../server/kernel/log/ctx.ts';
import { wholeServer, type Database, type Row, type Tx } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { aStep, noon } from './builders.ts';
import { callStates, type Calling, type CallState } from './calling.ts';

const doorbell = new Doorbell();

/** So many seconds after everything began. */
export const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);

/** The village leads are called over page and telephone at once, then comes whatever a test adds; a minute for each. */
export function ladder(...steps: Parameters<typeof aStep>[0][]): CallPolicy {
  const first = aStep({ channels: ['inApp', 'sms', 'voice'] });
  return { ...defaultPolicy('orange'), postKinds: ['villageLead'], hasDoor: false, ladder: [first, ...steps.map(aStep)] };
}

/** An attempt as its row says. */
export interface Attempted extends Row {
  reach: string;
  personId: number;
  channel: string;
  contact: number | null;
  state: string;
  outcome: string | null;
  purpose: string;
  rung: number;
  priority: number;
  nextAt: Date | null;
}

/** One line for each attempt: rung, reach, channel, number, state. */
export const shown = (attempts: readonly Attempted[]) =>
  attempts.map(({ rung, reach, channel, contact, state }) => `${rung} ${reach} ${channel} ${contact ?? '-'} ${state}`);

export const reachedBy = (attempts: readonly Attempted[], rung: number) =>
  attempts.filter((attempt) => attempt.rung === rung).map(({ reach, personId }) => [reach, personId]);

interface Answered {
  kind?: ReceiptKind;
  seconds?: number;
  by?: number;
  counts?: NewReceipt['counts'];
}

/** What may happen to the ladders of a database, and what a test looks at afterwards. */
export class Climbing {
  readonly #database: () => Database;

  constructor(database: () => Database) {
    this.#database = database;
  }

  owner<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#database().asOwner(work);
  }

  /** Nothing of earlier tests rings any more, and no gateway is there. */
  calm(): Promise<void> {
    return this.owner(async (tx) => {
      await tx.query(`update call set due_at = null, remind_at = null`);
      await tx.query(`update channel set configured = id = 'inApp', enabled = true`);
    });
  }

  async configure(...channels: string[]): Promise<void> {
    await this.owner((tx) => tx.query(`update channel set configured = true where id = any($1)`, [channels]));
  }

  tick(seconds: number): Promise<number> {
    return escalateDue(this.#database(), { now: at(seconds), doorbell });
  }

  async callOf({ callOutId }: Calling, personId: number): Promise<CallState> {
    return (await callStates(this.#database(), callOutId)).find((call) => call.personId === personId)!;
  }

  async attemptsFor(calling: Calling, personId: number): Promise<Attempted[]> {
    const { id } = await this.callOf(calling, personId);
    return this.owner((tx) =>
      tx.query<Attempted>(
        `select reach, person_id as "personId", channel, contact_ordinal as contact, state, outcome, purpose, rung, priority, next_at as "nextAt"
         from attempt where call_id = $1 order by id`,
        [id],
      ),
    );
  }

  /** The person answers, or `by` does for the person. */
  async answer(calling: Calling, personId: number, said: Answered = {}): Promise<void> {
    const { kind = 'heard', seconds = 1, by = personId, counts } = said;
    const callId = (await this.callOf(calling, personId)).id as CallId;
    const submission = { callId, receipt: { receiptId: crypto.randomUUID(), kind, ...(counts && { counts }) }, by: { personId: by } };
    await this.#database().transaction(wholeServer, (tx) => takeReceipts(tx, { now: at(seconds), doorbell }, [submission]));
  }

  /** An officer asks for it. */
  async callAgain(calling: Calling, personId: number): Promise<void> {
    const callIds = [(await this.callOf(calling, personId)).id as CallId];
    const order = { action: { action: 'callAgain' as const, callIds }, by: { userId: 1, username: 'duty', areaPrefix: '3206' } };
    await this.#database().transaction(wholeServer, (tx) => actOnCalls(tx, { now: at(1), doorbell }, order));
  }

  cancel({ incident, warning }: Calling): Promise<void> {
    return this.#end(incident, (tx, ctx) =>
      cancelCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], reason: 'cancelled' }),
    );
  }

  /** Another level is in force everywhere. */
  supersede({ incident, warning }: Calling): Promise<void> {
    return this.#end(incident, (tx, ctx) =>
      supersedeCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], areas: warning.areas }),
    );
  }

  #end(incident: Incident, ending: (tx: Tx, ctx: Ctx) => Promise<NewFact[]>): Promise<void> {
    const ctx = { now: at(1), doorbell };
    return this.#database().transaction(wholeServer, async (tx) => {
      await record(tx, { incidentId: incident.id, at: ctx.now, doorbell }, await ending(tx, ctx));
    });
  }
}
