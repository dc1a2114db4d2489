import type { WarningId } from '../contract/warnings.ts';
import type { KnownWarning } from '../warnings/versions.rules.ts';

type Version = Pick<KnownWarning, 'id' | 'state' | 'expired' | 'supersedes'>;

/** Whether another version that holds stands on one of these earlier ones, too: their calls are also made for that one. */
export function isHeldByOthers(id: WarningId, earlier: readonly WarningId[], held: readonly Version[]): boolean {
  const reached = new Set(earlier);
  // A set's iterator meets what is added on the way.
  for (const before of reached) for (const other of held) if (other.id !== id && other.supersedes.includes(before)) reached.add(other.id);
  return held.some(({ id: other, state, expired }) => other !== id && reached.has(other) && state === 'inForce' && !expired);
}
