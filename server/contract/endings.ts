import { z } from 'zod';
import { Incident } from './incidents.ts';

/** Whoever ends something by hand says why. */
export const longestEndReason = 500;
const EndReason = z.string().trim().min(1).max(longestEndReason);

/** `allClear`: those who have answered are told that it is over. */
export const StopOrder = z.object({ reason: EndReason, allClear: z.boolean() });
export type StopOrder = z.infer<typeof StopOrder>;
export const EndOrder = z.object({ reason: EndReason });
export type EndOrder = z.infer<typeof EndOrder>;

/** What is not settled in an incident: how many of each, as far as the reader sees. */
export const OpenMatters = z.object({
  /** Requests for help that nobody has brought to an end. */
  helpRequests: z.number().int(),
  callOuts: z.number().int(),
  awaitingRelease: z.number().int(),
  /** People who owe an answer to a running call-out, each once. */
  silent: z.number().int(),
  /** Doors to which somebody was sent. */
  doors: z.number().int(),
  warnings: z.number().int(),
});
export type OpenMatters = z.infer<typeof OpenMatters>;

/** The last fact of a sealed log, and the hash that everything before it leads to. */
export const Seal = z.object({ seq: z.number().int(), hash: z.string() });

/** An incident that was closed: what was left open, and where its log ends. */
export const ClosedIncident = Incident.extend({ matters: OpenMatters, seal: Seal });
export type ClosedIncident = z.infer<typeof ClosedIncident>;

/** Something that was ended by hand, or an incident that was opened again by two people. */
export const Ending = z.object({
  kind: z.enum(['callOut', 'warning', 'closing', 'reopening']),
  subjectId: z.uuid(),
  reason: z.string(),
  /** Null where the question does not arise. */
  allClear: z.boolean().nullable(),
  /** Names of users; `secondBy` of whoever agreed to the reopening. */
  by: z.string(),
  secondBy: z.string().nullable(),
  at: z.string(),
  matters: OpenMatters.nullable(),
});
export type Ending = z.infer<typeof Ending>;
