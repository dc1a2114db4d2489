import type { AreaCode } from '../contract/areas.ts';
import type { CallOutId } from '../contract/calls.ts';
import type { NoticeAnswer } from '../contract/notice-answers.ts';
import type { CallSheet, SheetLine } from '../contract/sheets.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { SheetPlace } from './line-code.rules.ts';
import type { EarlierReceipt, LineSubject } from './sheets.rules.ts';

export interface NewSheet {
  callOutId: CallOutId;
  area: AreaCode;
  inClear: boolean;
  printedAt: Date;
  printedBy: number;
  /** In the order in which they are printed: the first is line 1. */
  lines: readonly (Pick<LineSubject, 'callId' | 'householdId'> & { areaCode: AreaCode })[];
}

/** @returns the number of the sheet */
export async function insertSheet(tx: Tx, { callOutId, area, inClear, printedAt, printedBy, lines }: NewSheet): Promise<number> {
  const sheet = await tx.one<{ id: number }>(
    `insert into call_sheet (call_out_id, area_code, in_clear, printed_at, printed_by, lines) values ($1, $2, $3, $4, $5, $6) returning id`,
    [callOutId, area, inClear, printedAt, printedBy, lines.length],
  );
  await tx.query(
    `insert into call_sheet_line (sheet_id, line, call_id, household_id, area_code)
     select $1, nr, call_id, household_id, area_code
     from unnest($2::uuid[], $3::bigint[], $4::text[]) with ordinality as l (call_id, household_id, area_code, nr)`,
    [sheet!.id, lines.map(({ callId }) => callId), lines.map(({ householdId }) => householdId), lines.map(({ areaCode }) => areaCode)],
  );
  return sheet!.id;
}

export async function sheetById(tx: Tx, id: number): Promise<Omit<CallSheet, 'lines'> | undefined> {
  const row = await tx.one<Row & Omit<CallSheet, 'lines' | 'printedAt'> & { printedAt: Date }>(
    `select s.id, s.call_out_id as "callOutId", s.area_code as "areaCode", n.words -> 'zh' ->> 'headline' as headline, o.level, n.kind as "noticeKind", n.answers, o.incident_mode as "incidentMode", s.printed_at as "printedAt"
     from call_sheet s join call_out o on o.id = s.call_out_id join notice n on n.id = o.notice_id where s.id = $1`,
    [id],
  );
  return row && { ...row, printedAt: row.printedAt.toISOString() };
}

/** Lines as they were printed, with masked names. */
export function linesOf(tx: Tx, id: number): Promise<PrintedLine[]> {
  return tx.query<Row & PrintedLine>(
    `select l.line, l.call_id as "callId", l.household_id as "householdId", ${subject} as subject,
       case when l.household_id is null then who.masked_name else coalesce(first.masked_name, '') end as "maskedName",
       case when l.household_id is null then coalesce(p.kind, 'household') else 'household' end as "postKind",
       l.area_code as "areaCode", a.name_zh as "areaNameZh", a.name_en as "areaNameEn"
     from call_sheet_line l join call c on c.id = l.call_id join person who on who.id = c.person_id join area a on a.code = l.area_code
     left join post p on p.id = c.post_id
     left join lateral (
       select kin.masked_name from evacuee e join person kin on kin.id = e.person_id where e.household_id = l.household_id order by kin.id limit 1
     ) first on true
     where l.sheet_id = $1 order by l.line`,
    [id],
  );
}

export type PrintedLine = LineSubject & Pick<SheetLine, 'line' | 'maskedName' | 'postKind' | 'areaCode' | 'areaNameZh' | 'areaNameEn'>;

/** A household is the same in a whole call-out, whichever call it hangs on. */
const subject = `c.call_out_id || ' ' || coalesce(l.household_id::text, c.household_id::text, c.id::text)`;

/** A line as results name it, and what its notice asks for. */
type NamedLine = SheetPlace & LineSubject & { areaCode: AreaCode; answers: NoticeAnswer[] };

/** What these lines stand for, as far as the scope reaches. */
export function linesAt(tx: Tx, places: readonly SheetPlace[]): Promise<NamedLine[]> {
  return tx.query<Row & NamedLine>(
    `select l.sheet_id as "sheetId", l.line, l.call_id as "callId", l.household_id as "householdId", ${subject} as subject, l.area_code as "areaCode", n.answers
     from call_sheet_line l join call c on c.id = l.call_id join call_out o on o.id = c.call_out_id join notice n on n.id = o.notice_id
     where (l.sheet_id, l.line) in (select * from unnest($1::bigint[], $2::int[]))`,
    [places.map(({ sheetId }) => sheetId), places.map(({ line }) => line)],
  );
}

/** What was said of these lines' subjects and holds, on paper, by a link or at the desk. */
export function earlierReceipts(tx: Tx, lines: readonly LineSubject[]): Promise<EarlierReceipt[]> {
  return tx.query<Row & EarlierReceipt>(
    `select r.id as "receiptId", r.call_out_id || ' ' || coalesce(r.about_household_id::text, r.call_id::text) as subject,
       r.kind, r.counts, r.note, r.user_id is not null as "isTyped"
     from standing_receipt r where r.call_id = any($1::uuid[]) or r.household_id = any($2::bigint[])`,
    [lines.map(({ callId }) => callId), lines.flatMap(({ householdId }) => householdId ?? [])],
  );
}
