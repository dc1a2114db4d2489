import { randomUUID } from 'node:crypto';
import { isWithin, type AreaCode } from '../contract/areas.ts';
import { kindSaid, type Call, type CallId, type CallOut } from '../contract/calls.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { Session } from '../contract/session.ts';
import {
  mostSheetLines,
  type CallSheet,
  type SheetOutcome,
  type SheetPlan,
  type SheetQuery,
  type SheetResult,
} from '../contract/sheets.ts';
import { recordSheets } from '../calls/attempts.store.ts';
import { callsById } from '../calls/call-board.store.ts';
import { callOutById } from '../calls/call-outs.store.ts';
import { callsAsAsked } from '../calls/households.commands.ts';
import { holdCalls, takeReceipts, type Submission } from '../receipts/receipts.commands.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import type { PdfDocument } from '../kernel/documents/pdf.ts';
import { Refusal } from '../kernel/refusal.ts';
import { lineCode, placeOf, type SheetPlace } from './line-code.rules.ts';
import { pagesOf, paperLines, type PaperLine } from './paper.rules.ts';
import { paperAreas, paperCalls, paperHouseholds, paperNotice } from './paper.store.ts';
import { sheetDocument, type Paper, type PrintedHead } from './sheet-document.rules.ts';
import { isAskedFor, readResults, type LineSubject, type LineReading, type TypedLine } from './sheets.rules.ts';
import { earlierReceipts, insertSheet, linesAt, linesOf, sheetById } from './sheets.store.ts';

export interface PrintOrder {
  callOutId: CallOut['id'];
  wanted: SheetQuery;
  reader: Session;
  /** Network address of who asks. */
  address?: string;
  /** Address of the page on which a line is answered by who scans its code. */
  linkTo: (claim: Omit<LinkClaim, 'via'>) => string;
  /** How far the log of an incident was signed to go. */
  logHeadOf?: (incidentId: CallOut['incidentId']) => PrintedHead | undefined;
}

/** A sheet that is ready to be made: its document, and the calls that it will be an attempt for. */
export interface PreparedSheet {
  sheetId: number;
  document: PdfDocument;
  callIds: CallId[];
  printedAt: Date;
}

/**
 * Makes a sheet ready for printing: notes it and its lines, and who reads names in full and why. All of that happens or nothing is
 * printed. Needs the personal role for a purpose.
 */
export async function prepareSheet(tx: Tx, ctx: Ctx, order: PrintOrder): Promise<PreparedSheet> {
  const { callOutId, wanted, reader } = order;
  const callOut = await callOutById(tx, callOutId);
  if (!callOut) throw new Refusal('call-out/unknown');
  const incident = await incidentById(tx, callOut.incidentId);
  const printedAt = incidentNow(incident!, ctx.now);
  const { callIds, ...paper } = await readPaper(tx, order);
  const sheet = { callOutId, area: wanted.area, inClear: wanted.purpose !== undefined, printedAt, printedBy: reader.userId };
  const sheetId = await insertSheet(tx, { ...sheet, lines: paper.lines });
  await notePrint(tx, ctx, { order, sheetId });
  const printed = {
    at: printedAt.toISOString(),
    by: reader.displayName,
    purpose: wanted.purpose ?? null,
    logHead: order.logHeadOf?.(callOut.incidentId) ?? null,
  };
  return { sheetId, document: sheetDocument({ ...paper, sheetId, printed }), callIds, printedAt };
}

/** Once the print is there, and not before: one that was cut short has reached nobody. */
export function noteSheetMade(tx: Tx, { callIds, printedAt }: PreparedSheet): Promise<void> {
  return recordSheets(tx, callIds, printedAt);
}

/** What such a print would hold, before anything is noted; counted of masked names, also where it will be in the clear. */
export async function planSheet(tx: Tx, order: Pick<PrintOrder, 'callOutId' | 'wanted' | 'reader'>): Promise<SheetPlan> {
  if (!(await callOutById(tx, order.callOutId))) throw new Refusal('call-out/unknown');
  const { purpose: _, ...masked } = order.wanted;
  const { lines, notice } = await readLines(tx, { ...order, wanted: masked });
  const people = lines.filter((line) => 'call' in line).length;
  const pages = pagesOf(lines, notice);
  return { people, households: lines.length - people, pages, isTooMuch: lines.length > mostSheetLines };
}

/** What is printed but its number, and the calls that it is an attempt for. */
type Unprinted = Omit<Paper, 'sheetId' | 'printed'> & { callIds: CallId[] };

async function readPaper(tx: Tx, order: PrintOrder): Promise<Unprinted> {
  const { wanted, linkTo } = order;
  const { calls, lines, codes, notice } = await readLines(tx, order);
  if (calls.length === 0) throw new Refusal('sheet/nothing');
  if (lines.length > mostSheetLines) throw new Refusal('sheet/too-much');
  const areas = new Map((await paperAreas(tx, codes)).map((each): [AreaCode, typeof each] => [each.code, each]));
  return {
    language: wanted.lang,
    notice,
    lines: lines.map((line) => ({ ...line, link: linkTo(claimOf(line)) })),
    isSynthetic: calls.some(({ synthetic }) => synthetic),
    areas,
    callIds: calls.map(({ callId }) => callId),
  };
}

