import type { CallOutId, CallOutReport } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { ForeseenWarning, WarningDraft } from '#contract/warning-drafts.ts';
import type { IssuedWarning } from '#contract/warnings.ts';
import { api, get, send, sendCap } from '../app/api.ts';

/** Warnings before they are any, and their issue. */
export const warningsApi = {
  plan: (incident: IncidentId, draft: WarningDraft) => send<ForeseenWarning>('POST', '/warnings/plan', { incident, draft }),
  issue: (incident: IncidentId, draft: WarningDraft) => send<IssuedWarning>('POST', '/warnings', { incident, draft }),
  readCap: (incident: IncidentId, cap: Blob) => sendCap<ForeseenWarning>('/warnings/cap/read', incident, cap),
  issueCap: (incident: IncidentId, cap: Blob) => api.issueWarning(incident, cap),
  callOut: (id: CallOutId) => get<CallOutReport>(`/call-outs/${id}`),
};
