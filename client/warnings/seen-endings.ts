import type { IncidentId } from '#contract/incidents.ts';

const keyOf = (incident: IncidentId) => `jiaoying.endings.${incident}`;

/** Which endings this desk has taken note of: kept in the browser, so that a reload says nothing twice. */
export const seenEndings = {
  of(incident: IncidentId): ReadonlySet<string> {
    try {
      const read: unknown = JSON.parse(localStorage.getItem(keyOf(incident)) ?? '[]');
      return new Set(Array.isArray(read) ? read.filter((id) => typeof id === 'string') : []);
    } catch {
      // Somebody else's text under our key: as if nothing had been seen.
      return new Set();
    }
  },

  note(incident: IncidentId, ids: Iterable<string>): void {
    localStorage.setItem(keyOf(incident), JSON.stringify([...ids]));
  },
};
