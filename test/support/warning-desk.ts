import type { CallId, CallOutId } from '#contract/calls.ts';
import type { Fact } from '#contract/facts.ts';
import type { Incident, NewIncident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { IssuedWarning, Warning, WarningDetails } from '#contract/warnings.ts';
import type { Router } from 'express';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { callOutRoutes } from '../../server/releases/call-outs.routes.ts';
import { warningRoutes } from '../../server/warnings/warnings.routes.ts';
import { noon } from './builders.ts';
import { callStates } from './calling.ts';
import { capMessage, geocode } from './cap-message.ts';
import { at } from './climbing.ts';
import { FakeClock } from './clock.ts';
import { openDoors, type DoorAnswer } from './doors.ts';
import { openedIncident } from './incident.ts';
import { aUser } from './release.ts';
import { code } from './tiny-city.ts';

const colours = { blue: '蓝', yellow: '黄', orange: '橙', red: '红' };
export const inMinutes = (minutes: number) =>
  at(60 * minutes)
    .toISOString()
    .replace('.000Z', '+00:00');

interface Said {
  level?: keyof typeof colours;
  area?: string;
  /** The identifier of the message that it updates or cancels, or its whole reference. */
  about?: string;
  type?: 'Alert' | 'Update' | 'Cancel';
  /** Minutes after noon. */
  until?: number;
  sender?: string;
  info?: Record<string, string>;
}

/** A message of the observatory at noon. */
export function message(identifier: string, { level = 'blue', area = code.nantong, about, type, until, sender, info }: Said = {}): string {
  const from = sender ?? 'nantong@example.invalid';
  const references = about && (about.includes(',') ? about : `${from},${about},2026-07-26T12:00:00+08:00`);
  return capMessage({
    alert: {
      identifier,
      sender: from,
      msgType: type ?? (about ? 'Update' : 'Alert'),
      ...(references && { references }),
      // What has expired was valid once.
      ...(until !== undefined && until < 0 && { sent: inMinutes(until - 60) }),
    },
    info: { headline: `台风${colours[level]}色预警信号`, ...(until !== undefined && { expires: inMinutes(until) }), ...info },
    area: { '+code': geocode(area) },
  });
}

type Posted = DoorAnswer & { body: IssuedWarning & { code?: string; issues?: unknown } };

/** Brings warnings into an incident of its own and looks at what becomes of them, by a clock that stands still. */
export class WarningDesk {
  readonly clock = new FakeClock(noon);
  readonly doorbell = new Doorbell();
  readonly #routes: Router;
  readonly #plans: Router;
  readonly database: Database;
  readonly duty: Session;
  readonly rudong: Session;
  incident!: Incident;

  private constructor(database: Database, { duty, rudong }: { duty: Session; rudong: Session }) {
    this.database = database;
    this.duty = duty;
    this.rudong = rudong;
    this.#routes = warningRoutes(database, this.clock, this.doorbell);
    this.#plans = callOutRoutes(database, this.clock, this.doorbell);
  }

  static async of(database: Database): Promise<WarningDesk> {
    return new WarningDesk(database, {
      duty: await aUser(database, 'dutyOfficer'),
      rudong: await aUser(database, 'countyDuty', code.rudong),
    });
  }

  /** It is noon, nothing of earlier tests rings, and an incident is open. */
  async begin(about: Partial<NewIncident> = {}): Promise<void> {
    this.clock.set(noon);
    await this.database.asOwner((tx) => tx.query(`update call set due_at = null, remind_at = null`));
    this.incident = await openedIncident(this.database, about);
  }

  get ctx() {
    return { now: this.clock.now(), doorbell: this.doorbell };
  }

  post(xml: string | Buffer, { user = this.duty, type = 'application/cap+xml' }: { user?: Session; type?: string } = {}): Promise<Posted> {
    return openDoors(user, this.#routes).post(`/api/warnings/cap?incident=${this.incident.id}`, type, xml) as Promise<Posted>;
  }

  async issue(...said: Parameters<typeof message>): Promise<IssuedWarning> {
    return (await this.post(message(...said))).body;
  }

  async warningOf({ id }: Pick<Warning, 'id'>): Promise<WarningDetails> {
    return (await openDoors(this.duty, this.#routes).get(`/api/warnings/${id}`)).body as WarningDetails;
  }

  /** All that the log says since the incident was opened. */
  facts(): Promise<Fact[]> {
    const log = { incidentId: this.incident.id, since: 1, limit: 500 };
    return this.database.transaction(wholeServer, async (tx) => (await factsAfter(tx, log)).facts);
  }

  /** Plans a call-out of a warning, or orders it. */
  callOut(warningId: string, path: '' | '/plan' = ''): Promise<DoorAnswer> {
    return openDoors(this.duty, this.#plans).send('post', `/api/call-outs${path}`, { warningId });
  }

  /** Releases a call-out, or has it go on. */
  order(callOutId: string | null, deed: 'release' | 'resume', user = this.duty): Promise<DoorAnswer> {
    return openDoors(user, this.#plans).send('post', `/api/call-outs/${callOutId ?? ''}/${deed}`, {});
  }

  /** The clock speaks, so many minutes after noon. */
  async tick(minutes: number): Promise<void> {
    this.clock.set(inMinutes(minutes));
    await escalateDue(this.database, this.ctx);
  }

  /** Who is called and has a ladder that climbs. */
  async ringing(callOutId: string | null): Promise<number[]> {
    const calls = await callStates(this.database, callOutId as CallOutId);
    return calls.filter(({ dueAt }) => dueAt !== null).map(({ personId }) => personId);
  }

  stateOf(callOutId: string | null): Promise<{ state: string; reason: string | null } | undefined> {
    return this.database.transaction(wholeServer, (tx) =>
      tx.one(`select state, close_reason as reason from call_out where id = $1`, [callOutId]),
    );
  }

  async answer(callOutId: string | null, personId: number): Promise<void> {
    const calls = await callStates(this.database, callOutId as CallOutId);
    const callId = calls.find((call) => call.personId === personId)!.id as CallId;
    const submission = { callId, receipt: { receiptId: crypto.randomUUID(), kind: 'heard' as const }, by: { personId } };
    await this.database.transaction(wholeServer, (tx) => takeReceipts(tx, this.ctx, [submission]));
  }
}
