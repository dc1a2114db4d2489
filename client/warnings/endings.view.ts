import type { Warning } from '#contract/warnings.ts';
import type { World } from '../state/world.ts';
import { versionBefore } from './versions.view.ts';

/** A message that ended a warning: a cancellation, or a version that took another's place. */
export interface Ending {
  kind: 'cancelled' | 'replaced';
  /** The message. */
  by: Warning;
  /** What it ended; null when that is not held. */
  ended: Warning | null;
}

/** What ended longer ago is in the timeline and in the drawer. */
const recentMilliseconds = 12 * 3_600_000;

export function recentEndings(world: Pick<World, 'warnings'>, now: Date): Ending[] {
  return endings(world).filter(({ by }) => now.getTime() - Date.parse(by.receivedAt) < recentMilliseconds);
}

/** What has ended in this incident, the newest first. */
export function endings(world: Pick<World, 'warnings'>): Ending[] {
  return [...world.warnings.values()]
    .flatMap((by): Ending[] => {
      if (by.msgType === 'Cancel') return [{ kind: 'cancelled', by, ended: versionBefore(world.warnings, by) }];
      const ended = versionBefore(world.warnings, by);
      return ended ? [{ kind: 'replaced', by, ended }] : [];
    })
    .sort((a, b) => b.by.receivedAt.localeCompare(a.by.receivedAt));
}
