import type { CallOut } from '../contract/calls.ts';
import type { Release } from '../contract/plans.ts';
import { Refusal } from '../kernel/refusal.ts';

/** Whether it rings already because this person has let it. */
export function isReleasedBy({ state, releasedBy }: Pick<CallOut, 'state' | 'releasedBy'>, userId: number): boolean {
  return state === 'running' && releasedBy === userId;
}

/**
 * Decides whether somebody may let a call-out ring that awaits a second person: anyone but whoever asked for it, and that one too when
 * there is no time to find another, with a reason that every screen will show.
 *
 * @returns the reason, where one person alone has decided; null where two have
 */
export function overrideReasonOf(
  callOut: Pick<CallOut, 'state' | 'requestedBy'>,
  { userId, release }: { userId: number; release: Release },
): string | null {
  if (callOut.state !== 'awaitingRelease') throw new Refusal('call-out/not-awaiting');
  if (userId !== callOut.requestedBy) return null;
  if (!release.override) throw new Refusal('call-out/same-person');
  return release.reason;
}
