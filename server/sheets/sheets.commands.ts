import { isWithin, type AreaCode } from '../contract/areas.ts';
import type { Call, CallId, CallOut } from '../contract/calls.ts';
import type { Session } from '../contract/session.ts';
import { mostSheetLines, type CallSheet, type SheetOutcome, type SheetQuery, type SheetResult } from '../contract/sheets.ts';
import { recordSheets } from '../calls/attempts.store.ts';
import { callsById } from '../calls/call-board.store.ts';
import { callOutById } from '../calls/call-outs.store.ts';
import { takeReceipts, type Submission } from '../calls/receipts.commands.ts';
import { insertAudit } from '../identity/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { namedUuid } from '../kernel/named-uuid.ts';
import type { PdfDocument } from '../kernel/pdf.ts';
import { Refusal } from '../kernel/refusal.ts';
import { lineCode, placeOf, type SheetPlace } from './line-code.rules.ts';
import { paperAreas, paperCalls, paperHouseholds, paperWarning } from './paper.store.ts';
import { sheetDocument, type Paper } from './sheet-document.rules.ts';
import { isKnown } from './sheets.rules.ts';
import { callsAt, insertSheet, linesOf, receiptsOf, sheetById } from './sheets.store.ts';

export interface PrintOrder {
  callOutId: CallOut['id'];
  wanted: SheetQuery;
  reader: Session;
  /** Network address of who asks. */
  address?: string;
  /** Address of the page on which a call is answered by who scans its code. */
  linkTo: (call: { callId: CallId; personId: number }) => string;
}

/**
 * Makes a sheet ready for printing: notes it, its lines and an attempt for each, and who reads names in full and why. All of that
 * happens or nothing is printed. Needs the personal role for a purpose.
 */
export async function prepareSheet(tx: Tx, ctx: Ctx, order: PrintOrder): Promise<{ sheetId: number; document: PdfDocument }> {
  const { callOutId, wanted, reader } = order;
  const callOut = await callOutById(tx, callOutId);
  if (!callOut) throw new Refusal('call-out/unknown');
  const incident = await incidentById(tx, callOut.incidentId);
  const printedAt = incidentNow(incident!, ctx.now);
  const paper = await readPaper(tx, order);
  const callIds = paper.calls.map(({ callId }) => callId);
  const sheet = { callOutId, area: wanted.area, inClear: wanted.purpose !== undefined, printedAt, printedBy: reader.userId };
  const sheetId = await insertSheet(tx, { ...sheet, lines: paper.calls });
  await recordSheets(tx, callIds, printedAt);
  await notePrint(tx, ctx, { order, sheetId });
  const printed = { at: printedAt.toISOString(), by: reader.displayName, purpose: wanted.purpose ?? null };
  return { sheetId, document: sheetDocument({ ...paper, sheetId, printed }) };
}

async function readPaper(tx: Tx, { callOutId, wanted, reader, linkTo }: PrintOrder): Promise<Omit<Paper, 'sheetId' | 'printed'>> {
  const { area, purpose, lang } = wanted;
  if (!isWithin(area, reader.areaCode)) throw new Refusal('area/outside');
  const scope = { callOutId, area, inClear: purpose !== undefined, limit: mostSheetLines + 1 };
  const calls = await paperCalls(tx, scope);
  if (calls.length === 0) throw new Refusal('sheet/nothing');
  if (calls.length > mostSheetLines) throw new Refusal('sheet/too-much');
  const codes = [...new Set(calls.map(({ areaCode }) => areaCode))];
  const households = await paperHouseholds(tx, scope, codes);
  const areas = new Map((await paperAreas(tx, codes)).map((each): [AreaCode, typeof each] => [each.code, each]));
  const linked = [...calls, ...households.flatMap(({ callId, personId }) => (callId && personId !== null ? [{ callId, personId }] : []))];
  const links = new Map(linked.map(({ callId, personId }) => [callId, linkTo({ callId, personId })]));
  return { language: lang, warning: (await paperWarning(tx, callOutId))!, calls, households, areas, links };
}

