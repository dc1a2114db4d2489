import { locale, say, type Locale } from './words.ts';

/** Everything on screen is Nantong's time, wherever the desk stands. */
const timeZone = 'Asia/Shanghai';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `11:42:07` */
export function clockText(at: Date): string {
  return formatter('clock', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `11:42` */
export function minuteText(at: Date): string {
  return formatter('minute', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `2022-09-14 周三`, `Wed 2022-09-14` */
export function dateText(at: Date): string {
  const weekday = formatter('weekday', { weekday: 'short' }).format(at);
  return locale.get() === 'en' ? `${weekday} ${isoDate(at)}` : `${isoDate(at)} ${weekday}`;
}

/** `09-14`: with the year when it is not that of `beside`. */
export function dayText(at: Date, beside: Date): string {
  const date = isoDate(at);
  return date.slice(0, 4) === isoDate(beside).slice(0, 4) ? date.slice(5) : date;
}

/** `09-14 11:42`: with the year when it is not that of `beside`. */
export function momentText(at: Date, beside: Date): string {
  return `${dayText(at, beside)} ${minuteText(at)}`;
}

/** `12 分`, `2 时 5 分`, `3 天 4 时`; under a minute in seconds. */
export function spanText(milliseconds: number): string {
  if (milliseconds < minute) return say('span/seconds', { seconds: Math.max(0, Math.floor(milliseconds / 1000)) });
  if (milliseconds < hour) return say('span/minutes', { minutes: Math.floor(milliseconds / minute) });
  if (milliseconds < day) {
    return say('span/hours', { hours: Math.floor(milliseconds / hour), minutes: Math.floor((milliseconds % hour) / minute) });
  }
  return say('span/days', { days: Math.floor(milliseconds / day), hours: Math.floor((milliseconds % day) / hour) });
}

/** `04:12`, `1:04:12`: what is left of a countdown. */
export function countdownText(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(total / 60) % 60, total % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':');
}

export function countText(count: number): string {
  return counter().format(count);
}

/** `83.6%`; never rounds up to 100 % while somebody is missing. */
export function percentText(share: number): string {
  const tenths = share < 1 ? Math.min(999, Math.round(share * 1000)) : 1000;
  return `${(tenths / 10).toLocaleString(locale.get(), { minimumFractionDigits: tenths === 1000 ? 0 : 1 })}%`;
}

/** 0 to 100 in whole numbers, where there is room for no more; 0 and 100 only where nobody is left out. */
export function wholePercent(share: number): number {
  const percent = Math.round(100 * share);
  if (share > 0 && percent === 0) return 1;
  return share < 1 ? Math.min(99, percent) : 100;
}

/** The name in the language of the screen. */
export function nameOf(named: { nameZh: string; nameEn: string }): string {
  return locale.get() === 'en' ? named.nameEn : named.nameZh;
}

/** The date in Nantong, `2022-09-14`. */
export function isoDate(at: Date): string {
  return new Date(at.getTime() + 8 * hour).toISOString().slice(0, 10);
}

const counters = new Map<Locale, Intl.NumberFormat>();

/** One for each language: `toLocaleString` looks for its own at every number, hundreds of times in one drawing. */
function counter(): Intl.NumberFormat {
  const language = locale.get();
  const made = counters.get(language) ?? new Intl.NumberFormat(language);
  counters.set(language, made);
  return made;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const language: Locale = locale.get();
  const key = `${language} ${name}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { timeZone, ...options });
  formatters.set(key, made);
  return made;
}
