import type { HazardState } from '../contract/registers.ts';
import { Refusal } from '../kernel/refusal.ts';

/** One line of the hazard ledger. */
export interface HazardEntry {
  id: number;
  state: HazardState;
  /** YYYY-MM-DD in Shanghai, while closed. */
  closedOn: string | null;
  /** Whether somebody owns it and has a deadline: every open hazard must. */
  isOwned: boolean;
}

/**
 * Moves a hazard along the ledger. Any step may be taken and any step may be taken back, except that a hazard is closed only after its
 * review, and reopened only when somebody owns it.
 *
 * @param now the incident's time
 */
export function moved(entry: HazardEntry, state: HazardState, now: Date): HazardEntry {
  if (state === entry.state) return entry;
  if (state === 'closed' && entry.state !== 'reviewed') throw new Refusal('hazard/not-reviewed');
  if (entry.state === 'closed' && !entry.isOwned) throw new Refusal('hazard/unowned');
  return { ...entry, state, closedOn: state === 'closed' ? shanghaiDate(now) : null };
}

/** Shanghai is eight hours ahead of UTC all year. */
function shanghaiDate(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
