import type { IncidentClock } from './incidents.ts';

/** What a clock shows at a wall time. Here and not in the rules, because every screen ticks between two facts. */
export function readClock(clock: IncidentClock, wall: Date): Date {
  const at = Date.parse(clock.at);
  if (clock.paused) return new Date(at);
  const elapsed = Math.max(0, wall.getTime() - Date.parse(clock.setAt));
  return new Date(at + elapsed * clock.rate);
}