/** Whom a print is about. One line more than a print may hold tells that it is too much. */
async function readLines(tx: Tx, { callOutId, wanted, reader }: Pick<PrintOrder, 'callOutId' | 'wanted' | 'reader'>) {
  const { area, purpose, who } = wanted;
  if (!isWithin(area, reader.areaCode)) throw new Refusal('area/outside');
  const about = { isSilentOnly: who === 'silent', callIds: wanted.calls?.split(',') ?? null };
  const scope = { callOutId, area, inClear: purpose !== undefined, limit: mostSheetLines + 1, ...about };
  const calls = await paperCalls(tx, scope);
  const codes = [...new Set(calls.map(({ areaCode }) => areaCode))];
  const lines = paperLines(calls, await paperHouseholds(tx, scope, codes));
  return { calls, codes, lines, notice: (await paperNotice(tx, callOutId))! };
}

function claimOf({ callId, personId, householdId }: PaperLine): Omit<LinkClaim, 'via'> {
  return { callId, personId, ...(householdId !== null && { householdId }) };
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

/** A printed sheet, and how the calls and households of its lines stand now. */
export async function sheetOf(tx: Tx, id: number): Promise<CallSheet> {
  const sheet = await sheetById(tx, id);
  if (!sheet) throw new Refusal('sheet/unknown');
  const lines = await linesOf(tx, id);
  const calls = await callsOfLines(tx, lines);
  return {
    ...sheet,
    lines: lines.map((line, at) => {
      const { subject: _, ...printed } = line;
      const { state, progress, needHelp, cannot } = calls[at]!;
      return { ...printed, code: lineCode({ sheetId: id, line: line.line }), state, progress, needHelp, cannot };
    }),
  };
}

/** For each line its call, for that of a household as was said of the household. */
async function callsOfLines(tx: Tx, lines: readonly LineSubject[]): Promise<Call[]> {
  const calls = new Map((await callsById(tx, [...new Set(lines.map(({ callId }) => callId))])).map((call) => [call.id, call]));
  return callsAsAsked(
    tx,
    lines.map(({ callId, householdId }) => ({ call: calls.get(callId)!, householdId })),
  );
}

/** Who types results in, and the calls that are theirs to answer. */
export interface Typist {
  userId: number;
  areaPrefix: string;
}

/**
 * Takes what came back on paper. What has been said before, on another print or by a link, is known and not noted again; a line typed
 * anew with something else is corrected. The transaction must see the whole server: what is not the typist's to answer is refused.
 */
export async function takeResults(
  tx: Tx,
  ctx: Ctx,
  { results, typist }: { results: readonly SheetResult[]; typist: Typist },
): Promise<SheetOutcome[]> {
  const lines = await linesNamed(tx, results, typist);
  const named = lines.flatMap(({ line }) => line ?? []);
  // Held before it is asked what they have said: of two who type the same line at once the second finds what the first one said.
  await holdCalls(tx, [...new Set(named.map(({ callId }) => callId))]);
  const readings = readResults(lines, await earlierReceipts(tx, named));
  const fresh = readings.flatMap((reading) => (reading.outcome === 'known' ? [] : [submissionOf(reading, typist)]));
  const taken = await takeReceipts(tx, ctx, fresh);
  const answers = new Map(fresh.map(({ receipt }, at) => [receipt.receiptId, taken[at]!]));
  const calls = new Map((await callsOfLines(tx, named)).map((call, at) => [named[at]!, call]));
  return readings.map((reading) =>
    outcomeOf(reading, { answer: answers.get(reading.receiptId), call: reading.line && calls.get(reading.line)! }),
  );
}

function outcomeOf(
  { result, line, outcome, refusal }: LineReading,
  { answer, call }: { answer: Call | Refusal | undefined; call: Call | null },
): SheetOutcome {
  if (!line) return { line: result.line, outcome: 'refused', code: refusal ?? 'sheet/wrong-line', call: null };
  if (answer instanceof Refusal) return { line: result.line, outcome: 'refused', code: answer.code, call: null };
  return { line: result.line, outcome, code: null, call };
}

/** What each result names, or null where there is no such line, or it is not the typist's. */
async function linesNamed(tx: Tx, results: readonly SheetResult[], typist: Typist): Promise<TypedLine[]> {
  const places = results.map(({ line }) => placeOf(line));
  const found = await linesAt(
    tx,
    places.flatMap((place) => place ?? []),
  );
  const lines = new Map(found.filter(({ areaCode }) => areaCode.startsWith(typist.areaPrefix)).map((line) => [keyOf(line), line]));
  return results.map((result, at) => {
    const place = places[at];
    const line = (place && lines.get(keyOf(place))) ?? null;
    const typed = { result: { ...result, kind: kindSaid(result.kind) }, receiptId: randomUUID() };
    if (line && !isAskedFor(result.kind, line.answers)) return { ...typed, line: null, refusal: 'sheet/not-asked' };
    return { ...typed, line };
  });
}

function submissionOf({ line, result, receiptId, replaces }: LineReading, typist: Typist): Submission {
  const { kind, note, counts } = result;
  const { callId, householdId } = line!;
  const receipt = { receiptId, kind, ...(note && { note }), ...(counts && { counts }) };
  return { callId, ...(householdId !== null && { householdId }), receipt, replaces, by: { ...typist, via: 'sheet' } };
}

function keyOf({ sheetId, line }: SheetPlace): string {
  return `${sheetId}-${line}`;
}
