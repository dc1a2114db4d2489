import type { CallOutId } from '#contract/calls.ts';
import type { EndOrder, StopOrder } from '#contract/endings.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { WarningId } from '#contract/warnings.ts';
import { call } from './call.ts';

export const endingsApi = {
  ofIncident: (id: IncidentId) => call('get /incidents/:id/endings', { params: { id } }),
  matters: (id: IncidentId) => call('get /incidents/:id/matters', { params: { id } }),
  stop: (id: CallOutId, order: StopOrder) => call('post /call-outs/:id/stop', { params: { id }, body: order }),
  end: (id: WarningId, order: EndOrder) => call('post /warnings/:id/end', { params: { id }, body: order }),
  close: (id: IncidentId, order: EndOrder) => call('post /incidents/:id/close', { params: { id }, body: order }),
  reopen: (id: IncidentId, order: EndOrder) => call('post /incidents/:id/reopen', { params: { id }, body: order }),
};
