import type { NightRule } from '../contract/policies.ts';

/** China keeps one time and no summer time. */
const beijingOffsetMinutes = 8 * 60;
const dayMinutes = 24 * 60;
const minuteMilliseconds = 60_000;

/**
 * Until when nothing that rings may leave under this rule, in wall time; null when it may leave now. A night goes over midnight or not;
 * one that ends as it begins is none.
 */
export function quietUntil({ from, to, rings }: NightRule, wall: Date): Date | null {
  if (rings) return null;
  const now = minutesOfBeijing(wall);
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const isNight = start <= end ? now >= start && now < end : now >= start || now < end;
  if (!isNight) return null;
  const left = (end - now + dayMinutes) % dayMinutes;
  return new Date(wall.getTime() + left * minuteMilliseconds);
}

function minutesOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minutes since midnight in Beijing, with their fraction. */
function minutesOfBeijing(wall: Date): number {
  return (wall.getTime() / minuteMilliseconds + beijingOffsetMinutes) % dayMinutes;
}
