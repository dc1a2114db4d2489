import type { AreaCode } from '#contract/areas.ts';
import type { Incident } from '#contract/incidents.ts';
import type { IssuedWeather, WarningDraft, WarningWords } from '#contract/warning-drafts.ts';
import { issuedWeathers } from '#contract/warning-drafts.ts';
import { warningLevels, type Warning, type WarningId, type WarningLevel } from '#contract/warnings.ts';
import { inOrder, type AreaTree, type Chosen } from './area-tree.view.ts';
import { proposedWords } from './warning-text.view.ts';

export type Language = 'zh' | 'en';

/** What has been entered so far. */
export interface Entry {
  /** Of the draft: the same however often it is sent. */
  id: WarningId;
  msgType: WarningDraft['msgType'];
  replaces: WarningId | null;
  weather: IssuedWeather | null;
  level: WarningLevel | null;
  areas: Chosen;
  /** Null: from the moment in which it is issued. */
  effective: string | null;
  /** So long after it begins, unless an end is given. */
  hours: number;
  expires: string | null;
  /** What was written by hand, each language for itself; the rest is proposed. */
  written: Record<Language, Partial<WarningWords>>;
}

export const quickHours = [3, 6, 12, 24, 48] as const;
const usualHours = 24;

export function newEntry(id: WarningId, incident: Pick<Incident, 'kind'> | null = null): Entry {
  const weather = issuedWeathers.find((each) => each === incident?.kind) ?? null;
  return {
    ...{ id, msgType: 'Alert', replaces: null, weather, level: null, areas: new Set() },
    ...{ effective: null, hours: usualHours, expires: null, written: { zh: {}, en: {} } },
  };
}

/** The next version of a warning in force: of the level above it, for the same areas. Or its end. */
export function entryAfter(warning: Warning, { id, msgType }: Pick<Entry, 'id' | 'msgType'>): Entry {
  const next = warningLevels[warningLevels.indexOf(warning.level) + (msgType === 'Update' ? 1 : 0)] ?? warning.level;
  return { ...newEntry(id), msgType, replaces: warning.id, weather: weatherOf(warning), level: next, areas: new Set(warning.areas) };
}

/** The event of a message as one of those that are written here; null for another. */
export function weatherOf({ event }: Pick<Warning, 'event'>): IssuedWeather | null {
  return issuedWeathers.find((weather) => eventNames[weather] === event) ?? null;
}

const eventNames: Record<IssuedWeather, string> = {
  typhoon: '台风',
  rainstorm: '暴雨',
  gale: '大风',
  seaGale: '海区大风',
  thunderstormGale: '雷暴大风',
  severeConvection: '强对流',
};

/** What is still to be entered before there is anything to plan, in the order of the form. */
export function missingOf({ weather, level, areas }: Entry): ('weather' | 'level' | 'areas')[] {
  const missing = [weather === null && 'weather', level === null && 'level', areas.size === 0 && 'areas'] as const;
  return missing.filter((each) => each !== false);
}

/** Whether anything was entered that closing would lose. */
export function isTouched({ level, areas, written, expires, effective }: Entry): boolean {
  const hasWords = [written.zh, written.en].some((words) => Object.keys(words).length > 0);
  return level !== null || areas.size > 0 || hasWords || expires !== null || effective !== null;
}

export interface Surroundings {
  tree: AreaTree;
  /** The area of who writes. */
  own: AreaCode;
  /** The incident's time. */
  now: Date;
}

/** From when until when; whole minutes. */
export function validityOf(
  { effective, expires, hours }: Pick<Entry, 'effective' | 'expires' | 'hours'>,
  now: Date,
): { from: Date; to: Date } {
  const from = new Date(effective ?? Math.floor(now.getTime() / 60_000) * 60_000);
  return { from, to: expires === null ? new Date(from.getTime() + hours * 3_600_000) : new Date(expires) };
}

/** What it says in one language: as proposed, where nobody has written it. */
export function wordsOf(entry: Entry, language: Language, around: Surroundings): WarningWords {
  return { ...proposedWords(entry, language, { ...around, ...validityOf(entry, around.now) }), ...entry.written[language] };
}

/** The draft that the entry amounts to, once nothing is missing. */
export function draftOf(entry: Entry, around: Surroundings): WarningDraft | null {
  const { id, msgType, replaces, weather, level, areas, effective } = entry;
  if (weather === null || level === null || areas.size === 0) return null;
  return {
    ...{ id, msgType, replaces, weather, level, effective },
    areas: inOrder(areas, around.tree),
    expires: validityOf(entry, around.now).to.toISOString(),
    zh: wordsOf(entry, 'zh', around),
    en: wordsOf(entry, 'en', around),
  };
}

/** Colours that the words name by hand and the warning does not have: rather asked than left to be read at night. */
export function isAtOdds({ headline }: WarningWords, level: WarningLevel): boolean {
  const named = warningLevels.filter((each) => colours[each].test(headline));
  return named.length > 0 && !named.includes(level);
}

const colours: Record<WarningLevel, RegExp> = {
  blue: /蓝色|\bblue\b/i,
  yellow: /黄色|\byellow\b/i,
  orange: /橙色|\borange\b/i,
  red: /红色|\bred\b/i,
};
