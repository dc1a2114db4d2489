import type { CallId, CallOutId } from '../contract/calls.ts';
import type { GatewayChannel } from '../contract/channels.ts';
import type { Reach } from '../contract/policies.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Fate, PutBack, ReportedAttempt } from './attempts.rules.ts';
import { foundOf, isFree, valuesOf, ways, type Queueing, type ReachQuery, type QueuedCall } from './ways.store.ts';

/**
 * Turns rows of (call_id, reach, person_id, rung, again) into attempts: one for each way to the person that is configured and switched
 * on. The page waits in the outbox for a device, a gateway's attempts for the gateway, in the order of the queue: the most
 * urgent level first, of each first calls of everybody, then what the ladders add, then reminders, then the all-clear.
 *
 * In a drill every gateway stands for one attempt that is simulated and never leaves; the page rings as in earnest. A redial over a
 * gateway is not made while the one before it to the same number still waits there: the person keeps the place in the queue; only what
 * somebody asks for by hand does not wait for a morning. Deputy and superior may be one person, who is rung once.
 *
 * Returns the calls for which there was somebody who can be reached, and whether anything was queued for them.
 */
const queueing = (reached: string) => `
  with ${ways(reached)}, queued as (
    insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, contact_ordinal, purpose, again, priority,
      state, queued_at, sent_at, outcome, next_at)
    select call_id, incident_mode, area_code, rung, reach, person_id, channel, contact_ordinal, $4, again,
      priority + 1000000 * case $4 when 'allClear' then 3 when 'reminder' then 2 else (rung > 0 and again = 0)::int end,
      case channel when 'exercise' then 'sent' else 'queued' end, $5, case channel when 'exercise' then $5::timestamptz end,
      case channel when 'exercise' then 'simulated' end, case when channel not in ('inApp', 'exercise') then $6::timestamptz end
    from way
    where ${isFree}
    order by priority, call_id, reach, channel
    on conflict do nothing
    returning call_id
  )
  ${foundOf}`;

/** Makes the attempts for rows of whoever is to be reached, as `whom-to-reach.store.ts` finds them. */
export async function queue(tx: Tx, reached: ReachQuery, how: Queueing): Promise<CallId[]> {
  return (await queueNew(tx, reached, how)).map(({ callId }) => callId);
}

export function queueNew(tx: Tx, { rows, subject, more = [] }: ReachQuery, how: Queueing): Promise<QueuedCall[]> {
  return tx.query<QueuedCall & Row>(queueing(rows), [...valuesOf(subject, how), ...more]);
}

/** A redial, or another reminder, takes the place of the one before it if that still waits: nobody is rung twice in a row on arrival. */
export async function withdrawReplaced(tx: Tx, callIds: readonly CallId[]): Promise<void> {
  await tx.query(
    `with attempts as (
       select id, state, purpose, rung, again, max(rung) over same as last_rung, max(again) over same as last_again
       from attempt where call_id = any($1::uuid[])
       window same as (partition by call_id, person_id, channel, purpose, contact_ordinal)
     )
     update attempt set state = 'withdrawn' where id = any(array(
       select id from attempts where state = 'queued' and (last_rung > rung or purpose = 'reminder' and last_again > again)
     ))`,
    [callIds],
  );
}

/** What has not left yet for these calls never will, but for who is sent to people that refuse or cannot be found: no answer ends that. */
export async function withdraw(tx: Tx, callIds: readonly CallId[]): Promise<void> {
  await tx.query(
    `update attempt a set state = 'withdrawn' where call_id = any($1::uuid[]) and state = 'queued' and not (reach = 'door' and exists (
       select from door_check d where d.call_id = a.call_id and d.state = 'open' and d.reason <> 'unroused'))`,
    [callIds],
  );
}

/** Written before anything leaves: a server that dies in between has sent it as far as it knows, and asks the device again. */
export async function saveSent(tx: Tx, sent: readonly { attemptId: number; at: Date }[]): Promise<void> {
  await tx.query(
    `update attempt a set state = 'sent', sent_at = n.at from unnest($1::bigint[], $2::timestamptz[]) as n (id, at)
     where a.id = n.id and a.state = 'queued'`,
    [sent.map(({ attemptId }) => attemptId), sent.map(({ at }) => at)],
  );
}

/** @returns the calls whose own person was shown the message, not those shown to a deputy or superior */
export async function saveAttemptsShown(tx: Tx, attemptIds: readonly number[], at: Date): Promise<CallId[]> {
  const rows = await tx.query<{ callId: CallId; reach: Reach }>(
    `update attempt set state = 'shown', shown_at = $2 where (id = any($1::bigint[]) or carried_by = any($1::bigint[])) and state in ('queued', 'sent')
     returning call_id as "callId", reach`,
    [attemptIds, at],
  );
  return rows.filter(({ reach }) => reach === 'self').map(({ callId }) => callId);
}

