import type { CallId, CallOutId } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Reach } from '../contract/policies.ts';
import type { Row, Tx } from '../kernel/db.ts';

/** An attempt that is to be rung on a device. */
export interface Letter {
  attemptId: number;
  callId: CallId;
  personId: number;
  incidentId: IncidentId;
}

const letter = `a.id as "attemptId", a.call_id as "callId", a.person_id as "personId", c.incident_id as "incidentId"`;

/** Queues the first attempt of every call of a new call-out: the outbox is filled in the transaction that makes the calls. */
export async function queueFirst(tx: Tx, callOutId: CallOutId, queuedAt: Date): Promise<void> {
  await tx.query(
    `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, queued_at)
     select id, incident_mode, area_code, rung, 'self', person_id, 'inApp', 'queued', $2 from call where call_out_id = $1`,
    [callOutId, queuedAt],
  );
}

/**
 * Queues attempts for whoever the calls' present rung reaches. Deputy and superior may be one person, who is rung once.
 *
 * @returns the calls for which somebody was there to be reached
 */
export async function queueStep(
  tx: Tx,
  callIds: readonly CallId[],
  step: { reaches: readonly Reach[]; queuedAt: Date },
): Promise<CallId[]> {
  const rows = await tx.query<{ callId: CallId }>(
    `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, queued_at)
     select c.id, c.incident_mode, c.area_code, c.rung, reached.reach, reached.person_id, 'inApp', 'queued', $3
     from call c
     join post p on p.id = c.post_id
     left join post s on s.id = p.superior_post_id
     cross join lateral (values ('self', c.person_id), ('deputy', p.deputy_id), ('superior', s.person_id)) as reached (reach, person_id)
     where c.id = any($1::uuid[]) and reached.reach = any($2::text[]) and reached.person_id is not null
     on conflict do nothing
     returning call_id as "callId"`,
    [callIds, step.reaches, step.queuedAt],
  );
  return rows.map(({ callId }) => callId);
}

/** A redial takes the place of the attempt before it if that one still waits for a device: nobody is rung twice in a row on arrival. */
export async function withdrawReplaced(tx: Tx, callIds: readonly CallId[]): Promise<void> {
  await tx.query(
    `update attempt a set state = 'withdrawn'
     where a.call_id = any($1::uuid[]) and a.state = 'queued'
       and exists (select from attempt later where later.call_id = a.call_id and later.person_id = a.person_id and later.rung > a.rung)`,
    [callIds],
  );
}

/** What has not left yet for these calls never will. */
export async function withdraw(tx: Tx, callIds: readonly CallId[]): Promise<void> {
  await tx.query(`update attempt set state = 'withdrawn' where call_id = any($1::uuid[]) and state = 'queued'`, [callIds]);
}

/** Queued attempts for these people, oldest first, locked; what another server has locked is its to send. */
export async function claimQueued(tx: Tx, personIds: readonly number[], limit: number): Promise<Letter[]> {
  return tx.query<Letter & Row>(
    `select ${letter} from attempt a join call c on c.id = a.call_id
     where a.state = 'queued' and a.channel = 'inApp' and a.person_id = any($1::bigint[])
     order by a.id limit $2 for no key update of a skip locked`,
    [personIds, limit],
  );
}

/** For each call that still wants this person's answer, the newest attempt, unless it is known to have been shown. */
export async function openLetters(tx: Tx, personId: number): Promise<Letter[]> {
  return tx.query<Letter & Row>(
    `select * from (
       select distinct on (a.call_id) ${letter}, a.state
       from attempt a join call c on c.id = a.call_id join call_out o on o.id = c.call_out_id
       where a.person_id = $1 and a.channel = 'inApp' and o.state = 'running' and c.state in ('silent', 'escalated', 'unroused')
       order by a.call_id, a.rung desc, a.id desc
     ) newest where state in ('queued', 'sent') order by "attemptId"`,
    [personId],
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

export async function lettersById(tx: Tx, attemptIds: readonly number[]): Promise<Letter[]> {
  return tx.query<Letter & Row>(`select ${letter} from attempt a join call c on c.id = a.call_id where a.id = any($1::bigint[])`, [
    attemptIds,
  ]);
}

/** @returns the calls whose own person was shown the message, not those shown to a deputy or superior */
export async function saveAttemptsShown(tx: Tx, attemptIds: readonly number[], at: Date): Promise<CallId[]> {
  const rows = await tx.query<{ callId: CallId; reach: Reach }>(
    `update attempt set state = 'shown', shown_at = $2 where id = any($1::bigint[]) and state in ('queued', 'sent')
     returning call_id as "callId", reach`,
    [attemptIds, at],
  );
  return rows.filter(({ reach }) => reach === 'self').map(({ callId }) => callId);
}
