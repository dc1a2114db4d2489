import type { ChannelHealth, GatewayChannel } from '../contract/channels.ts';
import type { Tx } from '../kernel/db/db.ts';

/** A report that changed nothing, and why. */
export interface StrayReport {
  channel: GatewayChannel;
  kind: 'unmatched' | 'unknownState';
  providerId: string;
  said: string;
  at: Date;
}

export async function insertStrays(tx: Tx, strays: readonly StrayReport[]): Promise<void> {
  await tx.query(
    `insert into stray_report (channel, kind, provider_id, said, at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])`,
    [
      strays.map(({ channel }) => channel),
      strays.map(({ kind }) => kind),
      strays.map(({ providerId }) => providerId.replaceAll('\0', '').slice(0, 100)),
      strays.map(({ said }) => said.replaceAll('\0', '').slice(0, 40)),
      strays.map(({ at }) => at),
    ],
  );
}

export async function forgetStrays(tx: Tx, before: Date): Promise<void> {
  await tx.query(`delete from stray_report where at < $1`, [before]);
}

/** How many there were over each channel since then, of all the city: a report that matches nothing is of no area. */
export async function strayCounts(
  tx: Tx,
  since: Date,
): Promise<(Pick<ChannelHealth, 'unmatchedReports' | 'unknownStates' | 'lastUnknownState'> & { channel: string })[]> {
  return tx.query(
    `select channel, count(*) filter (where kind = 'unmatched')::int as "unmatchedReports",
       count(*) filter (where kind = 'unknownState')::int as "unknownStates",
       (array_agg(said order by at desc) filter (where kind = 'unknownState'))[1] as "lastUnknownState"
     from stray_report where at > $1 group by channel`,
    [since],
  );
}
