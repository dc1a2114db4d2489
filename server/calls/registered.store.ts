import type { CallId } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Registered } from './counts.rules.ts';

/** What somebody tells numbers of: a call, or one of the households that hang on it. */
export interface CountSubject {
  callId: CallId;
  householdId: number | null;
}

/**
 * How many people the register knows there, in the order of what was asked. Every village is added up once, however many ask: its people
 * belong to it, to its township, its county and the city.
 */
export async function registeredPeople(tx: Tx, told: readonly CountSubject[]): Promise<Registered[]> {
  if (told.length === 0) return [];
  const rows = await tx.query<Registered & Row & { nr: number }>(
    `with asked as (
       select asked.nr, coalesce(asked.household_id, call.household_id) as household_id, call.area_code
       from unnest($1::uuid[], $2::bigint[]) with ordinality as asked (call_id, household_id, nr) join call on call.id = asked.call_id
     ), village as (
       select area_code, count(*) as people from evacuee group by area_code
     ), below as (
       select above.code, sum(village.people) as people
       from village join area on area.code = village.area_code left join area township on township.code = area.parent_code
       left join area county on county.code = township.parent_code
       cross join lateral unnest(array[area.code, township.code, county.code, county.parent_code]) above (code)
       group by above.code
     ), member as (
       select household_id, count(*) as people from evacuee where household_id in (select household_id from asked) group by household_id
     )
     select asked.nr::int as nr, coalesce(member.people, below.people, 0)::int as people, asked.household_id is not null as "isHousehold"
     from asked left join member on member.household_id = asked.household_id
     left join below on below.code = asked.area_code and asked.household_id is null
     order by asked.nr`,
    [told.map(({ callId }) => callId), told.map(({ householdId }) => householdId)],
  );
  const byNr = new Map(rows.map(({ nr, ...registered }) => [nr, registered]));
  return told.map((_, at) => byNr.get(at + 1) ?? { people: 0, isHousehold: false });
}
