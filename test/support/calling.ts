import type { CallOutId } from '#contract/calls.ts';
import type { NewFact } from '#contract/facts.ts';
import type { Incident } from '#contract/incidents.ts';
import type { CallPolicy } from '#contract/policies.ts';
import type { Warning, WarningLevel } from '#contract/warnings.ts';
import { callOut } from '../../server/calls/call-out.commands.ts';
import { incidentNow } from '../../server/incidents/incidents.rules.ts';
import { incidentById } from '../../server/incidents/incidents.store.ts';
import { factsAfter, record } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { policyFor } from '../../server/policies/policies.commands.ts';
import { defaultPolicy, stamped } from '../../server/policies/policies.rules.ts';
import { noticeOf } from '../../server/warnings/notice.rules.ts';
import { keepWarning } from '../../server/warnings/keeping.commands.ts';
import { aWarning, noon } from './builders.ts';
import { openedIncident } from './incident.ts';
import { released } from './release.ts';
import { code } from './tiny-city.ts';

export interface Calling {
  incident: Incident;
  warning: Warning;
  callOutId: CallOutId;
  /** All that the log says of it so far. */
  facts: NewFact[];
}

interface Wanted {
  incident?: Incident;
  level?: WarningLevel;
  areas?: readonly string[];
  policy?: CallPolicy;
  doorbell?: Doorbell;
}

/**
 * A warning that has come in at noon and called everyone it concerns, in an incident of its own unless one is given. Where that takes a
 * second person, one has released it at once.
 */
export async function calledOut(database: Database, wanted: Wanted = {}): Promise<Calling> {
  const calling = await orderedOut(database, wanted);
  const ctx = { now: new Date(noon), doorbell: wanted.doorbell ?? new Doorbell() };
  if (needsRelease(calling)) await released(database, ctx, calling.callOutId);
  const log = { incidentId: calling.incident.id, since: calling.incident.seq, limit: 2_000 };
  const { facts } = await database.transaction(wholeServer, (tx) => factsAfter(tx, log));
  return { ...calling, facts };
}

/** A policy by which everybody of the city who holds a post is called, and every household: in the default city some 21,500 calls. */
export async function everybody(database: Database): Promise<CallPolicy> {
  const kinds = await database.transaction(wholeServer, (tx) => tx.query<{ kind: string }>('select distinct kind from post'));
  return { ...defaultPolicy('red'), postKinds: kinds.map(({ kind }) => kind), callsHouseholds: true };
}

/** The same up to the release: a red one is made ready and rings nobody. */
export async function orderedOut(database: Database, wanted: Wanted = {}): Promise<Calling> {
  const incident = await asItIs(database, wanted.incident ?? (await openedIncident(database)));
  const { level = 'red', areas = [code.nantong], policy, doorbell = new Doorbell() } = wanted;
  const warning = aWarning({ incidentId: incident.id, level, areas: [...areas], identifier: crypto.randomUUID() });
  const ctx = { now: new Date(noon), doorbell };
  return database.transaction(wholeServer, async (tx) => {
    await keepWarning(tx, warning, { source: '<alert/>', supersedes: [], unresolved: [] });
    const followed = policy ?? stamped(await policyFor(tx, warning));
    const { callOutId, facts } = await callOut(tx, ctx, { incident, notice: noticeOf(warning), policy: followed });
    if (!callOutId) throw new Error('Nobody was there to be called');
    await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell }, facts);
    return { incident, warning, callOutId, facts };
  });
}

/** With its log as long as it is now. */
async function asItIs(database: Database, { id }: Incident): Promise<Incident> {
  return (await database.transaction(wholeServer, (tx) => incidentById(tx, id)))!;
}

function needsRelease({ facts }: Calling): boolean {
  return facts.some((fact) => fact.kind === 'callOut.put' && fact.callOut.state === 'awaitingRelease');
}

export interface CallState {
  id: string;
  personId: number;
  areaCode: string;
  tallyCode: string;
  state: string;
  rung: number;
  dueAt: Date | null;
}

/** Every call of a call-out as its rows say, by person. */
export function callStates(database: Database, callOutId: CallOutId): Promise<CallState[]> {
  return database.asOwner((tx) =>
    tx.query<CallState & Record<string, unknown>>(
      `select id, person_id as "personId", area_code as "areaCode", tally_code as "tallyCode", state, rung, due_at as "dueAt"
       from call where call_out_id = $1 order by person_id`,
      [callOutId],
    ),
  );
}

export interface AttemptState {
  id: number;
  callId: string;
  personId: number;
  rung: number;
  reach: string;
  channel: string;
  purpose: string;
  state: string;
}

/** Every attempt of a call-out as its rows say, in the order in which they were queued. */
export function attemptStates(database: Database, callOutId: CallOutId): Promise<AttemptState[]> {
  return database.asOwner((tx) =>
    tx.query<AttemptState & Record<string, unknown>>(
      `select a.id, a.call_id as "callId", a.person_id as "personId", a.rung, a.reach, a.channel, a.purpose, a.state
       from attempt a join call c on c.id = a.call_id where c.call_out_id = $1 order by a.id`,
      [callOutId],
    ),
  );
}

/** Notes that somebody was reached for a call, as a step of its ladder does. */
export async function reachedFor(
  database: Database,
  callId: string,
  who: { personId: number; reach: string; state?: 'queued' | 'sent' },
): Promise<void> {
  await database.asOwner((tx) =>
    tx.query(
      `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, queued_at)
       select id, incident_mode, area_code, 8, $2, $3, 'inApp', $4, called_at from call where id = $1`,
      [callId, who.reach, who.personId, who.state ?? 'sent'],
    ),
  );
}
