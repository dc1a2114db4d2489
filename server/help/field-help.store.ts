import type { CallId } from '../contract/calls.ts';
import type { FieldHelp } from '../contract/help.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

/** A call as somebody reads it, and of which of its households, if of one. */
export interface HelpAsked {
  callId: CallId;
  householdId: number | null;
}

interface FieldHelpRow extends Row, Omit<FieldHelp, 'at' | 'askedAt' | 'takenAt' | 'endedAt'> {
  nr: number;
  at: Date;
  askedAt: Date;
  takenAt: Date | null;
  endedAt: Date | null;
}

/**
 * What the phone is told of the call for help of each of these, in their order: the one that is still wanted, by whichever call of the
 * incident it was asked; else the last one that was asked by this call.
 */
export async function fieldHelpOf(tx: Tx, asked: readonly HelpAsked[]): Promise<(FieldHelp | null)[]> {
  const rows = await tx.query<FieldHelpRow>(
    `with asked as (
       select nr, c.id as call_id, c.incident_id, c.person_id, coalesce(asked.household_id, c.household_id) as household_id
       from unnest($1::uuid[], $2::bigint[]) with ordinality as asked (call_id, household_id, nr) join call c on c.id = asked.call_id
     ), found as (
       select asked.nr, asked.call_id as by_call_id, h.* from asked
       join help_request h on h.incident_id = asked.incident_id and h.household_id = asked.household_id
       union all
       select asked.nr, asked.call_id as by_call_id, h.* from asked
       join help_request h on h.incident_id = asked.incident_id and h.person_id = asked.person_id
       where h.household_id is null and asked.household_id is null
     )
     select distinct on (h.nr) h.nr::int as nr, h.id, h.state, h.opened_at as at, h.asked_at as "askedAt", h.taken_at as "takenAt",
       h.ended_at as "endedAt", taker.display_name as "takenBy", ender.display_name as "endedBy", h.reason
     from found h
     left join app_user taker on taker.id = h.taken_by left join app_user ender on ender.id = h.ended_by
     where h.state in ('open', 'taken') or h.call_id = h.by_call_id
     order by h.nr, h.state in ('open', 'taken') desc, h.opened_at desc, h.ended_at desc, h.id`,
    [asked.map(({ callId }) => callId), asked.map(({ householdId }) => householdId)],
  );
  const byNr = new Map(rows.map((row) => [row.nr, row]));
  return asked.map((_, at) => fieldHelp(byNr.get(at + 1)));
}

function fieldHelp(row: FieldHelpRow | undefined): FieldHelp | null {
  if (!row) return null;
  const { nr: _, at, askedAt, takenAt, endedAt, ...rest } = row;
  return {
    ...rest,
    at: at.toISOString(),
    askedAt: askedAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
