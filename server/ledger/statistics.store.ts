import { areaPrefix } from '../contract/areas.ts';
import type { LedgerEntryKind, LedgerFilter, LedgerShare, LedgerStatistics } from '../contract/ledger.ts';
import { among, countOf } from '../kernel/db/among.ts';
import { owedStates, owingStates } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import { Conditions, ofCalls, ofEntries } from './ledger-filter.store.ts';

const share = `${countOf(among('state', owedStates))} as calls, ${countOf(`state = 'answered'`)} as answered,
  ${countOf(among('state', owingStates))} as silent, ${countOf(`state = 'unroused'`)} as unroused,
  ${countOf(`state = 'answered' and seconds is null`)} as untimed,
  percentile_disc(0.5) within group (order by seconds) as "medianAnswerSeconds",
  percentile_disc(0.9) within group (order by seconds) as "slowAnswerSeconds"`;

/**
 * The calls that fit, without those that were made again for a newer version and those that nobody has released: they are no silence.
 * Where no incident is named, of the actual ones alone: drills and the watchdog's calls answer as they are told to. How long an answer took is known
 * where the device's clock is believed; the others answer too, and are in no median.
 */
function picked(filter: LedgerFilter): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions = ofCalls(new Conditions(values), filter)
    .and(filter.from, `c.called_at >= ?::timestamptz`)
    .and(filter.to, `c.called_at < ?::timestamptz`)
    .and((filter.incident ?? filter.callOut) ? undefined : 'actual', `c.incident_mode = ?`);
  const text = `picked as materialized (
    select c.id, c.area_code, c.tally_code, c.state, o.level, case when c.answered_at is not null and 'deviceClock' <> all (c.flags) then greatest(0, extract(epoch from c.answered_at - c.called_at))::float8 end as seconds,
      c.answered_at
    from call c join call_out o on o.id = c.call_out_id left join post p on p.id = c.post_id
    where ${among('c.state', owedStates)} and o.released_at is not null${conditions.text}
  )`;
  return { text, values };
}

export async function sharesOf(tx: Tx, filter: LedgerFilter): Promise<Pick<LedgerStatistics, 'totals' | 'byLevel' | 'byArea'>> {
  const { text, values } = picked(filter);
  const area = placeAt(digitsBelow(filter.area));
  const rows = await tx.query<
    Row & LedgerShare & Pick<LedgerStatistics['byLevel'][number], 'level'> & { isLevel: boolean; areaCode: string | null }
  >(
    `with ${text}, placed as (
       select picked.*, ${area} as area from picked
     )
     select level, grouping(level) = 0 as "isLevel", area as "areaCode", ${share} from placed group by grouping sets ((), (level), (area))`,
    values,
  );
  const { nameOf } = await namesOf(tx, rows);
  const shares = rows.map(({ level, isLevel, areaCode, ...each }) => ({
    ...{ level, isLevel },
    areaCode,
    share: each,
  }));
  return {
    totals: shares.find(({ isLevel, areaCode }) => !isLevel && areaCode === null)!.share,
    byLevel: shares.flatMap(({ level, isLevel, share: each }) => (isLevel ? [{ level, ...each }] : [])),
    byArea: shares.flatMap(({ areaCode, share: each }) => (areaCode ? [{ areaCode, ...nameOf(areaCode), ...each }] : [])),
  };
}

/** How many digits tell apart the areas below: counties in the city, townships in a county, villages in a township. */
function digitsBelow(area: string | undefined): number {
  const length = area ? areaPrefix(area).length : 4;
  return { 4: 6, 6: 9 }[length] ?? 12;
}

/** The area that a call is summed under. A few villages have codes outside their township's: above the villages they go with their township. */
function placeAt(digits: number): string {
  if (digits === 12) return 'area_code';
  return `rpad(left(case when starts_with(area_code, left(tally_code, ${digits})) then area_code else tally_code end, ${digits}), 12, '0')`;
}

async function namesOf(tx: Tx, rows: readonly { areaCode: string | null }[]) {
  const codes = rows.flatMap(({ areaCode }) => areaCode ?? []);
  const named = await tx.query<{ code: string; nameZh: string; nameEn: string }>(
    `select code, name_zh as "nameZh", name_en as "nameEn" from area where code = any($1)`,
    [codes],
  );
  const names = new Map(named.map(({ code, ...name }) => [code, name]));
  return { nameOf: (code: string) => names.get(code) ?? { nameZh: code, nameEn: code } };
}

