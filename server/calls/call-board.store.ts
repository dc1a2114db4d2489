import { areaPrefix } from '../contract/areas.ts';
import type { Call, CallId, CallOutId, CallsQuery } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db.ts';
import type { Standing } from './answer.rules.ts';

interface BoardRow extends Row, Omit<Call, 'dueAt' | 'calledAt' | 'shownAt' | 'answeredAt'> {
  dueAt: Date | null;
  calledAt: Date;
  shownAt: Date | null;
  answeredAt: Date | null;
}

const columns = `c.id, c.call_out_id as "callOutId", c.person_id as "personId", coalesce(p.kind, 'household') as "postKind", c.area_code as "areaCode", c.state,
  c.progress, c.need_help as "needHelp", c.rung, c.due_at as "dueAt", c.called_at as "calledAt", c.shown_at as "shownAt",
  c.answered_at as "answeredAt", c.cannot, c.answered_by as "answeredBy", c.flags`;

export async function callsById(tx: Tx, ids: readonly CallId[]): Promise<Call[]> {
  const rows = await tx.query<BoardRow>(
    `select ${columns} from call c left join post p on p.id = c.post_id where c.id = any($1::uuid[]) order by c.id`,
    [ids],
  );
  return rows.map(callFrom);
}

/** Read after the calls were locked, in a statement of its own: one that waited for the lock would still see the call-out as it was. */
export async function standings(tx: Tx, callIds: readonly CallId[]): Promise<Standing[]> {
  const rows = await tx.query<BoardRow & Omit<Standing, 'call'>>(
    `select ${columns}, c.incident_id as "incidentId", c.tally_code as "tallyCode", o.state as "callOutState",
       array(select a.person_id::float8 from attempt a where a.call_id = c.id and a.reach <> 'self') as reached
     from call c left join post p on p.id = c.post_id join call_out o on o.id = c.call_out_id
     where c.id = any($1::uuid[])`,
    [callIds],
  );
  return rows.map(({ incidentId, tallyCode, callOutState, reached, ...call }) => ({
    call: callFrom(call),
    incidentId,
    tallyCode,
    callOutState,
    reached,
  }));
}

/** A page of a call-out's calls by area, with masked names; one more row than asked for tells that there is a next page. */
export async function callPage(
  tx: Tx,
  callOutId: CallOutId,
  query: CallsQuery,
): Promise<{ rows: (Call & { maskedName: string })[]; next: string | null }> {
  const [tallyCode = null, areaCode = null, id = null] = query.cursor?.split('.') ?? [];
  const rows = await tx.query<BoardRow & { maskedName: string; tallyCode: string }>(
    `select ${columns}, c.tally_code as "tallyCode", coalesce(who.masked_name, '') as "maskedName"
     from call c left join post p on p.id = c.post_id left join person who on who.id = c.person_id
     where c.call_out_id = $1
       and ($2::text is null or (c.tally_code, c.area_code, c.id) > ($2, $3::text, $4::uuid))
       and ($5::text is null or starts_with(c.tally_code, $5) or starts_with(c.area_code, $5))
       and ($6::text is null or c.state = $6)
     order by c.tally_code, c.area_code, c.id limit $7`,
    [callOutId, tallyCode, areaCode, id, query.area ? areaPrefix(query.area) : null, query.state ?? null, query.limit + 1],
  );
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return {
    rows: rows.slice(0, query.limit).map(({ tallyCode: _, maskedName, ...call }) => ({ ...callFrom(call), maskedName })),
    next: last ? `${last.tallyCode}.${last.areaCode}.${last.id}` : null,
  };
}

function callFrom({ dueAt, calledAt, shownAt, answeredAt, ...row }: BoardRow): Call {
  return {
    ...row,
    dueAt: dueAt?.toISOString() ?? null,
    calledAt: calledAt.toISOString(),
    shownAt: shownAt?.toISOString() ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}
