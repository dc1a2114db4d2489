import type { Row, Tx } from '../kernel/db/db.ts';
import type { LearntCell, Learning } from './answer-shares.rules.ts';

/** How long after its release an actual call-out that still runs is taken as seen to its end. */
const settledHours = 24;
/** Of a greater one any so many calls: more of the same hour tell little, and would hold the embedded database's one session too long. */
const mostCalls = 4_000;

const hourOf = `extract(hour from taken_at at time zone 'Asia/Shanghai')`;

/**
 * Learns from the oldest call-out that is over and was not learnt from yet: for each kind of step how many were silent when it was taken, and how many of them
 * were answered before it was over. Counts alone are kept. What a page was never shown is no way, unless it was the only one; who was
 * answered for at the desk or at the door did not answer the call, and a step in which
 * calling ended tells nothing, whoever had answered until then. Test calls of the watchdog are
 * no call-outs of people.
 *
 * @param now wall time; a drill that runs is learnt from once it is closed
 * @returns whether there was one
 */
export async function learnFromOver(tx: Tx, { now, briefSeconds }: { now: Date; briefSeconds: number }): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `with over as materialized (
       select o.id, o.incident_mode, o.closed_at, o.policy from call_out o
       where o.released_at is not null and o.incident_mode in ('actual', 'exercise')
         and (o.closed_at is not null or o.incident_mode = 'actual' and o.released_at < $1::timestamptz - make_interval(hours => ${settledHours}))
         and not exists (select from learnt_call_out l where l.call_out_id = o.id)
       order by o.released_at, o.id limit 1
     ), step as materialized (
       select over.id as call_out_id, c.id as call_id, c.answered_at, c.answered_by, a.rung,
         bool_or(a.reach = 'self') as is_own, min(coalesce(a.sent_at, a.queued_at)) as taken_at,
         coalesce(string_agg(distinct a.channel, '+' order by a.channel) filter (where a.channel <> 'inApp' or a.state in ('sent', 'shown')), 'inApp') as channels,
         (over.policy -> 'ladder' -> a.rung::int ->> 'waitSeconds')::float8 as wait_seconds, over.closed_at
       from over cross join lateral (
         select id, answered_at, answered_by from call where call_out_id = over.id order by id limit ${mostCalls}
       ) c join attempt a on a.call_id = c.id
       where a.purpose = 'call' and a.again = 0 and a.reach in ('self', 'deputy', 'superior')
       group by over.id, c.id, c.answered_at, c.answered_by, a.rung, over.policy, over.closed_at
     ), seen as materialized (
       select step.*, coalesce(answered_at <= taken_at + make_interval(secs => wait_seconds), false) as is_answered
       from step
       where wait_seconds is not null and (answered_at is null or answered_at >= taken_at)
     ), counted as materialized (
       select call_out_id, case when is_own then channels else 'any' end as way,
         case when ${hourOf} >= 22 or ${hourOf} < 6 then 'night' when ${hourOf} >= 18 then 'evening' else 'day' end as hours,
         case when not is_own then 'others' when rung = 0 then 'first' else 'again' end as rung,
         case when wait_seconds < $2 then 'brief' else 'long' end as wait, is_answered
       from seen
       where not (is_answered and answered_by in ('desk', 'door'))
         and (closed_at is null or closed_at >= taken_at + make_interval(secs => wait_seconds))
     ), marked as (
       insert into learnt_call_out (call_out_id, incident_mode, learnt_at, calls)
       select id, incident_mode, $1, (select count(*) from counted where counted.call_out_id = over.id and counted.rung = 'first') from over
       returning call_out_id
     ), kept as (
       insert into learnt_share (call_out_id, way, hours, rung, wait, tried, answered)
       select call_out_id, way, hours, rung, wait, count(*), count(*) filter (where is_answered) from counted group by 1, 2, 3, 4, 5
     )
     select call_out_id as id from marked`,
    [now, briefSeconds],
  );
  return rows.length > 0;
}

/** All that was learnt, added up: counts of the whole bureau without places. */
export async function learntCells(tx: Tx): Promise<LearntCell[]> {
  return tx.query<LearntCell & Row>(
    `select l.incident_mode <> 'actual' as "isDrill", way, hours, rung, wait, sum(tried)::int as tried, sum(answered)::int as answered,
       count(*)::int as "callOuts"
     from learnt_share join learnt_call_out l using (call_out_id) group by 1, 2, 3, 4, 5`,
  );
}

/** From how much it was learnt, for what is actual and for drills. */
export async function learnings(tx: Tx): Promise<(Learning & { isDrill: boolean })[]> {
  return tx.query<Learning & { isDrill: boolean } & Row>(
    `select incident_mode <> 'actual' as "isDrill", sum(calls)::int as calls, (count(*) filter (where calls > 0))::int as "callOuts",
       max(learnt_at) as "learntAt"
     from learnt_call_out group by 1`,
  );
}
