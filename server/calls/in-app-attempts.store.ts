import type { CallId, CallOutId } from '../contract/calls.ts';
import type { AttemptPurpose } from '../contract/channels.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

/** An attempt that is to be rung on a device. */
export interface InAppAttempt {
  attemptId: number;
  callId: CallId;
  callOutId: CallOutId;
  personId: number;
  incidentId: IncidentId;
  purpose: AttemptPurpose;
}

const columns = `a.id as "attemptId", a.call_id as "callId", c.call_out_id as "callOutId", a.person_id as "personId", c.incident_id as "incidentId",
  a.purpose`;
const attempts = `attempt a join call c on c.id = a.call_id`;

/**
 * Queued attempts for these people, oldest first, locked; what another server has locked is its to send. Limited before anything is
 * joined: each part of a whole city would read all that is left of it.
 */
export async function claimQueued(tx: Tx, personIds: readonly number[], limit: number): Promise<InAppAttempt[]> {
  return tx.query<InAppAttempt & Row>(
    `with a as materialized (
       select id, call_id, person_id, purpose from attempt
       where state = 'queued' and channel = 'inApp' and person_id = any($1::bigint[])
       order by id limit $2 for no key update skip locked
     )
     select ${columns} from a join call c on c.id = a.call_id order by a.id`,
    [personIds, limit],
  );
}

/**
 * For each call that still wants something of this person (an answer, an action, to know that it is over) the newest attempt, unless it
 * is known to have been shown.
 */
export async function openInAppAttempts(tx: Tx, personIds: readonly number[]): Promise<InAppAttempt[]> {
  return tx.query<InAppAttempt & Row>(
    `select * from (
       select distinct on (a.person_id, a.call_id) ${columns}, a.state
       from ${attempts} join call_out o on o.id = c.call_out_id
       where a.person_id = any($1::bigint[]) and a.channel = 'inApp' and case a.purpose
         when 'call' then o.state = 'running' and c.state in ('silent', 'escalated', 'unroused')
         when 'reminder' then o.state = 'running' and c.remind_at is not null
         else true end
       order by a.person_id, a.call_id, a.id desc
     ) newest where state in ('queued', 'sent') order by "attemptId"`,
    [personIds],
  );
}

export async function inAppAttemptsById(tx: Tx, attemptIds: readonly number[]): Promise<InAppAttempt[]> {
  return tx.query<InAppAttempt & Row>(`select ${columns} from ${attempts} where a.id = any($1::bigint[])`, [attemptIds]);
}
