import type { IncidentId } from '#contract/incidents.ts';
import type { Acknowledged } from './alarm.view.ts';

/** A mute ends by itself: who silenced the desk at midnight must not find it silent in the morning. */
export const muteMilliseconds = 30 * 60_000;

const mutedKey = 'jiaoying.alarm.muted-until';
const acknowledgedKey = (incident: IncidentId) => `jiaoying.alarm.${incident}`;

/** What this desk has acknowledged and until when it is mute: kept in the browser, so that a reload rings for nothing known. */
export const alarmMemory = {
  acknowledged(incident: IncidentId): Acknowledged {
    return new Map(entriesOf(localStorage.getItem(acknowledgedKey(incident))));
  },

  acknowledge(incident: IncidentId, acknowledged: Acknowledged): void {
    localStorage.setItem(acknowledgedKey(incident), JSON.stringify([...acknowledged]));
  },

  /** Wall milliseconds; 0: not mute. A time further away than a mute lasts comes from a clock that was wrong. */
  mutedUntil(now: number): number {
    const until = Number(localStorage.getItem(mutedKey) ?? 0);
    return until > now && until <= now + muteMilliseconds ? until : 0;
  },

  mute(until: number): void {
    localStorage.setItem(mutedKey, String(until));
  },
};

function entriesOf(text: string | null): [string, number][] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read)
      ? read.filter(
          (entry): entry is [string, number] => Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number',
        )
      : [];
  } catch {
    // Somebody else's text under our key: as if nothing had been acknowledged.
    return [];
  }
}
