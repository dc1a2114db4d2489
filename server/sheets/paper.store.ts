import { areaPrefix, type AreaCode } from '../contract/areas.ts';
import { owedStates, owingStates, type CallOutId } from '../contract/calls.ts';
import { among } from '../kernel/db/among.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { PaperArea, PaperCall, PaperHousehold, PaperNotice } from './paper.rules.ts';

const isOwed = among('c.state', owedStates);
const isOwing = among('c.state', owingStates);

export async function paperNotice(tx: Tx, callOutId: CallOutId): Promise<PaperNotice | undefined> {
  const row = await tx.one<Row & Omit<PaperNotice, 'sent'> & { sent: Date }>(
    `select n.kind, n.words, n.level, n.subject, n.version, n.sent_at as sent, n.answers, o.incident_mode as mode
     from call_out o join notice n on n.id = o.notice_id where o.id = $1`,
    [callOutId],
  );
  return row && { ...row, sent: row.sent.toISOString() };
}

export interface PaperScope {
  callOutId: CallOutId;
  area: AreaCode;
  /** Names and numbers in full: needs a transaction with the personal role. */
  inClear: boolean;
  limit: number;
  /** Only who still owes an answer. */
  isSilentOnly: boolean;
  /** Only these calls; null: whichever. */
  callIds: readonly string[] | null;
}

/** Who is called in an area, as it is walked: by township, then by village. Without those who were called again for a newer version. */
export function paperCalls(tx: Tx, { callOutId, area, inClear, limit, isSilentOnly, callIds }: PaperScope): Promise<PaperCall[]> {
  const { name, address } = personal(inClear);
  return tx.query<PaperCall & Row>(
    `select c.id as "callId", c.area_code as "areaCode", c.person_id as "personId", coalesce(p.kind, 'household') as "postKind",
       c.household_id as "householdId", c.state, c.progress, c.need_help as "needHelp", c.cannot, who.${name} as name, who.synthetic,
       array(select ${address} from contact where person_id = c.person_id and channel <> 'mail' order by ordinal) as phones
     from call c left join post p on p.id = c.post_id join person who on who.id = c.person_id
     where c.call_out_id = $1 and ${isOwed} and (starts_with(c.area_code, $2) or starts_with(c.tally_code, $2))
       and (not $4 or ${isOwing}) and ($5::uuid[] is null or c.id = any($5))
     order by c.tally_code, c.area_code, array_position(array['township', 'village', 'household'], p.level) nulls first, p.kind, c.household_id, c.id
     limit $3`,
    [callOutId, areaPrefix(area), limit, isSilentOnly, callIds],
  );
}

/**
 * The households of villages in which somebody is called: to the others nobody goes with this paper; of the silent only those whose call is
 * silent and of which nothing was said by itself. Each hangs on the call of its own,
 * else of its guardian, else of its evacuation lead, else of whoever stands highest among those who are called in its village.
 */
export async function paperHouseholds(
  tx: Tx,
  { callOutId, inClear, isSilentOnly, callIds }: PaperScope,
  villages: readonly AreaCode[],
): Promise<PaperHousehold[]> {
  const { name } = personal(inClear);
  // Row-level security hides from the planner how many are called: expecting one, it would look through all of them for every household.
  await tx.query(`set local enable_nestloop = off`);
  const households = await tx.query<PaperHousehold & Row>(
    `with mine as materialized (
       select c.id, c.person_id, c.household_id, c.area_code, ${isOwing} as is_owing, array_position(array['village', 'household'], p.level) as rank
       from call c left join post p on p.id = c.post_id where c.call_out_id = $1 and ${isOwed}
     ), nearest as (
       select distinct on (area_code) area_code, id, true as is_owing from mine order by area_code, household_id is not null, rank, id
     ), home as materialized (
       select * from household where area_code = any($2)
     ), members as materialized (
       select e.household_id, (array_agg(who.${name} order by who.id))[1] as name, min(who.id) as first_id, count(*)::int as people,
         array_agg(distinct e.category) as categories
       from home join evacuee e on e.household_id = home.id join person who on who.id = e.person_id group by 1
     ), needs as materialized (
       select e.household_id, array_agg(distinct need order by need) as needs
       from home join evacuee e on e.household_id = home.id cross join unnest(e.needs) need group by 1
     )
     select h.id as "householdId", h.area_code as "areaCode", coalesce(members.name, '') as name, coalesce(members.people, 0) as people,
       coalesce(members.categories, '{}') as categories, coalesce(needs.needs, '{}') as needs,
       s.name_zh as "shelterZh", s.name_en as "shelterEn", guardian.${name} as guardian,
       case when mine.id is not null then 'household' when keeper.id is not null then 'guardian' when lead.id is not null then 'lead' else 'village' end as "calledAs",
       coalesce(mine.id, keeper.id, lead.id, nearest.id) as "callId", coalesce(mine.person_id, members.first_id, h.guardian_id) as "personId"
     from home h
     join shelter s on s.id = h.shelter_id
     join person guardian on guardian.id = h.guardian_id
     left join members on members.household_id = h.id
     left join needs on needs.household_id = h.id
     left join mine on mine.household_id = h.id
     left join mine keeper on keeper.household_id is null and keeper.person_id = h.guardian_id
     left join mine lead on lead.household_id is null and lead.person_id = h.lead_id
     join nearest on nearest.area_code = h.area_code
     where (not $3 or coalesce(mine.is_owing, keeper.is_owing, lead.is_owing, nearest.is_owing) and not exists (
         select from standing_receipt r where r.call_out_id = $1 and r.about_household_id = h.id))
       and ($4::uuid[] is null or coalesce(mine.id, keeper.id, lead.id, nearest.id) = any($4))
     order by h.area_code, h.id`,
    [callOutId, villages, isSilentOnly, callIds],
  );
  await tx.query(`set local enable_nestloop = on`);
  return households;
}

export function paperAreas(tx: Tx, codes: readonly AreaCode[]): Promise<PaperArea[]> {
  return tx.query<PaperArea & Row>(
    `select a.code, a.name_zh as "nameZh", a.name_en as "nameEn", coalesce(up.name_zh, '') as "parentZh", coalesce(up.name_en, '') as "parentEn"
     from area a left join area up on up.code = a.parent_code where a.code = any($1)`,
    [codes],
  );
}

function personal(inClear: boolean): { name: string; address: string } {
  return inClear ? { name: 'name', address: 'address' } : { name: 'masked_name', address: 'masked_address' };
}
