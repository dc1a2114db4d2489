import type { CallId } from '../contract/calls.ts';
import type { FieldHelp } from '../contract/help.ts';
import type { Row, Tx } from '../kernel/db.ts';

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
    `select asked.nr::int as nr, h.id, h.state, h.opened_at as at, h.asked_at as "askedAt", h.taken_at as "takenAt", h.ended_at as "endedAt",
       taker.display_name as "takenBy", ender.display_name as "endedBy", h.reason
     from unnest($1::uuid[], $2::bigint[]) with ordinality as asked (call_id, household_id, nr)
     join call c on c.id = asked.call_id
     cross join lateral (select coalesce(asked.household_id, c.household_id) as household_id) about
     cross join lateral (
       select h.* from (
         select * from help_request where incident_id = c.incident_id and household_id = about.household_id
         union all
         select * from help_request where incident_id = c.incident_id and person_id = c.person_id and household_id is null and about.household_id is null
       ) h
       where h.state in ('open', 'taken') or h.call_id = c.id
       order by h.state in ('open', 'taken') desc, h.opened_at desc, h.ended_at desc, h.id limit 1
     ) h
     left join app_user taker on taker.id = h.taken_by left join app_user ender on ender.id = h.ended_by`,
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
