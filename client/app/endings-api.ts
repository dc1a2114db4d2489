import type { CallOut, CallOutId } from '#contract/calls.ts';
import type { ClosedIncident, EndOrder, Ending, OpenMatters, StopOrder } from '#contract/endings.ts';
import type { Incident, IncidentId } from '#contract/incidents.ts';
import type { Warning, WarningId } from '#contract/warnings.ts';
import { get, send } from './api.ts';

export const endingsApi = {
  ofIncident: (id: IncidentId) => get<Ending[]>(`/incidents/${id}/endings`),
  matters: (id: IncidentId) => get<OpenMatters>(`/incidents/${id}/matters`),
  stop: (id: CallOutId, order: StopOrder) => send<CallOut>('POST', `/call-outs/${id}/stop`, order),
  end: (id: WarningId, order: EndOrder) => send<Warning>('POST', `/warnings/${id}/end`, order),
  close: (id: IncidentId, order: EndOrder) => send<ClosedIncident>('POST', `/incidents/${id}/close`, order),
  reopen: (id: IncidentId, order: EndOrder) => send<Incident>('POST', `/incidents/${id}/reopen`, order),
};
