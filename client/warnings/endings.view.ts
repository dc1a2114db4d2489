import type { Warning } from '#contract/warnings.ts';
import type { World } from '#contract/world.ts';
import { versionBefore } from './versions.view.ts';

/** A message that ended a warning: a cancellation, or a version that took another's place. */
export interface WarningEnding {
  kind: 'cancelled' | 'replaced' | 'byHand';
  /** By which it is known whether somebody has taken note of it. */
  key: string;
  at: string;
  /** The message; what was ended by hand itself. */
  by: Warning;
  /** What it ended; null when that is not held. */
  ended: Warning | null;
}

/** What ended longer ago is in the timeline and in the drawer. */
const recentMilliseconds = 12 * 3_600_000;

export function recentEndings(world: Pick<World, 'warnings'>, now: Date): WarningEnding[] {
  return endings(world).filter(({ at }) => now.getTime() - Date.parse(at) < recentMilliseconds);
}

/** What has ended in this incident, the newest first. */
export function endings(world: Pick<World, 'warnings'>): WarningEnding[] {
  return [...world.warnings.values()]
    .flatMap((by): WarningEnding[] => {
      const ended = versionBefore(world.warnings, by);
      const message = { key: by.id, at: by.receivedAt, by, ended };
      const byHand: WarningEnding[] = by.endedAt ? [{ kind: 'byHand', key: `${by.id} by hand`, at: by.endedAt, by, ended: by }] : [];
      if (by.msgType === 'Cancel') return [{ kind: 'cancelled', ...message }];
      return ended ? [...byHand, { kind: 'replaced', ...message }] : byHand;
    })
    .sort((a, b) => b.at.localeCompare(a.at));
}
