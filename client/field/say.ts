import type { NoticeKind } from '#contract/notices.ts';
import { field } from '../words/field.ts';
import { people } from '../words/people.ts';
import { fieldRefusals } from '../words/field-refusals.ts';
import { warnings } from '../words/warnings.ts';

export type Locale = 'zh-CN' | 'en';

const words = { ...field, ...people, ...fieldRefusals, ...warnings };
export type FieldKey = keyof typeof words;

export interface Say {
  (key: FieldKey, values?: Record<string, string | number>): string;
  readonly locale: Locale;
  /** For keys put together from data: `otherwise` when there are no words for it. */
  or(key: string, otherwise: string): string;
  /** In the words for an order, where what it is about is one and has words of its own. */
  about(what: { noticeKind?: NoticeKind | undefined }, key: FieldKey, values?: Record<string, string | number>): string;
}

/**
 * What this page says in one language. The desk's message formats weigh more than this whole page may, and nothing here needs plurals:
 * places are filled as they stand.
 */
export function sayerOf(locale: Locale): Say {
  const say = (key: FieldKey, values: Record<string, string | number> = {}): string => {
    const text = locale === 'en' ? words[key].en : words[key].zh;
    return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  };
  const or = (key: string, otherwise: string) => (Object.hasOwn(words, key) ? say(key as FieldKey) : otherwise);
  const about: Say['about'] = ({ noticeKind }, key, values) => {
    const own = `${key}.${noticeKind ?? ''}`;
    return say(Object.hasOwn(words, own) ? (own as FieldKey) : key, values);
  };
  return Object.assign(say, { locale, or, about });
}
