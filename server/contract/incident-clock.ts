import type { IncidentClock } from './incidents.ts';
import { latestMoment } from './moment.ts';

/** What a clock shows at a wall time; at the end of the last year that there is it stands. Here and not in the rules, because every screen ticks between two facts. */
export function readClock(clock: IncidentClock, wall: Date): Date {
  const at = Date.parse(clock.at);
  if (clock.paused) return new Date(at);
  const elapsed = Math.max(0, wall.getTime() - Date.parse(clock.setAt));
  return new Date(Math.min(at + elapsed * clock.rate, Date.parse(latestMoment)));
}
