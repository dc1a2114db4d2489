import type { IncidentMode } from '../contract/incidents.ts';
import type { NightRule } from '../contract/policies.ts';

const minuteMilliseconds = 60_000;
const dayMilliseconds = 24 * 60 * minuteMilliseconds;
/** China keeps one time and no summer time. */
const beijingOffsetMilliseconds = 8 * 60 * minuteMilliseconds;

/**
 * Until when nothing that rings may leave under this rule, in wall time; null when it may leave now. A night goes over midnight or not;
 * one that ends as it begins is none.
 */
export function quietUntil({ from, to, rings }: NightRule, wall: Date): Date | null {
  if (rings) return null;
  // In whole milliseconds: minutes with a fraction would end a night a little too early.
  const now = (wall.getTime() + beijingOffsetMilliseconds) % dayMilliseconds;
  const [start, end] = [sinceMidnight(from), sinceMidnight(to)];
  const isNight = start <= end ? now >= start && now < end : now >= start || now < end;
  if (!isNight) return null;
  return new Date(wall.getTime() + ((end - now + dayMilliseconds) % dayMilliseconds));
}

/**
 * From when a step that is taken now is waited for: the end of a night in which nothing rings, since nobody is silent who was not rung.
 * A drill rings nobody outside anyway, and its ladders go by its own clock.
 */
export function waitsFrom(night: NightRule, { mode, now }: { mode: IncidentMode; now: Date }): Date {
  return (mode === 'actual' ? quietUntil(night, now) : null) ?? now;
}

/** Milliseconds since midnight. */
function sinceMidnight(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return (hours * 60 + minutes) * minuteMilliseconds;
}
