import { sayOr } from './words.ts';

/**
 * What to tell the person about a refusal: its message is its code, and its code is a key of the words.
 *
 * Whatever else was thrown is a bug: it is thrown on, so that it is seen.
 */
export function explain(error: unknown): string {
  const words = error instanceof Error ? sayOr(error.message, '') : '';
  if (!words) throw error;
  return words;
}
