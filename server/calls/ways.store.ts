import type { CallId, CallOutId } from '../contract/calls.ts';
import type { AttemptPurpose } from '../contract/channels.ts';
import type { LadderStep } from '../contract/policies.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

/** How attempts are made: over which ways, what for, and when. */
export interface Queueing {
  ways: Pick<LadderStep, 'channels' | 'contact'>;
  purpose: AttemptPurpose;
  /** In the incident's time. */
  queuedAt: Date;
  /** Wall time before which no gateway rings: the end of a night that is to be quiet. */
  notBefore: Date | null;
}

/** Rows of (call_id, reach, person_id, rung, again): `subject` is the statement's $1, `more` follow from $7. */
export interface ReachQuery {
  rows: string;
  subject: CallOutId | readonly CallId[];
  more?: unknown[];
}

/** A call for which somebody can be reached. */
export interface QueuedCall {
  callId: CallId;
  /** False where all that could be queued waits already. */
  isNew: boolean;
}

/** As attempts are queued, doing nothing. Put together as that is: written in one piece, it took the planner's worst way, a minute. */
const foreseeing = (reached: string) => `
  with ${ways(reached)}, queued as materialized (
    select call_id from way where ${isFree} and coalesce($6::timestamptz, $5) is not null
  )
  ${foundOf}`;

/** The calls for which there is a way, and whether anything was queued for them. */
export const foundOf = `select call_id as "callId", bool_or(is_new) as "isNew"
  from (select call_id, false as is_new from way union all select call_id, true from queued) found group by call_id`;

/** Each way to whoever is to be reached that is configured and switched on; $2 and $3 name which. */
export function ways(reached: string): string {
  return `reached as materialized (${reached}), way as materialized (
    select reached.*, c.incident_mode, c.area_code, w.contact_ordinal,
      c.priority + 10000000 * array_position(array['red', 'orange', 'yellow', 'blue'], o.urgency) as priority,
      case when c.incident_mode = 'actual' or w.channel = 'inApp' then w.channel else 'exercise' end as channel
    from reached join call c on c.id = reached.call_id join call_out o on o.id = c.call_out_id cross join lateral ways_to(reached.person_id, $2, $3) w
  )`;
}

/** Nothing for the same purpose waits on this way. */
export const isFree = `(channel in ('inApp', 'exercise') or not exists (
      select from attempt waiting
      where waiting.call_id = way.call_id and waiting.person_id = way.person_id and waiting.channel = way.channel
        and waiting.contact_ordinal = way.contact_ordinal and waiting.purpose = $4 and waiting.state in ('queued', 'sending')
        and (way.again = 0 or coalesce(waiting.next_at, $5) <= $5)))`;

/** $1 to $6 of both statements. */
export function valuesOf(subject: ReachQuery['subject'], { ways, purpose, queuedAt, notBefore }: Queueing): unknown[] {
  return [subject, ways.channels, ways.contact, purpose, queuedAt, notBefore];
}

/** What queueing would say. */
export function foreseen(tx: Tx, { rows, subject, more = [] }: ReachQuery, how: Queueing): Promise<QueuedCall[]> {
  return tx.query<QueuedCall & Row>(foreseeing(rows), [...valuesOf(subject, how), ...more]);
}
