import type { CallOutId } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Prediction } from '../contract/plans.ts';
import type { PredictionScore, ScoredCallOut, ScoreMark } from '../contract/predictions.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { DueScore } from './scores.rules.ts';

export interface UnscoredCallOut {
  id: CallOutId;
  incidentId: IncidentId;
  prediction: Prediction;
  closedAt: Date | null;
  scored: ScoreMark[];
}

/** Call-outs of people whose prediction was a band, and was not followed to its end yet; a few at a time, the oldest first. */
export async function unscored(tx: Tx, limit: number): Promise<UnscoredCallOut[]> {
  return tx.query<UnscoredCallOut & Row>(
    `select o.id, o.incident_id as "incidentId", o.prediction, o.closed_at as "closedAt",
       array(select mark from prediction_score s where s.call_out_id = o.id) as scored
     from call_out o
     where o.released_at is not null and o.incident_mode in ('actual', 'exercise')
       and not exists (select from prediction_score s where s.call_out_id = o.id and s.mark = 'end')
       and o.prediction #> '{curve,0,low}' is not null
     order by o.opened_at, o.id limit $1`,
    [limit],
  );
}

/** Written once: how many had answered at each of these times, of those that were called. */
export async function insertScores(tx: Tx, due: readonly (DueScore & { callOutId: CallOutId })[]): Promise<void> {
  await tx.query(
    `insert into prediction_score (call_out_id, mark, area_code, at, people, low, expected, high, answered)
     select n.call_out_id, n.mark, whole.area_code, n.at, n.people, n.low, n.expected, n.high,
       case when n.ran_until then (select count(*) from call c where c.call_out_id = n.call_out_id and c.answered_at <= n.at) end
     from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int[], $5::float8[], $6::float8[], $7::float8[], $8::boolean[])
       as n (call_out_id, mark, at, people, low, expected, high, ran_until)
     cross join lateral (
       select case when count(distinct left(tally_code, 6)) = 1 then rpad(min(left(tally_code, 6)), 12, '0') else rpad(min(left(tally_code, 4)), 12, '0') end
         as area_code from call where call_out_id = n.call_out_id
     ) whole
     where whole.area_code is not null
     on conflict do nothing`,
    [
      ...[due.map(({ callOutId }) => callOutId), due.map(({ mark }) => mark), due.map(({ at }) => at), due.map(({ people }) => people)],
      ...[due.map(({ low }) => low), due.map(({ expected }) => expected), due.map(({ high }) => high)],
      due.map(({ ranUntil }) => ranUntil),
    ],
  );
}

interface ScoredRow extends Row, Omit<ScoredCallOut, 'scores' | 'releasedAt'> {
  releasedAt: Date;
  scores: PredictionScore[];
}

/** The last scored call-outs of a kind that the reader may see whole, newest first. */
export async function scoredCallOuts(tx: Tx, { mode, limit }: { mode: 'actual' | 'exercise'; limit: number }): Promise<ScoredCallOut[]> {
  const rows = await tx.query<ScoredRow>(
    `select o.id as "callOutId", o.incident_mode as "incidentMode", o.level, n.words -> 'zh' ->> 'event' as event, n.words -> 'zh' ->> 'headline' as headline, o.released_at as "releasedAt",
       o.prediction -> 'basis' as basis, scores.scores
     from (
       select call_out_id, max(at) as at, jsonb_agg(jsonb_build_object('mark', mark, 'at', at, 'people', people, 'low', low, 'expected', expected,
         'high', high, 'answered', answered) order by at) as scores
       from prediction_score group by call_out_id
     ) scores join call_out o on o.id = scores.call_out_id join notice n on n.id = o.notice_id
     where o.incident_mode = $1
     order by scores.at desc, o.id limit $2`,
    [mode, limit],
  );
  return rows.map(({ releasedAt, scores, ...row }) => ({
    ...row,
    releasedAt: releasedAt.toISOString(),
    scores: scores.map((score) => ({ ...score, at: new Date(score.at).toISOString() })),
  }));
}
