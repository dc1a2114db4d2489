import type { IncidentMode } from '../contract/incidents.ts';
import { messagePlaces, type MessagePlace } from '../contract/message-places.ts';
import type { MessageTemplate } from '../contract/policies.ts';
import type { WarningLevel } from '../contract/warnings.ts';

/** What one message says to one person. An empty text leaves its place empty. */
export interface MessageWords {
  mode: IncidentMode;
  /** Null: an order or a test has none. */
  level: WarningLevel | null;
  event: string;
  /** In the language of the message. */
  area: string;
  headline: string;
  instruction: string;
  /** How to answer over this channel. */
  reply: string;
  link: string;
}

type Locale = keyof MessageTemplate;

const levelWords: Record<Locale, Record<WarningLevel, string>> = {
  zh: { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' },
  en: { red: 'red', orange: 'orange', yellow: 'yellow', blue: 'blue' },
};
const marks: Record<Locale, Record<IncidentMode, string>> = {
  zh: { actual: '', exercise: '【演练】', test: '【测试】' },
  en: { actual: '', exercise: '[EXERCISE] ', test: '[TEST] ' },
};
/** The notice's own words, for policies that have none. */
const ownWords = '{headline} {instruction} {reply} {link}';

/**
 * Puts the words of a notice into a policy's message. Done in one pass: braces inside a headline stay what they are. A drill says that it
 * is one before anything else, whatever the template says.
 */
export function renderMessage(template: MessageTemplate, words: MessageWords, locale: Locale): string {
  const { mode, level, ...said } = words;
  const values: Record<MessagePlace, string> = { ...said, level: level === null ? '' : levelWords[locale][level] };
  const text = (template[locale].trim() || ownWords).replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    isPlaceholder(name) ? values[name] : whole,
  );
  return marks[locale][mode] + text.replace(/[^\S\n]+/g, ' ').trim();
}

/** What a template asks for that no message has. */
export function unknownPlaceholders(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!).filter((name) => !isPlaceholder(name));
}

function isPlaceholder(name: string): name is MessagePlace {
  return (messagePlaces as readonly string[]).includes(name);
}
