import type { CallingChannel, ChannelHealth, ChannelLimits, GatewayChannel } from '../contract/channels.ts';
import type { Row, Tx } from '../kernel/db.ts';
import type { Flow, Verdict } from './deliveries.rules.ts';

/** Says for which channels the servers have a gateway, besides the page, which needs none. */
export async function saveConfigured(tx: Tx, ids: readonly GatewayChannel[]): Promise<void> {
  await tx.query(`update channel set configured = not configured where id <> 'inApp' and configured <> (id = any($1::text[]))`, [ids]);
}

/** The flow of a channel, locked: whoever claims from it or notes how it does waits for the one before. */
export async function lockFlow(tx: Tx, id: GatewayChannel): Promise<Flow & { timeoutSeconds: number }> {
  const flow = await tx.one<Flow & { timeoutSeconds: number } & Row>(
    `select enabled, rate_per_second as "ratePerSecond", concurrency, timeout_seconds as "timeoutSeconds", tokens,
       refilled_at as "refilledAt", failures, open_until as "openUntil"
     from channel where id = $1 for no key update`,
    [id],
  );
  if (!flow) throw new Error(`No channel ${id}`);
  return flow;
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
       is_default = false
     where id = $1 returning id`,
    [id, limits.enabled, limits.ratePerSecond, limits.concurrency, limits.timeoutSeconds, limits.costYuan, limits.answerShare],
  );
  return rows.length > 0;
}

type ChannelRow = Omit<ChannelHealth, 'breaker' | 'openUntil' | 'lastSuccessAt' | 'lastFailureAt'> & {
  openUntil: Date | null;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
};

/** Every channel with its limits, how it does, and how many attempts of the transaction's scope wait or are on their way. */
export async function channelRows(tx: Tx): Promise<ChannelRow[]> {
  return tx.query<ChannelRow & Row>(
    `select c.id, configured, enabled, rate_per_second as "ratePerSecond", concurrency, timeout_seconds as "timeoutSeconds",
       cost_yuan as "costYuan", answer_share as "answerShare", is_default as "isDefault", open_until as "openUntil",
       last_success_at as "lastSuccessAt", last_failure_at as "lastFailureAt", last_failure as "lastFailure",
       coalesce(q.queued, 0) as queued, coalesce(s.sending, 0) as sending, coalesce(u.lost, 0) as unknown
     from channel c
     left join (select channel, count(*)::int as queued from attempt where state = 'queued' group by channel) q on q.channel = c.id
     left join (select channel, count(*)::int as sending from attempt where state = 'sending' group by channel) s on s.channel = c.id
     left join (select channel, count(*)::int as lost from attempt where state = 'unknown' group by channel) u on u.channel = c.id
     order by array_position(array['inApp', 'sms', 'voice', 'chat', 'mail'], c.id)`,
  );
}
