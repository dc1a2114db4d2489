import { locale, say, type Locale } from './words.ts';

/** Everything on screen is Nantong's time, wherever the desk stands. */
const timeZone = 'Asia/Shanghai';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

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

/** `14 分 11 秒`: a span that is watched running, to the second below an hour. Never `14:11`, which is read as a time of day. */
export function durationText(milliseconds: number): string {
  if (milliseconds < minute || milliseconds >= hour) return spanText(milliseconds);
  return say('span/minutes-seconds', {
    minutes: Math.floor(milliseconds / minute),
    seconds: Math.floor((milliseconds % minute) / 1000),
  });
}

/** `11:42` today, `7月27日 20:00` on another day, `2022年9月14日 20:00` in another year: when something was or will be, beside now. */
export function timeText(at: Date, now: Date): string {
  return isoDate(at) === isoDate(now) ? minuteText(at) : `${dateBeside(at, now)} ${minuteText(at)}`;
}

/** `11:42:07` today, `7月27日 20:00:07` on another day. */
export function secondText(at: Date, now: Date): string {
  return isoDate(at) === isoDate(now) ? clockText(at) : `${dateBeside(at, now)} ${clockText(at)}`;
}

/** `7月27日`, `27 Jul`; with the year when it is another. */
function dateBeside(at: Date, now: Date): string {
  const [date, today] = [isoDate(at), isoDate(now)];
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const key = date.slice(0, 4) === today.slice(0, 4) ? 'span/date' : 'span/date-year';
  return say(key, { year: String(year), month: locale.get() === 'en' ? months[month - 1]! : month, day });
}

/** `11:42` today, `7月27日 20:00，3 天前` on another day: a time that could be taken for today's says how old it is, or how far off. */
export function agedText(at: Date, now: Date): string {
  if (isoDate(at) === isoDate(now)) return minuteText(at);
  const away = now.getTime() - at.getTime();
  return say(away < 0 ? 'span/still-to-come' : 'span/past', { time: timeText(at, now), span: coarseSpan(Math.abs(away)) });
}

/** In the greatest unit alone. */
function coarseSpan(milliseconds: number): string {
  if (milliseconds >= 365 * day) return say('span/years', { years: Math.floor(milliseconds / (365 * day)) });
  if (milliseconds >= day) return say('span/whole-days', { days: Math.floor(milliseconds / day) });
  if (milliseconds >= hour) return say('span/whole-hours', { hours: Math.floor(milliseconds / hour) });
  return spanText(milliseconds);
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

/** The name for where there is little room: without what every English name of a county ends with. */
export function shortEnglish(name: string): string {
  return name.replace(/ (District|County|City)$/, '').replace('Economic & Technological Development Zone', 'Econ. & Tech. Zone');
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
