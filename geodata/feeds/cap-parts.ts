import { z } from 'zod';
import type { CapReason, WarningNoteCode } from '#contract/warnings.ts';
import { instantOf } from './cap-time.ts';

/** What of a part was not understood; `path` from the part on. */
export interface PartNote {
  code: WarningNoteCode;
  path: (string | number)[];
}

export function reason(word: CapReason): CapReason {
  return word;
}

export function raise(issues: z.RefinementCtx, word: CapReason, path: (string | number)[] = []): never {
  issues.addIssue({ code: 'custom', message: word, path });
  return z.NEVER;
}

/** Texts of an element that has to be right: trimmed, empty when absent. */
function strict(longest: number) {
  return z
    .array(z.string())
    .max(1, reason('repeated'))
    .transform((texts) => texts[0]?.trim() ?? '')
    .pipe(z.string().max(longest, reason('too-long')));
}

export const required = (longest: number) => strict(longest).pipe(z.string().min(1, reason('missing')));
export const wordOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  required(40).pipe(z.enum(words, { error: () => reason('unknown-word') }));

export const requiredTime = strict(60).transform((text, issues) =>
  text === '' ? raise(issues, 'missing') : (instantOf(text) ?? raise(issues, 'not-a-time')),
);

/** A part that is read as far as it can be, and what had to be left out of it. */
export interface Read<T> {
  value: T;
  notes: WarningNoteCode[];
}

/** An element that is only shown, or may be missing: cut rather than refused, the first of several. */
export function lenient(longest: number) {
  return z.array(z.string()).transform((texts): Read<string> => {
    const written = texts.map((text) => text.trim()).filter((text) => text !== '');
    const text = written[0] ?? '';
    const isRepeated = written.some((other) => other !== text);
    const notes: WarningNoteCode[] = [...(isRepeated ? (['repeated'] as const) : []), ...(text.length > longest ? (['cut'] as const) : [])];
    return { value: cut(text, longest), notes };
  });
}

/** A time that may be missing; one that is none is left out. */
export const lenientTime = lenient(100).transform(({ value, notes }): Read<string | null> => {
  const at = value === '' ? null : instantOf(value);
  return { value: at, notes: value !== '' && at === null ? ['not-a-time'] : notes };
});

/** A name and what it stands for; several values stand beside each other, as they do within one. */
export const pair = z.object({
  valueName: z.array(z.string()).transform((texts) => cut(texts[0]?.trim() ?? '', 200)),
  value: z.array(z.string()).transform((texts) => texts.map((text) => text.trim()).join(' ')),
});

/** Never in the middle of a character. */
function cut(text: string, longest: number): string {
  return text.length > longest ? text.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : text;
}
