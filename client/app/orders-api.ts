import type { IncidentId } from '#contract/incidents.ts';
import type { Order } from '#contract/orders.ts';
import { get } from './api.ts';

export const ordersApi = {
  ofIncident: (id: IncidentId) => get<Order[]>(`/incidents/${id}/orders`),
};
