import type { Area } from '#contract/areas.ts';
import type { CallOutId, CallOutReport, TreeNode } from '#contract/calls.ts';
import { watchdogKind, type Incident, type IncidentId } from '#contract/incidents.ts';
import type { LedgerFilter, LedgerPage, LedgerStatistics } from '#contract/ledger.ts';
import type { CallSheet, SheetOutcomes, SheetResult } from '#contract/sheets.ts';
import { get, send } from '../app/api.ts';
import { queryOf } from './ledger.view.ts';

/** What the ledger asks of the server. */
export const ledgerApi = {
  /** Without the watchdog's own: its test calls are thousands a day. */
  incidents: async () => (await get<Incident[]>('/incidents')).filter(({ kind }) => kind !== watchdogKind),
  areas: () => get<Area[]>('/areas'),
  callOuts: (incident: IncidentId) => get<CallOutReport[]>(`/incidents/${incident}/call-outs`),
  tree: (callOut: CallOutId) => get<TreeNode[]>(`/call-outs/${callOut}/tree`),
  page: (filter: LedgerFilter, cursor: string | null) =>
    get<LedgerPage>(`/ledger?${new URLSearchParams({ ...queryOf(filter), ...(cursor && { cursor }) })}`),
  statistics: (filter: LedgerFilter) => get<LedgerStatistics>(`/ledger/statistics?${new URLSearchParams(queryOf(filter))}`),
  sheet: (number: number) => get<CallSheet>(`/call-sheets/${number}`),
  typeIn: (result: SheetResult) => send<SheetOutcomes>('POST', '/call-sheets/results', { results: [result] }),
};
