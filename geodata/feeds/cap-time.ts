import { z } from 'zod';

const form = /^(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(Z|[+-]\d\d:?\d\d)?$/;
const calendarTime = z.iso.datetime({ offset: true });

/**
 * An instant as CAP writes it (`2023-07-28T11:20:00+08:00`) or as the Chinese release system does (`2023-07-28 11:20:00+08:00`).
 * Without a zone it is Asia/Shanghai.
 *
 * @returns the instant in UTC, ISO 8601; null when the text names none between 1950 and 2199
 */
export function instantOf(text: string): string | null {
  const [, day, clock, zone = '+08:00'] = form.exec(text.trim()) ?? [];
  if (!day || !clock) return null;
  const iso = `${day}T${clock.length === 5 ? `${clock}:00` : clock}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`;
  if (day < '1950' || day > '2199-12-31' || !calendarTime.safeParse(iso.replace('-00:00', '+00:00')).success) return null;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