/** The calls that fit, and which of their attempts `a` and receipts `r` do, each as a source of rows. */
function pickedEntries(filter: LedgerFilter) {
  const { text, values } = picked(filter);
  const ofKind = (entry: LedgerEntryKind) => ofEntries(new Conditions(values), filter, entry).text;
  return {
    ...{ text, values },
    attempts: `attempt a join picked on picked.id = a.call_id where true${ofKind('attempt')}`,
    receipts: `receipt r join picked on picked.id = r.call_id where true${ofKind('receipt')}`,
  };
}

export function channelSums(tx: Tx, filter: LedgerFilter): Promise<LedgerStatistics['byChannel']> {
  const { text, values, attempts, receipts } = pickedEntries(filter);
  return tx.query<LedgerStatistics['byChannel'][number] & Row>(
    `with ${text}, tried as (
       select a.channel, count(*)::int as attempts,
         count(*) filter (where a.state in ('sent', 'shown') and a.failure is null)::int as sent,
         count(*) filter (where a.state = 'shown' or a.outcome in ('delivered', 'answered'))::int as delivered,
         count(*) filter (where a.state = 'failed')::int as failed,
         count(*) filter (where a.state = 'unknown')::int as unknown
       from ${attempts} group by a.channel
     ), said as (
       select r.via as channel, count(*)::int as receipts from ${receipts} group by r.via
     )
     select channel, coalesce(attempts, 0) as attempts, coalesce(sent, 0) as sent, coalesce(delivered, 0) as delivered,
       coalesce(failed, 0) as failed, coalesce(unknown, 0) as unknown, coalesce(receipts, 0) as receipts
     from tried full join said using (channel) order by attempts desc, channel`,
    values,
  );
}

export async function hourSums(tx: Tx, filter: LedgerFilter): Promise<LedgerStatistics['byHour']> {
  const { text, values, attempts, receipts } = pickedEntries(filter);
  const rows = await tx.query<Row & Omit<LedgerStatistics['byHour'][number], 'hour'> & { hour: Date }>(
    `with ${text}, happened as (
       select a.queued_at as at, 0 as kind from ${attempts}
       union all select r.received_at, 1 from ${receipts}
       union all select answered_at, 2 from picked where answered_at is not null
     )
     select date_trunc('hour', at, 'Asia/Shanghai') as hour, count(*) filter (where kind = 0)::int as attempts,
       count(*) filter (where kind = 1)::int as receipts, count(*) filter (where kind = 2)::int as answers
     from happened group by 1 order by 1`,
    values,
  );
  return rows.map(({ hour, ...sums }) => ({ hour: hour.toISOString(), ...sums }));
}

/**
 * What the last receipt with counts of each call and household says, added up. What a guardian says for all and what was said household
 * by household are the same people: of the two the greater counts, so that nobody is counted twice. Numbers that the register makes doubtful are left
 * out, and what was said before them stands.
 */
export async function countSums(tx: Tx, filter: LedgerFilter): Promise<Record<string, number>> {
  const { text, values } = picked(filter);
  const rows = await tx.query<{ what: string; people: number }>(
    `with ${text}, last as (
       select distinct on (r.call_out_id, coalesce(r.about_household_id::text, r.call_id::text)) r.call_id, r.household_id is null as is_whole, r.counts
       from standing_receipt r join picked on picked.id = r.call_id join receipt said on said.id = r.id
       where r.counts is not null and 'countsDoubted' <> all (said.flags)
       order by r.call_out_id, coalesce(r.about_household_id::text, r.call_id::text), r.at desc,
         array_position(array['helped', 'heard', 'onPost', 'acting', 'done', 'cannot', 'needHelp'], r.kind) desc, r.received_at desc, r.id
     ), by_call as (
       select last.call_id, each.key as what, sum(each.value::int) filter (where is_whole) as whole, sum(each.value::int) filter (where not is_whole) as parts
       from last cross join lateral jsonb_each_text(last.counts) each group by 1, 2
     )
     select what, sum(greatest(whole, parts))::int as people from by_call group by 1 order by 1`,
    values,
  );
  return Object.fromEntries(rows.map(({ what, people }) => [what, people]));
}
