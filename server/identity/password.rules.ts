import { Refusal } from '../kernel/refusal.ts';

const leastCharacters = 12;
const leastDifferent = 6;

/** What everybody tries first, without digits, signs and capitals; beside them stand the names of this system and of its city. */
const known = [
  'password',
  'passw',
  'qwerty',
  'asdf',
  'zxcv',
  'admin',
  'welcome',
  'letmein',
  'iloveyou',
  'woaini',
  'abcabc',
  'jiaoying',
  'nantong',
  'yingji',
  'duty',
  'changeme',
  'secret',
];

/**
 * Refuses a password that could be guessed. By NIST SP 800-63B, 5.1.1.2 and OWASP ASVS 2.1: length, and none that is known, rather than
 * one sign of each kind, which makes people write `Nantong-2026!`.
 */
export function checkPassword(password: string, username: string): void {
  const text = password.normalize('NFKC');
  const characters = Array.from(text);
  if (characters.length < leastCharacters) throw new Refusal('password/too-short');
  if (text.toLowerCase().startsWith('jiaoying-demo')) throw new Refusal('password/published');
  if (new Set(characters).size < leastDifferent || isRun(characters) || isNearly(text, [username, ...known])) {
    throw new Refusal('password/too-simple');
  }
}

/** A password that somebody else knows, or that is to be changed, is not chosen by typing it again. */
export function refuseUnchanged(next: string, current: string): void {
  if (next.normalize('NFKC') === current.normalize('NFKC')) throw new Refusal('password/unchanged');
}

/** `abcdefghijkl`, `123456789012`, `987654321098`: two thirds of the steps lead to the neighbour. */
function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0)!);
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - codes[at]!) === 1);
  return steps.length * 3 >= (codes.length - 1) * 2;
}

/** What is left without a known word and without digits and signs is too little to guess at. */
function isNearly(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.some((word) => {
    if (!lower.includes(word)) return false;
    const rest = lower.replaceAll(word, '').replace(/[^\p{L}]/gu, '');
    return Array.from(rest).length < leastDifferent;
  });
}
