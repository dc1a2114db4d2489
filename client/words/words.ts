import { IntlMessageFormat } from 'intl-messageformat';
import { signal } from '../state/signals.ts';
import { admin } from './admin.ts';
import { alarm } from './alarm.ts';
import { app } from './app.ts';
import { board } from './board.ts';
import { calls } from './calls.ts';
import type { Pair } from './catalogue.ts';
import { endings } from './endings.ts';
import { failures } from './failures.ts';
import { help } from './help.ts';
import { incidents } from './incidents.ts';
import { ledger } from './ledger.ts';
import { map } from './map.ts';
import { notices } from './notices.ts';
import { people } from './people.ts';
import { plans } from './plans.ts';
import { reading } from './reading.ts';
import { refusals } from './refusals.ts';
import { replies } from './replies.ts';
import { ownPassword } from './own-password.ts';
import { secondFactor } from './second-factor.ts';
import { sheets } from './sheets.ts';
import { users } from './users.ts';
import { timeline } from './timeline.ts';
import { warningForm } from './warning-form.ts';
import { warningTexts } from './warning-texts.ts';
import { warnings } from './warnings.ts';

const words = {
  ...admin,
  ...alarm,
  ...app,
  ...board,
  ...calls,
  ...endings,
  ...failures,
  ...help,
  ...incidents,
  ...ledger,
  ...map,
  ...notices,
  ...people,
  ...plans,
  ...reading,
  ...refusals,
  ...replies,
  ...ownPassword,
  ...secondFactor,
  ...sheets,
  ...timeline,
  ...users,
  ...warningForm,
  ...warningTexts,
  ...warnings,
};
export type WordKey = keyof typeof words;

export type Locale = 'zh-CN' | 'en';
export type Values = Record<string, string | number>;

/** The language of the screen. Elements that call {@link say} while rendering and watch signals follow it without a reload. */
export const locale = signal<Locale>('zh-CN');

/** The words for a key in the language of the screen. */
export function say(key: WordKey, values?: Values): string {
  return sayIn(locale.get(), key, values);
}

/** The words for a key that was put together from data, or `otherwise` when the catalogues do not know it. */
export function sayOr(key: string, otherwise: string): string {
  return isWordKey(key) ? say(key) : otherwise;
}

export function sayIn(language: Locale, key: WordKey, values: Values = {}): string {
  const pair: Pair = words[key];
  const text = language === 'en' ? pair.en : pair.zh;
  return text.includes('{') ? String(formatOf(language, text).format(values)) : text;
}

function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(words, key);
}

const formats = new Map<string, IntlMessageFormat>();

function formatOf(language: Locale, text: string): IntlMessageFormat {
  const key = `${language} ${text}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new IntlMessageFormat(text, language);
  formats.set(key, format);
  return format;
}
