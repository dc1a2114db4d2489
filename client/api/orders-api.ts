import type { IncidentId } from '#contract/incidents.ts';
import { call } from './call.ts';

export const ordersApi = {
  ofIncident: (id: IncidentId) => call('get /incidents/:id/orders', { params: { id } }),
};
