import type { AreaCode } from '../contract/areas.ts';
import { owingStates, type CallOutId, type Tally, type TreeNode } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import { among, countOf } from '../kernel/db/among.ts';

/** Counts are always counted, never kept: a counter that is patched drifts, a count over an index does not. */
const isOwing = among('c.state', owingStates);
const tally = `count(c.id)::int as total, ${countOf(`c.state = 'answered'`)} as answered, ${countOf(isOwing)} as silent,
  count(*) filter (where c.state = 'escalated')::int as escalated, ${countOf(`c.state = 'unroused'`)} as unroused,
  count(*) filter (where c.state = 'unroused' and c.household_id is not null)::int as "unrousedHouseholds",
  count(*) filter (where c.state = 'stale')::int as stale,
  count(*) filter (where c.state = 'superseded')::int as superseded,
  count(*) filter (where c.need_help)::int as "needHelp",
  count(*) filter (where c.cannot)::int as cannot,
  min(c.called_at) filter (where ${isOwing}) as "silentSince"`;

const counts = ['total', 'answered', 'silent', 'escalated', 'unroused', 'unrousedHouseholds', 'stale', 'superseded', 'needHelp', 'cannot'];
/** The tally of an area above: its townships' counts added up, and the longest of their silences. */
const summed = `${counts.map((count) => `sum("${count}")::int as "${count}"`).join(', ')}, min("silentSince") as "silentSince"`;

/** An area of a call-out whose calls are counted together. */
export interface TallyArea {
  callOutId: CallOutId;
  tallyCode: string;
}

interface TallyRow extends Row, Omit<Tally, 'silentSince'> {
  silentSince: Date | null;
}

export async function talliesOf(tx: Tx, areas: readonly TallyArea[]): Promise<(TallyArea & { tally: Tally })[]> {
  const rows = await tx.query<TallyRow & TallyArea>(
    `select call_out_id as "callOutId", tally_code as "tallyCode", ${tally} from call c
     where (call_out_id, tally_code) in (select * from unnest($1::uuid[], $2::text[]))
     group by call_out_id, tally_code order by call_out_id, tally_code`,
    [areas.map(({ callOutId }) => callOutId), areas.map(({ tallyCode }) => tallyCode)],
  );
  return rows.map(({ callOutId, tallyCode, ...row }) => ({ callOutId, tallyCode, tally: tallyFrom(row) }));
}

/** The areas that a call-out counts by. */
export async function tallyAreas(tx: Tx, callOutId: CallOutId): Promise<TallyArea[]> {
  return tx.query<TallyArea & Row>(
    `select distinct call_out_id as "callOutId", tally_code as "tallyCode" from call where call_out_id = $1 order by tally_code`,
    [callOutId],
  );
}

/** How each call-out stands as a whole, as far as the scope reaches: nothing but zeros where it holds no call for it. */
export async function callOutTallies(tx: Tx, callOutIds: readonly CallOutId[]): Promise<Map<CallOutId, Tally>> {
  const rows = await tx.query<TallyRow & { id: CallOutId }>(
    `select o.id, ${tally} from unnest($1::uuid[]) as o (id) left join call c on c.call_out_id = o.id group by o.id`,
    [callOutIds],
  );
  return new Map(rows.map(({ id, ...row }) => [id, tallyFrom(row)]));
}

/** City, counties and townships with the counts of all that lies below each, most silent first; areas above the scope are left out. */
export async function callTree(tx: Tx, callOutId: CallOutId): Promise<TreeNode[]> {
  const rows = await tx.query<TallyRow & Pick<TreeNode, 'areaCode' | 'parentCode' | 'level'>>(
    `with recursive counted as materialized (
       select tally_code, ${tally} from call c where c.call_out_id = $1 group by tally_code
     ), upward as (
       select tally_code, tally_code as code from counted
       union all
       select upward.tally_code, a.parent_code from upward join area a on a.code = upward.code where a.parent_code is not null
     )
     select a.code as "areaCode", a.parent_code as "parentCode", a.level, ${summed}
     from upward join area a on a.code = upward.code join counted using (tally_code)
     where starts_with(a.code, area_scope())
     group by a.code
     order by array_position(array['city', 'county', 'township'], a.level), silent desc, a.code`,
    [callOutId],
  );
  return rows.map(({ areaCode, parentCode, level, ...row }) => ({ areaCode, parentCode, level, ...tallyFrom(row) }));
}

/** The villages of a township with the counts of each, most silent first; what belongs to the township itself stands under its own code. */
export async function villageTree(tx: Tx, callOutId: CallOutId, township: AreaCode): Promise<TreeNode[]> {
  const rows = await tx.query<TallyRow & Pick<TreeNode, 'areaCode' | 'parentCode' | 'level'>>(
    `select a.code as "areaCode", a.parent_code as "parentCode", a.level, ${tally}
     from call c join area a on a.code = c.area_code
     where c.call_out_id = $1 and c.tally_code = $2 group by a.code order by silent desc, a.code`,
    [callOutId, township],
  );
  return rows.map(({ areaCode, parentCode, level, ...row }) => ({ areaCode, parentCode, level, ...tallyFrom(row) }));
}

function tallyFrom({ silentSince, ...row }: TallyRow): Tally {
  return { ...row, silentSince: silentSince?.toISOString() ?? null };
}