/**
 * Written before anything is handed to a gateway: until `leasedUntil` (wall time) the server that took them is believed to be sending
 * them. Actual incidents alone reach gateways, so the wall's time is the incident's.
 */
export async function saveSending(
  tx: Tx,
  attempts: readonly { attemptId: number; carriedBy: number }[],
  { at, leasedUntil }: { at: Date; leasedUntil: Date },
): Promise<void> {
  await tx.query(
    `update attempt a set state = 'sending', tries = tries + 1, sent_at = $3, leased_until = $4, next_at = null, failure = null,
       is_held = false, carried_by = nullif(n.carried_by, n.id)
     from unnest($1::bigint[], $2::bigint[]) as n (id, carried_by) where a.id = n.id`,
    [attempts.map(({ attemptId }) => attemptId), attempts.map(({ carriedBy }) => carriedBy), at, leasedUntil],
  );
}

/** Puts off what would follow the last message to its person too soon, or is about to have company. */
export async function savePutBack(tx: Tx, putBack: readonly PutBack[]): Promise<void> {
  if (putBack.length === 0) return;
  await tx.query(
    `update attempt a set next_at = n.until, is_held = n.is_held
     from unnest($1::bigint[], $2::timestamptz[], $3::boolean[]) as n (id, until, is_held) where a.id = n.id and a.state = 'queued'`,
    [putBack.map(({ attemptId }) => attemptId), putBack.map(({ until }) => until), putBack.map(({ isHeld }) => isHeld)],
  );
}

/** All that waits for a channel in some call-outs, and until when (wall time) it is put off. */
export interface PutOff {
  channel: GatewayChannel;
  until: ReadonlyMap<CallOutId, Date>;
}

/** Puts off what would leave before then, but for what somebody has asked for by hand. What another transaction holds is being withdrawn. */
export async function putOff(tx: Tx, { channel, until }: PutOff): Promise<void> {
  await tx.query(
    `update attempt set next_at = resting.until, is_held = false
     from (
       select a.id, n.until
       from unnest($1::uuid[], $2::timestamptz[]) as n (call_out_id, until)
       join call c on c.call_out_id = n.call_out_id
       join attempt a on a.call_id = c.id
       where a.state = 'queued' and a.channel = $3 and (a.next_at is null or a.next_at < n.until) and not (a.purpose = 'call' and a.again > 0)
       for no key update of a skip locked
     ) resting
     where attempt.id = resting.id`,
    [[...until.keys()], [...until.values()], channel],
  );
}

/** Attempts that never leave: nobody wants them any more. */
export async function withdrawAttempts(tx: Tx, attemptIds: readonly number[]): Promise<void> {
  await tx.query(`update attempt set state = 'withdrawn' where id = any($1::bigint[]) and state = 'queued'`, [attemptIds]);
}

/** Attempts that fail without leaving, since the address is none. */
export async function failUnaddressed(tx: Tx, attempts: readonly { attemptId: number; failure: string }[]): Promise<void> {
  await tx.query(
    `update attempt a set state = 'failed', outcome = 'invalidNumber', failure = n.failure
     from unnest($1::bigint[], $2::text[]) as n (id, failure) where a.id = n.id and a.state = 'queued'`,
    [attempts.map(({ attemptId }) => attemptId), attempts.map(({ failure }) => failure)],
  );
}

/** How one try of an attempt ended. */
export type Ended = Fate & { attemptId: number; tries: number };

/** Rows of `n`, each for its attempt and for those that travelled with it. */
const withCompany = `company as (
    select a.id as attempt_id, n.* from n join attempt a on a.id = n.id
    union all select a.id, n.* from n join attempt a on a.carried_by = n.id
  )`;

/**
 * Notes how tries ended, of all that travelled as the same message, each against the try that it was: another server may have taken the attempt since. One that was given up for
 * lost and did leave is `sent` after all; what a gateway has reported meanwhile is kept.
 */
