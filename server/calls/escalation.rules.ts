import type { CallState } from '../contract/calls.ts';
import type { CallPolicy, Reach } from '../contract/policies.ts';

/** Where a call stands on its ladder: the step taken last, and until when that step waits for an answer. */
export interface Rung {
  rung: number;
  dueAt: Date | null;
}

/** The step that a call takes: whom it reaches now, and where the call stands then. */
export interface Climb extends Rung {
  state: Extract<CallState, 'silent' | 'escalated' | 'unroused'>;
  reaches: readonly Reach[];
}

/**
 * Decides what happens to a call that was not answered in time, or null when it is not yet due.
 *
 * One step per run, however late it runs: after an outage the next person is woken, not everyone at once, and each has the full time
 * to answer, counted from `now`. When the ladder is spent the call is unroused: nobody is left to be called, someone goes to the door.
 */
export function climb({ ladder }: Pick<CallPolicy, 'ladder'>, call: Rung, now: Date): Climb | null {
  if (call.dueAt === null || call.dueAt > now) return null;
  const rung = call.rung + 1;
  const step = ladder[rung];
  if (!step) return { rung: call.rung, dueAt: null, state: 'unroused', reaches: [] };
  const dueAt = new Date(now.getTime() + step.waitSeconds * 1000);
  return { rung, dueAt, state: hasReachedOthers(ladder, rung) ? 'escalated' : 'silent', reaches: step.reaches };
}

function hasReachedOthers(ladder: CallPolicy['ladder'], rung: number): boolean {
  return ladder.slice(0, rung + 1).some((step) => step.reaches.some((reach) => reach !== 'self'));
}
