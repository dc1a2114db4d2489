import type { Area } from '#contract/areas.ts';
import type { CallOutId, CallOutReport, TreeNode } from '#contract/calls.ts';
import type { Incident, IncidentId } from '#contract/incidents.ts';
import type { LedgerFilter, LedgerPage, LedgerStatistics } from '#contract/ledger.ts';
import type { PredictionRecord } from '#contract/predictions.ts';
import type { CallSheet, SheetOutcomes, SheetPlan, SheetQuery, SheetResult } from '#contract/sheets.ts';
import { answerTo, get, send } from '../app/api.ts';
import { locale } from '../words/words.ts';
import { queryOf } from './ledger.view.ts';
import { readPrint } from './print-stream.ts';

/** What a print shall hold; the language is the screen's. */
export type SheetWish = Pick<SheetQuery, 'area' | 'who' | 'calls' | 'purpose'>;

/** What the ledger asks of the server. */
export const ledgerApi = {
  /** Without the watchdog's own: its test calls are thousands a day. */
  incidents: () => get<Incident[]>('/incidents'),
  areas: () => get<Area[]>('/areas'),
  callOuts: (incident: IncidentId) => get<CallOutReport[]>(`/incidents/${incident}/call-outs`),
  tree: (callOut: CallOutId) => get<TreeNode[]>(`/call-outs/${callOut}/tree`),
  page: (filter: LedgerFilter, cursor: string | null) =>
    get<LedgerPage>(`/ledger?${new URLSearchParams({ ...queryOf(filter), ...(cursor && { cursor }) })}`),
  statistics: (filter: LedgerFilter) => get<LedgerStatistics>(`/ledger/statistics?${new URLSearchParams(queryOf(filter))}`),
  predictions: () => get<PredictionRecord>('/predictions'),
  sheetPlan: (callOut: CallOutId, wanted: SheetWish) => get<SheetPlan>(`/call-outs/${callOut}/sheets/plan?${wishOf(wanted)}`),
  print: async (callOut: CallOutId, wanted: SheetWish, { signal, onShare }: { signal: AbortSignal; onShare: (share: number) => void }) => {
    const answer = await answerTo(`/call-outs/${callOut}/sheets.stream?${wishOf(wanted)}`, { signal });
    return readPrint(answer.body!, onShare);
  },
  sheet: (number: number) => get<CallSheet>(`/call-sheets/${number}`),
  typeIn: (result: SheetResult) => send<SheetOutcomes>('POST', '/call-sheets/results', { results: [result] }),
};

function wishOf(wanted: SheetWish): URLSearchParams {
  const { area, who, calls, purpose } = wanted;
  const lang = locale.get() === 'en' ? 'en' : 'zh';
  return new URLSearchParams({ area, who, lang, ...(calls && { calls }), ...(purpose && { purpose }) });
}