function notePrint(tx: Tx, ctx: Ctx, { order, sheetId }: { order: PrintOrder; sheetId: number }): Promise<void> {
  const { wanted, reader, address, callOutId } = order;
  const { purpose } = wanted;
  return insertAudit(tx, {
    at: ctx.now,
    userId: reader.userId,
    username: reader.username,
    action: purpose === undefined ? 'callSheet.printed' : 'callSheet.printedInClear',
    subject: `sheet ${sheetId} of call-out ${callOutId}`,
    ...(purpose !== undefined && { purpose }),
    ...(address && { address }),
    areaCode: wanted.area,
  });
}

/** A printed sheet, and how the calls of its lines stand now. */
export async function sheetOf(tx: Tx, id: number): Promise<CallSheet> {
  const sheet = await sheetById(tx, id);
  if (!sheet) throw new Refusal('sheet/unknown');
  const lines = await linesOf(tx, id);
  return { ...sheet, lines: lines.map((each) => ({ ...each, code: lineCode({ sheetId: id, line: each.line }) })) };
}

/** Who types results in, and the calls that are theirs to answer. */
export interface Typist {
  userId: number;
  areaPrefix: string;
}

/**
 * Takes what came back on paper. What a call has said before, on another print or by its link, is known and not noted again; the same
 * line typed twice is one receipt. The transaction must see the whole server: what is not the typist's to answer is refused.
 */
export async function takeResults(
  tx: Tx,
  ctx: Ctx,
  { results, typist }: { results: readonly SheetResult[]; typist: Typist },
): Promise<SheetOutcome[]> {
  const lines = await linesNamed(tx, results, typist);
  const known = await knownAmong(tx, lines);
  const fresh = lines.flatMap((line) => (line.submission && !known.has(line) ? [line.submission] : []));
  const taken = await takeReceipts(tx, ctx, fresh);
  const answers = new Map(fresh.map((submission, at) => [submission, taken[at]!]));
  return lines.map((line) => {
    if (!line.submission) return { line: line.result.line, outcome: 'refused', code: 'sheet/wrong-line', call: null };
    const before = known.get(line);
    if (before) return { line: line.result.line, outcome: 'known', code: null, call: before };
    const answer = answers.get(line.submission)!;
    return answer instanceof Refusal
      ? { line: line.result.line, outcome: 'refused', code: answer.code, call: null }
      : { line: line.result.line, outcome: 'taken', code: null, call: answer };
  });
}

interface TypedLine {
  result: SheetResult;
  /** Null: there is no such line, or it is not the typist's. */
  submission: Submission | null;
}

async function linesNamed(tx: Tx, results: readonly SheetResult[], typist: Typist): Promise<TypedLine[]> {
  const places = results.map(({ line }) => placeOf(line));
  const found = await callsAt(
    tx,
    places.flatMap((place) => place ?? []),
  );
  const calls = new Map(found.filter(({ areaCode }) => areaCode.startsWith(typist.areaPrefix)).map((line) => [keyOf(line), line.callId]));
  return results.map((result, at) => {
    const place = places[at];
    const callId = place && calls.get(keyOf(place));
    return { result, submission: callId ? submissionOf(result, { sheetId: place.sheetId, callId, typist }) : null };
  });
}

/** Lines that say what their call has said before, and how that call stands. */
async function knownAmong(tx: Tx, lines: readonly TypedLine[]): Promise<Map<TypedLine, Call>> {
  const callIds = [...new Set(lines.flatMap(({ submission }) => submission?.callId ?? []))];
  const earlier = await receiptsOf(tx, callIds);
  const said = lines.filter(({ result, submission }) => submission && isKnown(earlier, submission.callId, result));
  const calls = new Map((await callsById(tx, callIds)).map((call) => [call.id, call]));
  return new Map(said.map((line) => [line, calls.get(line.submission!.callId)!]));
}

function submissionOf(
  { kind, note, counts }: SheetResult,
  { sheetId, callId, typist }: { sheetId: number; callId: CallId; typist: Typist },
): Submission {
  const receiptId = namedUuid(`sheet ${sheetId} ${callId} ${kind}`);
  return { callId, receipt: { receiptId, kind, ...(note && { note }), ...(counts && { counts }) }, by: { ...typist, via: 'sheet' } };
}

function keyOf({ sheetId, line }: SheetPlace): string {
  return `${sheetId}-${line}`;
}
