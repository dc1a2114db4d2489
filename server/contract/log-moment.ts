import { z } from 'zod';
import type { Fact } from './facts.ts';
import { Moment } from './moment.ts';
import type { Snapshot } from './snapshot.ts';

/** When to look back to, and for how many facts beyond, so that who plays on from there need not ask for each second. */
export const LogQuestion = z.object({ at: Moment, ahead: z.coerce.number().int().min(0).max(2_000).default(0) });

/**
 * What was, for who looks back: what the log added up to at some moment before, and the facts from there on. Folded up to a moment before
 * `until` they are the world of that moment.
 */
export interface LogMoment {
  /** Null: from the first fact on. */
  snapshot: Snapshot | null;
  /** Ascending; they go on beyond the moment that was asked for where more of them were asked for. */
  facts: Fact[];
  /** The incident's time up to which, itself not included, no fact is missing here. */
  until: string;
}

const what = z.record(z.string(), z.unknown());
/** The facts are checked where they are recorded; here they are described as what they are on every way. */
export const LogMoment = z.object({
  snapshot: what.nullable(),
  facts: z.array(what),
  until: z.string(),
}) as unknown as z.ZodType<LogMoment>;
