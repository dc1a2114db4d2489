import { progressSteps, type CallId } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { HouseholdSaid } from './households.rules.ts';

/** A household as it hangs on a call. */
export interface HouseholdOfCall {
  callId: CallId;
  householdId: number;
}

/**
 * What was said of these households in the call-outs of these calls, whichever call they hung on then. A household whose own call it is
 * is left out: what was said of it is what its call says.
 */
export async function saidOf(tx: Tx, asked: readonly HouseholdOfCall[]): Promise<HouseholdSaid[]> {
  const rows = await tx.query<Row & Omit<HouseholdSaid, 'saidAt'> & { saidAt: Date | null }>(
    `select c.id as "callId", asked.household_id as "householdId", ($3::text[])[max(array_position($3, case when r.kind in ('needHelp', 'cannot', 'helped') then 'heard' else r.kind end))] as progress,
       exists (select from help_request h where h.household_id = asked.household_id and h.incident_id = c.incident_id and h.state in ('open', 'taken')) as "needHelp", coalesce(bool_or(r.kind = 'cannot'), false) as cannot, min(r.at) as "saidAt"
     from (select distinct * from unnest($1::uuid[], $2::bigint[])) as asked (call_id, household_id)
     join call c on c.id = asked.call_id and c.household_id is distinct from asked.household_id
     left join standing_receipt r on r.household_id = asked.household_id and r.call_out_id = c.call_out_id
     group by c.id, c.incident_id, asked.household_id`,
    [asked.map(({ callId }) => callId), asked.map(({ householdId }) => householdId), progressSteps],
  );
  return rows.map(({ saidAt, ...row }) => ({ ...row, saidAt: saidAt?.toISOString() ?? null }));
}
