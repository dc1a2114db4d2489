import { z } from 'zod';

/** Date and clock in the extended and the basic form of ISO 8601, with what XML Schema and the usual languages print after them. */
const form =
  /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T\s_]+(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)\s*(Z|UTC|GMT|CST|(?:UTC|GMT)?[+\-−]\d{1,2}(?::?\d{2})?)?(?:\s*\[[\w/]+\]|\s+[A-Z]{3,4})?$/i;
const compact = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;
/** One digit for a month, a day or an hour, and the same in Chinese, where the minute may be left out: 8时, 下午3点. */
const loose =
  /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?[T\s]*(上午|凌晨|下午|晚上)?(\d{1,2})(?:[:：时点](\d{1,2})分?|[时点]整?)(?:[:：]?(\d{1,2})秒?)?(?:\.(\d{1,9}))?\s*(Z|[+\-−]\d{1,2}(?::?\d{2})?)?$/i;
/** RFC 5322, JavaScript, Java and C: `Mon, 30 Nov 2026 08:00:00 +0800`, `Mon Nov 30 2026 08:00:00 GMT+0800 (CST)`, `Mon Nov 30 08:00:00 CST 2026`. */
const named =
  /^(?:[a-z]{3,9},?\s+)?(?:(\d{1,2})[\s-]+([a-z]{3})[a-z]*|([a-z]{3})[a-z]*\s+(\d{1,2}),?)[\s-]+(?:(\d{4})\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|UTC|GMT|CST|(?:UTC|GMT)?[+\-−]\d{1,2}(?::?\d{2})?)?(?:\s+(\d{4}))?(?:\s*\([^()]*\))?$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const calendarTime = z.iso.datetime({ offset: true });

interface Written {
  /** Year, month, day. */
  date: (string | undefined)[];
  /** Hour, minute, second. */
  clock: (string | undefined)[];
  fraction?: string | undefined;
  zone?: string | undefined;
}

/**
 * An instant as CAP writes it (`2023-07-28T11:20:00+08:00`), as the Chinese release system does (`2023-07-28 11:20:00+08:00`), or in
 * another form that XML Schema, ISO 8601 or a usual language prints. `24:00:00` is the first moment of the next day, second 60 that of
 * the next minute. Without a zone it is Asia/Shanghai, as is CST in a Chinese feed.
 *
 * @returns the instant in UTC, ISO 8601; null when the text names none between 1950 and 2199
 */
export function instantOf(text: string): string | null {
  const written = writtenIn(text.normalize('NFKC').trim());
  return written && instantFrom(written);
}

function writtenIn(text: string): Written | null {
  const numbers = form.exec(text) ?? compact.exec(text);
  if (numbers) {
    const [, year, month, day, hour, minute, second, fraction, zone] = numbers;
    return { date: [year, month, day], clock: [hour, minute, second], fraction, zone };
  }
  const told = loose.exec(text);
  if (told) {
    const [, year, month, day, half, hour, minute = '00', second, fraction, zone] = told;
    const isLater = (half === '下午' || half === '晚上') && Number(hour) < 12;
    return { date: [year, month, day], clock: [isLater ? String(Number(hour) + 12) : hour, minute, second], fraction, zone };
  }
  const words = named.exec(text);
  if (!words) return null;
  const [, day, monthAfter, monthBefore, dayAfter, year, hour, minute, second, zone, yearAtEnd] = words;
  const month = months.indexOf((monthAfter ?? monthBefore ?? '').toLowerCase()) + 1;
  return { date: [year ?? yearAtEnd, String(month), day ?? dayAfter], clock: [hour, minute, second], zone };
}

const dayMilliseconds = 86_400_000;

function instantFrom({ date: [year = '', month, day], clock: [hour, minute, second], fraction = '', zone }: Written): string | null {
  const isMidnight = hour === '24' && Number(minute) === 0 && Number(second ?? 0) === 0;
  const isLeap = second === '60';
  const clock = [isMidnight ? '00' : two(hour), two(minute), isLeap ? '59' : two(second)].join(':');
  const iso = `${year}-${two(month)}-${two(day)}T${clock}${fraction && `.${fraction.slice(0, 3)}`}${zoneOf(zone)}`;
  if (year < '1950' || year > '2199' || !calendarTime.safeParse(iso).success) return null;
  const at = Date.parse(iso) + (isMidnight ? dayMilliseconds : 0) + (isLeap ? 1_000 : 0);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function two(number = '0'): string {
  return number.padStart(2, '0');
}

/** `+08`, `+8`, `+0800`, `GMT+8`, `Z` as `+08:00` and `Z`. */
function zoneOf(zone = 'CST'): string {
  const [, sign, hours, minutes = '00'] = /([+\-−])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign && hours) return `${sign === '+' || Number(hours + minutes) === 0 ? '+' : '-'}${two(hours)}:${minutes}`;
  return /^CST$/i.test(zone) ? '+08:00' : 'Z';
}
