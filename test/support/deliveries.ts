import type { CallOutId } from '#contract/calls.ts';
import type { GatewayChannel } from '#contract/channels.ts';
import { LinkClaim } from '#contract/field.ts';
import type { CallPolicy } from '#contract/policies.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';

export const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);

/**
 * Makes the database believe that there are gateways for these channels, with limits that do not hold a test up, and that whatever an
 * earlier test has sent was sent the day before.
 */
export async function withGateways(database: Database, ...channels: GatewayChannel[]): Promise<void> {
  await database.asOwner(async (tx) => {
    await tx.query(`update attempt set sent_at = sent_at - interval '1 day' where sent_at is not null and channel <> 'inApp'`);
    await tx.query(
      `update channel set configured = id = 'inApp' or id = any($1::text[]), enabled = true, rate_per_second = 1000, concurrency = 100, timeout_seconds = 30,
         tokens = 1000, refilled_at = 'epoch', failures = 0, open_until = null, last_success_at = null, last_failure_at = null, last_failure = null`,
      [channels],
    );
  });
}

/** The policy of blue warnings, which a single person releases, over one channel alone. */
export function policyOver(channel: GatewayChannel): CallPolicy {
  const policy = defaultPolicy('blue');
  return { ...policy, night: { ...policy.night, rings: true }, ladder: policy.ladder.map((step) => ({ ...step, channels: [channel] })) };
}

export interface DeliveryState {
  id: number;
  callId: string;
  personId: number;
  state: string;
  outcome: string | null;
  failure: string | null;
  tries: number;
  providerId: string | null;
  heardSeconds: number | null;
  nextAt: Date | null;
}

/** What the rows of a call-out's attempts over a channel say of their delivery, by person. */
export function deliveries(database: Database, callOutId: CallOutId, channel: GatewayChannel): Promise<DeliveryState[]> {
  return database.asOwner((tx) =>
    tx.query<DeliveryState & Record<string, unknown>>(
      `select a.id, a.call_id as "callId", a.person_id as "personId", a.state, a.outcome, a.failure, a.tries, a.provider_id as "providerId",
         a.heard_seconds as "heardSeconds", a.next_at as "nextAt"
       from attempt a join call c on c.id = a.call_id where c.call_out_id = $1 and a.channel = $2 order by a.person_id, a.id`,
      [callOutId, channel],
    ),
  );
}
