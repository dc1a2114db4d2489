import { muteAfter, type CallingChannel, type ChannelHealth, type ChannelLimits, type GatewayChannel } from '../contract/channels.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Echo, Flow, Verdict } from './deliveries.rules.ts';

/** Says for which channels the servers have a gateway, besides the page, which needs none. */
export async function saveConfigured(tx: Tx, ids: readonly GatewayChannel[]): Promise<void> {
  await tx.query(`update channel set configured = not configured where id <> 'inApp' and configured <> (id = any($1::text[]))`, [ids]);
}

/** How a message is handed to a gateway. */
interface Handing {
  timeoutSeconds: number;
  maxCharacters: number | null;
}

/** The flow of a channel, locked: whoever claims from it or notes how it does waits for the one before. */
export async function lockFlow(tx: Tx, id: GatewayChannel): Promise<Flow & Handing> {
  const flow = await tx.one<Flow & Handing & Row>(
    `select enabled, rate_per_second as "ratePerSecond", concurrency, timeout_seconds as "timeoutSeconds",
       max_characters as "maxCharacters", tokens,
       refilled_at as "refilledAt", failures, open_until as "openUntil"
     from channel where id = $1 for no key update`,
    [id],
  );
  if (!flow) throw new Error(`No channel ${id}`);
  return flow;
}

/** How many characters of a message leave over a channel; null: all, however long. */
export async function longestOver(tx: Tx, id: GatewayChannel): Promise<number | null> {
  const row = await tx.one<{ most: number | null }>(`select max_characters as most from channel where id = $1`, [id]);
  return row?.most ?? null;
}

export async function saveTokens(tx: Tx, id: GatewayChannel, { tokens, refilledAt }: Pick<Flow, 'tokens' | 'refilledAt'>): Promise<void> {
  await tx.query(`update channel set tokens = $2, refilled_at = $3 where id = $1`, [id, tokens, refilledAt]);
}

/** A gateway that asked for patience gets it: the bucket has to fill from below nothing. */
export async function saveVerdict(tx: Tx, id: GatewayChannel, { verdict, at }: { verdict: Verdict; at: Date }): Promise<void> {
  await tx.query(
    `update channel set failures = $2, open_until = $3,
       last_success_at = case when $4::boolean then $7 else last_success_at end,
       last_failure_at = case when $5::text is null then last_failure_at else $7 end,
       last_failure = coalesce($5, last_failure),
       tokens = case when $6::boolean then -rate_per_second else tokens end,
       refilled_at = case when $6::boolean then $7 else refilled_at end
     where id = $1`,
    [id, verdict.failures, verdict.openUntil, verdict.succeeded, verdict.failure, verdict.isThrottled, at],
  );
}

/** @returns whether there is such a channel */
export async function saveLimits(tx: Tx, id: CallingChannel, limits: ChannelLimits): Promise<boolean> {
  const rows = await tx.query(
    `update channel set enabled = $2, rate_per_second = $3, concurrency = $4, timeout_seconds = $5, cost_yuan = $6, answer_share = $7,
       max_characters = case when $8::boolean then $9 else max_characters end, is_default = false
     where id = $1 returning id`,
    [
      ...[id, limits.enabled, limits.ratePerSecond, limits.concurrency, limits.timeoutSeconds, limits.costYuan, limits.answerShare],
      ...[limits.maxCharacters !== undefined, limits.maxCharacters ?? null],
    ],
  );
  return rows.length > 0;
}

/** These channels tell what becomes of their messages: from the first report on that is expected of them. */
export async function saveReporting(tx: Tx, ids: readonly GatewayChannel[]): Promise<void> {
  await tx.query(`update channel set reports = true where id = any($1::text[]) and not reports`, [ids]);
}

/**
 * What was heard again of the last messages that each reporting channel's gateway has accepted within a day, as far as they had the time.
 * One that was told at once that a number is none was not accepted.
 */
export async function echoes(tx: Tx, now: Date): Promise<(Echo & { id: CallingChannel })[]> {
  return tx.query<Echo & Row & { id: CallingChannel }>(
    `select c.id, count(*)::int as accepted, count(*) filter (where a.outcome <> 'accepted' or a.state = 'shown')::int as reported
     from channel c
     cross join lateral (
       select outcome, state from attempt
       where channel = c.id and channel in ('sms', 'voice', 'chat') and outcome is not null
         and carried_by is null and sent_at <= $1 and sent_at > $2 and (state <> 'failed' or provider_id is not null)
       order by sent_at desc limit $3
     ) a
     where c.reports and c.configured and c.enabled
     group by c.id order by c.id`,
    [before(now, muteAfter.minutes), before(now, 24 * 60), muteAfter.messages],
  );
}

function before(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

type ChannelRow = Omit<
  ChannelHealth,
  | 'unmatchedReports'
  | 'unknownStates'
  | 'lastUnknownState'
  | 'breaker'
  | 'isMute'
  | 'openUntil'
  | 'waitingSince'
  | 'heldUntil'
  | 'lastSuccessAt'
  | 'lastFailureAt'
> & {
  openUntil: Date | null;
  waitingSince: Date | null;
  heldUntil: Date | null;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
};

/** Every channel with its limits, how it does, and how many attempts of the transaction's scope wait or are on their way. */
export async function channelRows(tx: Tx): Promise<ChannelRow[]> {
  return tx.query<ChannelRow & Row>(
    `select c.id, configured, enabled, rate_per_second as "ratePerSecond", concurrency, timeout_seconds as "timeoutSeconds",
       cost_yuan as "costYuan", answer_share as "answerShare", is_default as "isDefault", max_characters as "maxCharacters", open_until as "openUntil",
       case when c.id = 'inApp' then shown.at else last_success_at end as "lastSuccessAt", q.since as "waitingSince", last_failure_at as "lastFailureAt", last_failure as "lastFailure",
       coalesce(q.queued, 0) as queued, coalesce(q.held, 0) as held, coalesce(q.held_people, 0) as "heldPeople", q.held_until as "heldUntil",
       coalesce(s.sending, 0) as sending, coalesce(u.lost, 0) as unknown
     from channel c
     left join (select channel, count(*)::int as queued, min(coalesce(next_at, queued_at)) filter (where incident_mode = 'actual') as since,
         count(*) filter (where is_held)::int as held, count(distinct person_id) filter (where is_held)::int as held_people,
         min(next_at) filter (where is_held) as held_until
       from attempt where state = 'queued' group by channel) q on q.channel = c.id
     left join (select channel, count(*)::int as sending from attempt where state = 'sending' group by channel) s on s.channel = c.id
     left join (select channel, count(*)::int as lost from attempt where state = 'unknown' group by channel) u on u.channel = c.id
     left join (
       select greatest((select max(shown_at) from attempt where channel = 'inApp' and incident_mode = 'actual'),
         (select max(at) from comms_check join comms_check_person on check_id = comms_check.id where shown)) as at
     ) shown on c.id = 'inApp'
     order by array_position(array['inApp', 'sms', 'voice', 'chat', 'mail'], c.id)`,
  );
}
