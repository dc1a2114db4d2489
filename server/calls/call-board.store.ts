import { areaPrefix, type AreaCode } from '../contract/areas.ts';
import type { Call, CallId, CallOrder, CallOutId, CallRow, CallsQuery } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { CallBefore } from './answer.rules.ts';
import type { DeskCall } from './call-desk.rules.ts';
import { hasLeft } from './calls.where.ts';

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
export async function standings(tx: Tx, callIds: readonly CallId[]): Promise<CallBefore[]> {
  const rows = await tx.query<BoardRow & Required<Omit<CallBefore, 'call'>>>(
    `select ${columns}, c.household_id as "householdId", c.incident_id as "incidentId", c.tally_code as "tallyCode", o.state as "callOutState",
       coalesce(o.close_reason = 'expired', false) as "isExpired",
       coalesce((select jsonb_agg(r) from (
         select a.person_id as "personId", a.reach, bool_or(a.sent_at is not null or ${hasLeft}) as "hasLeft"
         from attempt a where a.call_id = c.id group by a.person_id, a.reach) r), '[]') as reached
     from call c left join post p on p.id = c.post_id join call_out o on o.id = c.call_out_id
     where c.id = any($1::uuid[])`,
    [callIds],
  );
  return rows.map((row) => ({
    call: callFrom(row),
    householdId: row.householdId,
    incidentId: row.incidentId,
    tallyCode: row.tallyCode,
    callOutState: row.callOutState,
    isExpired: row.isExpired,
    reached: row.reached,
  }));
}

/** How urgently a call wants somebody: in the order of silence, those who owe an answer come first. */
const rank = `case c.state when 'unroused' then 0 when 'escalated' then 1 when 'silent' then 2 else 3 end`;
const calledAtMilliseconds = `(extract(epoch from c.called_at) * 1000)::bigint`;

/** Nothing more is read here than masking leaves. */
const maskedPhone = `(select k.masked_address from contact k where k.person_id = c.person_id and k.channel in ('mobile', 'landline')
       order by k.ordinal limit 1)`;

/** How each order sorts, and what it carries from page to page besides the call's id. */
const orders: Record<CallOrder, { keys: [string, string]; types: [string, string] }> = {
  area: { keys: ['c.tally_code', 'c.area_code'], types: ['text', 'text'] },
  silence: { keys: [rank, calledAtMilliseconds], types: ['int', 'bigint'] },
};

/** What a page says of each call besides the call itself. */
type PageCall = Call & Pick<CallRow, 'number' | 'maskedName' | 'phoneEnd' | 'tallyCode'>;

interface PageRow extends BoardRow {
  number: number;
  maskedName: string;
  maskedPhone: string | null;
  tallyCode: AreaCode;
  first: string | number;
  second: string | number;
}

/**
 * A page of a call-out's calls, with masked names; one more row than asked for tells that there is a next page.
 *
 * @param asked `tellsPhones`: whether the asker may know the end of a telephone number
 */
export async function callPage(
  tx: Tx,
  callOutId: CallOutId,
  { query, tellsPhones }: { query: CallsQuery; tellsPhones: boolean },
): Promise<{ rows: PageCall[]; next: string | null }> {
  const { keys, types } = orders[query.sort];
  const [first = null, second = null, id = null] = query.cursor?.split('.') ?? [];
  const rows = await tx.query<PageRow>(
    `select ${columns}, ${keys[0]} as first, ${keys[1]} as second, coalesce(who.masked_name, '') as "maskedName", c.tally_code as "tallyCode", c.number,
       ${tellsPhones ? maskedPhone : 'null'} as "maskedPhone"
     from call c left join post p on p.id = c.post_id left join person who on who.id = c.person_id
     where c.call_out_id = $1
       and ($2::${types[0]} is null or (${keys[0]}, ${keys[1]}, c.id) > ($2::${types[0]}, $3::${types[1]}, $4::uuid))
       and ($5::text is null or starts_with(c.tally_code, $5) or starts_with(c.area_code, $5))
       and ($6::text is null or c.state = $6)
       and ($7::text is null or coalesce(p.kind, 'household') = $7)
       and ($8::text is null or coalesce(p.level, 'household') = $8)
       and ($9::text is null or exists (select from attempt a where a.call_id = c.id and a.channel = $9))
     order by ${keys[0]}, ${keys[1]}, c.id limit $10`,
    [callOutId, first, second, id, ...filtersOf(query), query.limit + 1],
  );
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return {
    rows: rows.slice(0, query.limit).map(({ first: _, second: __, number, maskedName, maskedPhone: masked, tallyCode, ...call }) => ({
      ...callFrom(call),
      ...{ number, maskedName, phoneEnd: masked?.slice(-4) ?? null, tallyCode },
    })),
    next: last ? `${last.first}.${last.second}.${last.id}` : null,
  };
}

function filtersOf({ area, state, postKind, level, channel }: CallsQuery): (string | null)[] {
  return [area ? areaPrefix(area) : null, state ?? null, postKind ?? null, level ?? null, channel ?? null];
}

/** The unroused calls of a call-out with masked names, longest silent first. */
export async function unrousedCalls(tx: Tx, callOutId: CallOutId): Promise<(Call & { maskedName: string })[]> {
  const rows = await tx.query<BoardRow & { maskedName: string }>(
    `select ${columns}, coalesce(who.masked_name, '') as "maskedName"
     from call c left join post p on p.id = c.post_id left join person who on who.id = c.person_id
     where c.call_out_id = $1 and c.state = 'unroused' order by c.called_at, c.area_code, c.id`,
    [callOutId],
  );
  return rows.map(({ maskedName, ...call }) => ({ ...callFrom(call), maskedName }));
}

/** A call about which a desk may do something. */
export interface ActionableCall extends DeskCall, Pick<Call, 'areaCode'> {
  incidentId: IncidentId;
  /** The area that it is counted under. */
  tallyCode: string;
}

/** How these calls stand for an officer of an area. */
export async function deskCalls(tx: Tx, callIds: readonly CallId[], areaPrefix: string): Promise<ActionableCall[]> {
  return tx.query<ActionableCall & Row>(
    `select c.id, c.call_out_id as "callOutId", c.area_code as "areaCode", c.incident_id as "incidentId", c.tally_code as "tallyCode",
       c.state, c.rung, o.state as "callOutState", c.due_at is not null as climbs, starts_with(c.area_code, $2) as "isWithin"
     from call c join call_out o on o.id = c.call_out_id
     where c.id = any($1::uuid[])`,
    [callIds, areaPrefix],
  );
}

/** Each column by its name: made by the ten thousand, and what is left of a row takes ten times as long. */
function callFrom(row: BoardRow): Call {
  return {
    id: row.id,
    callOutId: row.callOutId,
    personId: row.personId,
    postKind: row.postKind,
    areaCode: row.areaCode,
    state: row.state,
    progress: row.progress,
    needHelp: row.needHelp,
    rung: row.rung,
    cannot: row.cannot,
    answeredBy: row.answeredBy,
    flags: row.flags,
    dueAt: row.dueAt?.toISOString() ?? null,
    calledAt: row.calledAt.toISOString(),
    shownAt: row.shownAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
