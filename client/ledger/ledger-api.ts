import type { CallOutId } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { LedgerFilter } from '#contract/ledger.ts';
import type { SheetQuery, SheetResult } from '#contract/sheets.ts';
import { answerTo, call } from '../api/call.ts';
import { locale } from '../words/words.ts';
import { queryOf } from './ledger.view.ts';
import { readPrint } from './print-stream.ts';

/** What a print shall hold; the language is the screen's. */
export type SheetWish = Pick<SheetQuery, 'area' | 'who' | 'calls' | 'purpose'>;

/** What the ledger asks of the server. */
export const ledgerApi = {
  /** Without the watchdog's own: its test calls are thousands a day. */
  incidents: () => call('get /incidents'),
  areas: () => call('get /areas'),
  callOuts: (id: IncidentId) => call('get /incidents/:id/call-outs', { params: { id } }),
  tree: (id: CallOutId) => call('get /call-outs/:id/tree', { params: { id } }),
  page: (filter: LedgerFilter, cursor: string | null) => call('get /ledger', { query: { ...queryOf(filter), ...(cursor && { cursor }) } }),
  statistics: (filter: LedgerFilter) => call('get /ledger/statistics', { query: queryOf(filter) }),
  predictions: () => call('get /predictions'),
  sheetPlan: (id: CallOutId, wanted: SheetWish) => call('get /call-outs/:id/sheets/plan', { params: { id }, query: queryFor(wanted) }),
  print: async (id: CallOutId, wanted: SheetWish, { signal, onShare }: { signal: AbortSignal; onShare: (share: number) => void }) => {
    const answer = await answerTo('get /call-outs/:id/sheets.stream', { params: { id }, query: queryFor(wanted), signal });
    return readPrint(answer.body!, onShare);
  },
  sheet: (id: number) => call('get /call-sheets/:id', { params: { id } }),
  typeIn: (result: SheetResult) => call('post /call-sheets/results', { body: { results: [result] } }),
};

function queryFor({ area, who, calls, purpose }: SheetWish) {
  const lang = locale.get() === 'en' ? 'en' : 'zh';
  return { area, who, lang, ...(calls && { calls }), ...(purpose && { purpose }) };
}
