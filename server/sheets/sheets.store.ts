import type { AreaCode } from '../contract/areas.ts';
import type { CallId, CallOutId, ReceiptKind } from '../contract/calls.ts';
import type { CallSheet, SheetLine } from '../contract/sheets.ts';
import type { Row, Tx } from '../kernel/db.ts';
import type { SheetPlace } from './line-code.rules.ts';
import type { EarlierReceipt } from './sheets.rules.ts';

export interface NewSheet {
  callOutId: CallOutId;
  area: AreaCode;
  inClear: boolean;
  printedAt: Date;
  printedBy: number;
  /** In the order in which they are printed: the first is line 1. */
  lines: readonly NamedCall[];
}

/** @returns the number of the sheet */
export async function insertSheet(tx: Tx, { callOutId, area, inClear, printedAt, printedBy, lines }: NewSheet): Promise<number> {
  const sheet = await tx.one<{ id: number }>(
    `insert into call_sheet (call_out_id, area_code, in_clear, printed_at, printed_by, lines) values ($1, $2, $3, $4, $5, $6) returning id`,
    [callOutId, area, inClear, printedAt, printedBy, lines.length],
  );
  await tx.query(
    `insert into call_sheet_line (sheet_id, line, call_id, area_code)
     select $1, nr, call_id, area_code from unnest($2::uuid[], $3::text[]) with ordinality as l (call_id, area_code, nr)`,
    [sheet!.id, lines.map(({ callId }) => callId), lines.map(({ areaCode }) => areaCode)],
  );
  return sheet!.id;
}

export async function sheetById(tx: Tx, id: number): Promise<Omit<CallSheet, 'lines'> | undefined> {
  const row = await tx.one<Row & Omit<CallSheet, 'lines' | 'printedAt'> & { printedAt: Date }>(
    `select s.id, s.call_out_id as "callOutId", s.area_code as "areaCode", w.headline, o.level, o.incident_mode as "incidentMode", s.printed_at as "printedAt"
     from call_sheet s join call_out o on o.id = s.call_out_id join warning w on w.id = o.warning_id where s.id = $1`,
    [id],
  );
  return row && { ...row, printedAt: row.printedAt.toISOString() };
}

export function linesOf(tx: Tx, id: number): Promise<Omit<SheetLine, 'code'>[]> {
  return tx.query<Row & Omit<SheetLine, 'code'>>(
    `select l.line, c.id as "callId", who.masked_name as "maskedName", coalesce(p.kind, 'household') as "postKind", c.area_code as "areaCode",
       a.name_zh as "areaNameZh", a.name_en as "areaNameEn", c.state, c.progress, c.need_help as "needHelp", c.cannot
     from call_sheet_line l join call c on c.id = l.call_id join person who on who.id = c.person_id join area a on a.code = c.area_code
     left join post p on p.id = c.post_id
     where l.sheet_id = $1 order by l.line`,
    [id],
  );
}

interface NamedCall {
  callId: CallId;
  areaCode: AreaCode;
}

/** The calls that these lines stand for, as far as the scope reaches. */
export function callsAt(tx: Tx, places: readonly SheetPlace[]): Promise<(SheetPlace & NamedCall)[]> {
  return tx.query<Row & SheetPlace & NamedCall>(
    `select sheet_id as "sheetId", line, call_id as "callId", area_code as "areaCode" from call_sheet_line
     where (sheet_id, line) in (select * from unnest($1::bigint[], $2::int[]))`,
    [places.map(({ sheetId }) => sheetId), places.map(({ line }) => line)],
  );
}

export function receiptsOf(tx: Tx, callIds: readonly CallId[]): Promise<EarlierReceipt[]> {
  return tx.query<Row & EarlierReceipt & { kind: ReceiptKind }>(
    `select call_id as "callId", kind, counts from receipt where call_id = any($1::uuid[])`,
    [callIds],
  );
}
