import { AcksQuery, LedgerExport, LedgerFilter, LedgerPage, LedgerQuery, LedgerStatistics } from './ledger.ts';
import type { Operation } from './operation.ts';
import { callOutPath, sheetPath } from './path-params.ts';
import { CallSheet, SheetOutcomes, SheetQuery, SheetResults, SheetPlan } from './sheets.ts';

/** Paper, the ledger, and what is told to those who sent the warnings. */
export const ledgerOperations = [
  {
    method: 'get',
    path: '/call-outs/:id/sheets.pdf',
    params: callOutPath,
    summary: 'Call sheets by village with a code to scan on every line; in the clear only for a purpose, by who may reveal',
    access: 'call.answerFor',
    query: SheetQuery,
    answers: { 200: { contentType: 'application/pdf', description: 'A4, fonts embedded' } },
    refusals: ['call-out/unknown', 'area/unknown', 'area/outside', 'sheet/nothing', 'sheet/too-much'],
  },
  {
    method: 'get',
    path: '/call-outs/:id/sheets/plan',
    params: callOutPath,
    summary: 'What such a print would hold: people, households and about how many pages',
    access: 'call.answerFor',
    query: SheetQuery,
    answers: { 200: SheetPlan },
    refusals: ['call-out/unknown', 'area/unknown', 'area/outside'],
  },
  {
    method: 'get',
    path: '/call-outs/:id/sheets.stream',
    params: callOutPath,
    summary: 'The same print, telling how far it is while it is made: lines of PrintNews, then the PDF; a cut connection ends the work',
    access: 'call.answerFor',
    query: SheetQuery,
    answers: { 200: { contentType: 'application/vnd.jiaoying.print', description: 'JSON by line, then bytes' } },
    refusals: ['call-out/unknown', 'area/unknown', 'area/outside', 'sheet/nothing', 'sheet/too-much'],
  },
  {
    method: 'get',
    path: '/call-sheets/:id',
    params: sheetPath,
    summary: 'The lines of a printed sheet, people masked, and how their calls stand',
    access: 'call.answerFor',
    answers: { 200: CallSheet },
    refusals: ['sheet/unknown'],
  },
  {
    method: 'post',
    path: '/call-sheets/results',
    summary: 'What came back on paper, line by line; the same line typed twice, or scanned and typed, counts once',
    access: 'call.answerFor',
    body: SheetResults,
    answers: { 200: SheetOutcomes },
  },
  {
    method: 'get',
    path: '/ledger',
    summary: 'Every attempt and receipt, newest first, people masked',
    access: 'ledger.read',
    query: LedgerQuery,
    answers: { 200: LedgerPage },
  },
  {
    method: 'get',
    path: '/ledger/statistics',
    summary: 'The same in sums, by area, level, channel and hour; of actual incidents where none is named',
    access: 'ledger.read',
    query: LedgerFilter,
    answers: { 200: LedgerStatistics },
  },
  {
    method: 'get',
    path: '/ledger/export.csv',
    summary: 'The same as a table; in the clear only for a purpose, by who may reveal',
    access: 'ledger.read',
    secondFactor: true,
    query: LedgerExport,
    answers: { 200: { contentType: 'text/csv', description: 'UTF-8 with a byte order mark; no cell can be a formula' } },
  },
  {
    method: 'get',
    path: '/ledger/export.xlsx',
    summary: 'The same as a workbook',
    access: 'ledger.read',
    secondFactor: true,
    query: LedgerExport,
    answers: {
      200: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', description: 'One sheet of texts' },
    },
  },
  {
    method: 'get',
    path: '/feeds/acks.atom',
    summary: 'For each warning received a CAP 1.2 acknowledgement with its answer rate; counts alone',
    access: 'public',
    query: AcksQuery,
    answers: { 200: { contentType: 'application/atom+xml', description: 'Newest 200, one entry for each warning' } },
  },
] as const satisfies readonly Operation[];
