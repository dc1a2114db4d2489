import type { CallOutPlan } from '../contract/plans.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { PlannedChannel } from './answer-shares.rules.ts';
import type { AudienceWanted, CensusRow, Paths } from './plan.rules.ts';

const audience = `audience($1::text[], $2::text[], $3, $4::uuid[], $5, $6::bigint[])`;
const isSeen = `exists (select from attempt a where a.person_id = called.person_id and a.channel = 'inApp' and a.shown_at > $8)`;

function parameters({ prefixes, postKinds, callsHouseholds, kept, now, posts }: AudienceWanted, paths: Paths): unknown[] {
  return [prefixes, postKinds, callsHouseholds, kept, now, posts, paths.gateways, paths.seenAfter];
}

/** The audience counted: how many in each area, at each level, can be reached over which gateways. */
export async function census(tx: Tx, wanted: AudienceWanted, paths: Paths): Promise<CensusRow[]> {
  return tx.query<CensusRow & Row>(
    `with called as materialized (select * from ${audience}),
     reachable as (
       select c.person_id, array_agg(distinct gateway order by gateway) as gateways
       from contact c join unnest($7::text[]) gateway on carries(gateway, c.channel)
       where c.person_id in (select person_id from called)
       group by c.person_id
     ), counted as (
       select called.tally_code, called.level, coalesce(reachable.gateways, '{}') as gateways, ${isSeen} as is_seen,
         count(*)::int as people, count(*) filter (where called.is_vulnerable)::int as vulnerable
       from called left join reachable on reachable.person_id = called.person_id
       group by 1, 2, 3, 4
     )
     select tally_code as "areaCode", counted.level, gateways, is_seen as "isSeen", people, vulnerable,
       st_x(area.center) as lng, st_y(area.center) as lat
     from counted join area on area.code = tally_code
     order by tally_code, counted.level, gateways, is_seen`,
    parameters(wanted, paths),
  );
}

/** Those whom nothing reaches, highest post first, at most `limit`. */
export async function peopleWithoutPath(
  tx: Tx,
  wanted: AudienceWanted,
  paths: Paths & { limit: number },
): Promise<CallOutPlan['pathless']> {
  return tx.query<CallOutPlan['pathless'][number] & Row>(
    `select called.person_id as "personId", person.masked_name as "maskedName", called.post_kind as "postKind", called.area_code as "areaCode"
     from ${audience} called join person on person.id = called.person_id
     where not ${isSeen}
       and not exists (select from contact c join unnest($7::text[]) gateway on carries(gateway, c.channel) where c.person_id = called.person_id)
     order by array_position(array['city', 'county', 'township', 'village', 'household'], called.level), called.area_code, called.person_id
     limit $9`,
    [...parameters(wanted, paths), paths.limit],
  );
}

/** The channels over which attempts leave now: set up on the servers and not switched off. */
export async function usableLines(tx: Tx): Promise<PlannedChannel[]> {
  return tx.query<PlannedChannel & Row>(
    `select id, rate_per_second as "ratePerSecond", concurrency, cost_yuan as "costYuan", answer_share as "answerShare",
       is_default as "isDefault"
     from channel where configured and enabled`,
  );
}
