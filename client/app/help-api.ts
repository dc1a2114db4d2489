import type { HelpMove, HelpRequest, HelpRequestId, HelpRequests } from '#contract/help.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { get, send } from './api.ts';

export const helpApi = {
  ofIncident: (id: IncidentId) => get<HelpRequests>(`/incidents/${id}/help-requests`),
  move: (id: HelpRequestId, move: HelpMove) => send<HelpRequest>('POST', `/help-requests/${id}`, move),
};
