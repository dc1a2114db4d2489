import type { CallId, CallOutId } from '../contract/calls.ts';
import type { AttemptPurpose } from '../contract/channels.ts';
import type { LadderStep } from '../contract/policies.ts';
import type { Tx } from '../kernel/db/db.ts';
import { queue, queueNew } from './attempts.store.ts';
import { foreseen, type Queueing, type QueuedCall } from './ways.store.ts';

/** The first attempts of a call-out, for whoever is still silent when it begins. */
export async function queueFirst(tx: Tx, callOutId: CallOutId, how: Queueing): Promise<CallId[]> {
  const rows = `select id as call_id, 'self' as reach, person_id, rung, 0 as again from call where call_out_id = $1 and state = 'silent'`;
  return queue(tx, { rows, subject: callOutId }, how);
}

export interface StepTaken {
  step: Pick<LadderStep, 'reaches' | 'superiorLevel'>;
  /** Who is on duty is a matter of the real time. */
  wall: Date;
  how: Queueing;
}

/** Attempts for whoever the calls' present rung reaches and no rung before it has: one person may be the deputy and the superior. */
export async function queueStep(tx: Tx, callIds: readonly CallId[], { step, wall, how }: StepTaken): Promise<CallId[]> {
  const rows = `select r.call_id, r.reach, r.person_id, c.rung, 0 as again
    from reached_for($1::uuid[], $7, $8, $9) r join call c on c.id = r.call_id
    where r.reach = 'self' or not exists (
      select from attempt a
      where a.call_id = r.call_id and a.person_id = r.person_id and a.rung < c.rung and a.reach <> 'self' and a.purpose = 'call'
        and a.state not in ('failed', 'withdrawn'))`;
  return queue(tx, { rows, subject: callIds, more: [step.reaches, step.superiorLevel, wall] }, how);
}

/** Attempts for those who are sent to the doors of these calls. */
export async function queueDoorChecks(tx: Tx, callIds: readonly CallId[], how: Queueing): Promise<CallId[]> {
  const rows = `select d.call_id, 'door' as reach, d.person_id, c.rung, 0 as again
    from door_check d join call c on c.id = d.call_id
    where d.call_id = any($1::uuid[]) and d.state = 'open' and d.person_id is not null`;
  return queue(tx, { rows, subject: callIds }, how);
}

/** Attempts that somebody at a desk has asked for: the called person again, or an assignee for that person. */
export async function queueByHand(tx: Tx, callIds: readonly CallId[], how: ByHand): Promise<QueuedCall[]> {
  return queueNew(tx, { rows: byHand, subject: callIds, more: [how.assigneeId] }, how);
}

/** For which of these calls {@link queueByHand} would find somebody, and queue anything. */
export async function foreseenByHand(tx: Tx, callIds: readonly CallId[], how: ByHand): Promise<QueuedCall[]> {
  return foreseen(tx, { rows: byHand, subject: callIds, more: [how.assigneeId] }, how);
}

export type ByHand = Queueing & { assigneeId: number | null };

const next = `coalesce(last.again, 0) + 1`;

const byHand = `select c.id as call_id, case when $7::bigint is null then 'self' else 'assignee' end as reach,
    coalesce($7, c.person_id) as person_id, c.rung, ${next} as again
  from call c ${lastOf('call')} where c.id = any($1::uuid[])`;

/** Reminders for calls that were answered without an action since. */
export async function queueReminders(tx: Tx, callIds: readonly CallId[], how: Queueing): Promise<CallId[]> {
  const rows = `select c.id as call_id, 'self' as reach, c.person_id, c.rung, ${next} as again
    from call c ${lastOf('reminder')} where c.id = any($1::uuid[])`;
  return queue(tx, { rows, subject: callIds }, how);
}

/**
 * The all-clear for everybody of a call-out who has answered; for an earlier version those alone who were not called again since: for the
 * others something else may still be in force, and if not they are told by their newer call. With them whoever has answered for them, and
 * who was sent to their doors, also where that brought no answer: they may be out in it still. These once, for however many they stood
 * in: the words are the same.
 *
 * @param within the beginnings of the areas where it is over
 */
export async function queueAllClear(
  tx: Tx,
  { callOutId, within }: { callOutId: CallOutId; within: readonly string[] },
  how: Queueing,
): Promise<CallId[]> {
  const rows = `with over as (
      select c.id, c.person_id, c.rung, c.state from call c
      where c.call_out_id = $1
        and exists (select from unnest($7::text[]) prefix where starts_with(c.area_code, prefix) or starts_with(c.tally_code, prefix))
        and (c.state in ('answered', 'unroused') or c.state = 'stale' and not exists (
        select from call later
        where later.person_id = c.person_id and later.incident_id = c.incident_id and later.id <> c.id and later.called_at >= c.called_at))
    ), told as (select * from over where state <> 'unroused'), helper as (
      select distinct on (a.person_id) over.id, a.reach, a.person_id, over.rung
      from over join attempt a on a.call_id = over.id and a.purpose = 'call' and a.reach <> 'self'
      where a.person_id not in (select person_id from told)
        and (a.reach = 'door' and a.state not in ('queued', 'withdrawn', 'failed')
          or exists (select from receipt r where r.call_id = a.call_id and r.person_id = a.person_id))
      order by a.person_id, a.id desc
    )
    select id as call_id, 'self' as reach, person_id, rung, 0 as again from told
    union all select id, reach, person_id, rung, 0 from helper`;
  return queue(tx, { rows, subject: callOutId, more: [within] }, how);
}

/**
 * The latest number among each call's attempts of a purpose: what follows is one of its own. Looked up at once for all calls of $1: for
 * each by itself it took half a minute for a county while nothing had counted the attempts anew.
 */
function lastOf(purpose: AttemptPurpose): string {
  return `left join (
    select a.call_id, max(a.again) as again from attempt a where a.call_id = any($1::uuid[]) and a.purpose = '${purpose}' group by a.call_id
  ) last on last.call_id = c.id`;
}
