import type { Area, AreaCode } from '#contract/areas.ts';
import type { CallAction, CallActionQuestion, CallActionResult, CallDetails } from '#contract/call-details.ts';
import type { CallId, CallOutId, CallOutReport, CallPage } from '#contract/calls.ts';
import type { ChannelId } from '#contract/channels.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { CallOutOrder, CallOutPlan, Release } from '#contract/plans.ts';
import type { Policy } from '#contract/policies.ts';
import type { DoubleChoice, Warning, WarningId } from '#contract/warnings.ts';
import { get, send } from './api.ts';

/** As many calls as one page may hold. */
const pageLimit = 1_000;

/** What the boards read and order about calls. */
export const callsApi = {
  page: (id: CallOutId, wanted: { area?: AreaCode; cursor?: string; limit?: number; channel?: ChannelId }) =>
    get<CallPage>(`/call-outs/${id}/calls?${query({ limit: pageLimit, ...wanted })}`),
  callOuts: (incident: IncidentId) => get<CallOutReport[]>(`/incidents/${incident}/call-outs`),
  details: (id: CallId) => get<CallDetails>(`/calls/${id}`),
  outlook: (question: CallActionQuestion) => send<CallActionResult>('POST', '/calls/actions/outlook', question),
  act: (action: CallAction) => send<CallActionResult>('POST', '/calls/actions', action),
  /** Of a township, or of the whole city. */
  villages: (township: AreaCode | null) => get<Area[]>(`/areas?${query({ level: 'village', ...(township && { parent: township }) })}`),

  policies: () => get<Policy[]>('/policies'),
  plan: (order: CallOutOrder) => send<CallOutPlan>('POST', '/call-outs/plan', order),
  callOut: (order: CallOutOrder) => send<CallOutReport>('POST', '/call-outs', order),
  resume: (id: CallOutId) => send<CallOutReport>('POST', `/call-outs/${id}/resume`),
  release: (id: CallOutId, release: Release) => send<CallOutReport>('POST', `/call-outs/${id}/release`, release),
  decideDouble: (id: WarningId, choice: DoubleChoice) => send<Warning>('POST', `/warnings/${id}/double`, choice),
};

function query(wanted: Record<string, string | number>): string {
  return new URLSearchParams(Object.entries(wanted).map(([key, value]) => [key, String(value)])).toString();
}
