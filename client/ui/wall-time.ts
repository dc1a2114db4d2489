/** The wall clock of the desk's city is Beijing time, which has no summer time, wherever the browser stands. */
const beijing = { milliseconds: 8 * 60 * 60_000, offset: '+08:00' };

/** A time typed into a `datetime-local` field; null when none was typed. */
export function typedTime(value: string): Date | null {
  const at = Date.parse(`${value.slice(0, 16)}:00${beijing.offset}`);
  return Number.isNaN(at) ? null : new Date(at);
}

/** What such a field shows for a time. */
export function fieldTime(at: Date): string {
  return new Date(at.getTime() + beijing.milliseconds).toISOString().slice(0, 16);
}