export async function saveEnded(tx: Tx, ended: readonly Ended[]): Promise<void> {
  await tx.query(
    `with n as (
       select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
         as n (id, tries, state, outcome, failure, provider_id, next_at)
     ), tried as (select a.id, a.tries from n join attempt a on a.id = n.id), ${withCompany}
     update attempt a set
       state = case when a.state in ('sending', 'unknown', 'queued') then n.state else a.state end,
       leased_until = null, next_at = n.next_at, failure = n.failure,
       provider_id = case when a.id = n.id then coalesce(n.provider_id, a.provider_id) end,
       outcome = coalesce(a.outcome, n.outcome), sent_at = case when n.state = 'queued' then null else a.sent_at end
     from company n join tried on tried.id = n.id
     where a.id = n.attempt_id and tried.tries = n.tries and (a.state = 'sending' or n.state = 'sent')`,
    [
      ended.map(({ attemptId }) => attemptId),
      ended.map(({ tries }) => tries),
      ended.map(({ state }) => state),
      ended.map(({ outcome }) => outcome),
      ended.map(({ failure }) => failure),
      ended.map(({ providerId }) => providerId),
      ended.map(({ nextAt }) => nextAt),
    ],
  );
}

/**
 * Takes back what servers had in their hands when they died. Where the gateway knows the key it is sent again under the same one, else
 * nobody can say whether it left.
 *
 * @returns how many there were
 */
export async function expireLeases(
  tx: Tx,
  { idempotent, maxTries, now }: { idempotent: readonly GatewayChannel[]; maxTries: number; now: Date },
): Promise<number> {
  const rows = await tx.query(
    `update attempt set leased_until = null, failure = 'lost',
       state = case when channel = any($1::text[]) and tries < $2 then 'queued' else 'unknown' end
     where state = 'sending' and leased_until < $3 returning id`,
    [idempotent, maxTries, now],
  );
  return rows.length;
}

/**
 * Fails what has waited since before `since` (wall time) for a channel that is switched off or has no gateway any more. What another
 * transaction holds is being taken or withdrawn.
 *
 * @returns how many there were
 */
export async function failStranded(tx: Tx, since: Date): Promise<number> {
  const rows = await tx.query(
    `update attempt set state = 'failed', failure = 'noGateway'
     where id in (
       select a.id from attempt a join channel c on c.id = a.channel
       where a.state = 'queued' and a.channel <> 'inApp' and not (c.configured and c.enabled)
         and a.queued_at < $1 and (a.next_at is null or a.next_at < $1)
       for no key update of a skip locked)
     returning id`,
    [since],
  );
  return rows.length;
}

export async function saveReports(tx: Tx, reports: readonly ReportedAttempt[]): Promise<void> {
  await tx.query(
    `with n as (
       select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::float8[],
         $8::timestamptz[])
         as n (id, state, outcome, provider_id, connected_at, answered_at, heard_seconds, at)
     ), ${withCompany}
     update attempt a set state = case when a.id <> n.id and a.state = 'shown' then a.state else n.state end, outcome = n.outcome, leased_until = null, next_at = null,
       sent_at = coalesce(a.sent_at, n.at), provider_id = case when a.id = n.id then coalesce(n.provider_id, a.provider_id) end,
       connected_at = coalesce(a.connected_at, n.connected_at), answered_at = coalesce(a.answered_at, n.answered_at),
       heard_seconds = coalesce(n.heard_seconds, a.heard_seconds)
     from company n where a.id = n.attempt_id`,
    [
      reports.map(({ attemptId }) => attemptId),
      reports.map(({ state }) => state),
      reports.map(({ outcome }) => outcome),
      reports.map(({ providerId }) => providerId),
      reports.map(({ connectedAt }) => connectedAt),
      reports.map(({ answeredAt }) => answeredAt),
      reports.map(({ heardSeconds }) => heardSeconds),
      reports.map(({ at }) => at),
    ],
  );
}

/** Keeps, masked, to which number attempts were made before that number changes: a later one must not be taken for it. */
export async function keepFormerAddress(tx: Tx, { personId, ordinal }: { personId: number; ordinal: number }): Promise<void> {
  await tx.query(
    `update attempt a set former_address = k.masked_address
     from contact k
     where k.person_id = $1 and k.ordinal = $2 and a.person_id = k.person_id and a.contact_ordinal = k.ordinal
       and a.former_address is null and a.state <> 'queued'`,
    [personId, ordinal],
  );
}

/** Notes that these calls were printed: paper is a way to reach people like any other. Printed twice on one rung is two attempts. */
export async function recordSheets(tx: Tx, callIds: readonly CallId[], printedAt: Date): Promise<void> {
  await tx.query(
    `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, queued_at, sent_at, again)
     select c.id, c.incident_mode, c.area_code, c.rung, 'self', c.person_id, 'sheet', 'sent', $2, $2,
       (select count(*) from attempt a where a.call_id = c.id and a.rung = c.rung and a.channel = 'sheet')
     from call c where c.id = any($1::uuid[]) order by c.id
     on conflict do nothing`,
    [callIds, printedAt],
  );
}
