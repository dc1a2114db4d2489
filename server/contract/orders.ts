import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { CallOutId } from './calls.ts';
import { IncidentId } from './incidents.ts';
import { Moment } from './moment.ts';

/** An order shares its id with what people are called about by it. */
export const OrderId = z.uuid().brand<'OrderId'>();
export type OrderId = z.infer<typeof OrderId>;

export const longestOrder = 500;

/** What is told to be done, by whoever is responsible in some areas or holds some posts, and until when in the incident's time. */
export const NewOrder = z
  .object({
    /** Chosen by the sender: the same order twice is given once. */
    id: OrderId.optional(),
    incident: IncidentId,
    text: z.string().trim().min(1).max(longestOrder),
    areas: z.array(AreaCode).min(1).max(200).optional(),
    /** Ids of posts of the administrative tree. */
    posts: z.array(z.number().int().positive()).min(1).max(500).optional(),
    dueAt: Moment,
  })
  .refine(({ areas, posts }) => (areas === undefined) !== (posts === undefined), { path: ['areas'], message: 'either areas or posts' });
export type NewOrder = z.infer<typeof NewOrder>;

export const GivenOrder = z.object({ id: OrderId, callOutId: CallOutId });
export type GivenOrder = z.infer<typeof GivenOrder>;

/** An order as a fact tells it: never a word of it. */
export const OrderMark = z.object({
  id: OrderId,
  incidentId: IncidentId,
  /** Within its incident, from 1. */
  number: z.number().int(),
  areas: z.array(AreaCode),
  dueAt: z.string(),
  givenAt: z.string(),
  /** User id. */
  givenBy: z.number().int(),
  callOutId: CallOutId,
});
export type OrderMark = z.infer<typeof OrderMark>;

/** An order in its own words, and how those who got it stand, as far as the reader may see. */
export const Order = OrderMark.extend({
  text: z.string(),
  /** Null: to whoever is responsible in the areas. */
  posts: z.array(z.number().int()).nullable(),
  /** Who gave it. */
  by: z.string(),
  called: z.number().int(),
  /** Of those the ones who have said no more than this; who declined is in none of the three before. */
  accepted: z.number().int(),
  underWay: z.number().int(),
  done: z.number().int(),
  declined: z.number().int(),
  silent: z.number().int(),
  /** What they have counted, added up: the last word of each. */
  counts: z.record(z.string(), z.number().int()),
});
export type Order = z.infer<typeof Order>;
