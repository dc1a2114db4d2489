import type { Incident } from '../contract/incidents.ts';
import { Refusal } from '../kernel/refusal.ts';

/** A word that was given longer ago binds nobody: whoever gave it may have gone home. */
const requestHoldsMilliseconds = 12 * 60 * 60 * 1000;

/**
 * What it means that somebody wants a closed incident open again: two people have to, so the first asks and another one opens. `now` is
 * wall time.
 */
export function reopeningStep(
  { state, reopening, apart }: Pick<Incident, 'state' | 'reopening' | 'apart'>,
  { userId, now }: { userId: number; now: Date },
): 'ask' | 'open' {
  if (state !== 'closed') throw new Refusal('incident/not-closed');
  // What would be told in it could not be proven.
  if (apart) throw new Refusal('incident/set-apart');
  if (!reopening || now.getTime() - Date.parse(reopening.at) > requestHoldsMilliseconds) return 'ask';
  if (reopening.by === userId) throw new Refusal('incident/same-person');
  return 'open';
}
