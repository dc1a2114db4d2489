import { board } from '../../client/words/board.ts';
import { calls } from '../../client/words/calls.ts';
import { incidents } from '../../client/words/incidents.ts';
import { ledger } from '../../client/words/ledger.ts';
import { notices } from '../../client/words/notices.ts';
import { people } from '../../client/words/people.ts';
import { sheets } from '../../client/words/sheets.ts';
import { warnings } from '../../client/words/warnings.ts';

export type Language = 'zh' | 'en';

/** Paper and exports say what the screen says. */
const words: Record<string, Record<Language, string>> = {
  ...board,
  ...calls,
  ...incidents,
  ...ledger,
  ...notices,
  ...people,
  ...sheets,
  ...warnings,
};

/**
 * The words of a key in a language, with its `{places}` filled; plurals are for the screen alone. Where the catalogues know none, the
 * end of the key: a gateway may report a word of its own.
 */
export function wordIn(language: Language, key: string, places: Record<string, string | number> = {}): string {
  const text = words[key]?.[language] ?? key.slice(key.lastIndexOf('/') + 1);
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => String(places[name] ?? ''));
}

/** An event we have no word for is named as its message names it. */
export function eventIn(language: Language, event: string): string {
  return words[`event/${event}`]?.[language] ?? event;
}

const beijingHours = 8;

/** `2022-09-14 08:30:00` in Beijing. */
export function momentText(at: string): string {
  return new Date(Date.parse(at) + beijingHours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
