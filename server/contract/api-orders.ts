import { z } from 'zod';
import type { Operation } from './operation.ts';
import { GivenOrder, NewOrder, Order } from './orders.ts';
import { incidentPath } from './path-params.ts';

/** What people are told to do. */
export const orderOperations = [
  {
    method: 'post',
    path: '/orders',
    summary:
      'Give an order to whoever is responsible in some areas or holds some posts, and call them about it; the same id again calls nobody twice',
    access: 'order.give',
    body: NewOrder,
    answers: { 200: GivenOrder, 201: GivenOrder },
    refusals: [
      'incident/unknown',
      'incident/closed',
      'area/unknown',
      'area/outside',
      'post/unknown',
      'order/past-due',
      'order/nobody',
      'order/conflict',
    ],
  },
  {
    method: 'get',
    path: '/incidents/:id/orders',
    params: incidentPath,
    summary: 'The orders of an incident in their own words, the newest first, with how those who got them stand',
    access: 'session',
    answers: { 200: z.array(Order) },
    refusals: ['incident/unknown'],
  },
] as const satisfies readonly Operation[];
