import type { HelpMove, HelpRequestId } from '#contract/help.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { call } from './call.ts';

export const helpApi = {
  ofIncident: (id: IncidentId) => call('get /incidents/:id/help-requests', { params: { id } }),
  move: (id: HelpRequestId, move: HelpMove) => call('post /help-requests/:id', { params: { id }, body: move }),
};
