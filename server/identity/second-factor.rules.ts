/** Without letters and digits that look alike; 32 of them, so that five random bits choose one. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** How many random bytes a recovery code takes. */
export const recoveryCodeBytes = groups * groupLength;
export const recoveryCodesInAll = 10;

/** 80 bits, as `abcd-efgh-2345-wxyz`: read aloud and typed at night. */
export function recoveryCodeFrom(random: Uint8Array): string {
  const signs = Array.from(random.subarray(0, recoveryCodeBytes), (byte) => alphabet[byte % alphabet.length]!);
  return Array.from({ length: groups }, (_, at) => signs.slice(at * groupLength, (at + 1) * groupLength).join('')).join('-');
}

/** What was typed: a code of the app, a recovery code, or neither. Digits and letters of full width count as their own. */
export function readCode(typed: string): { kind: 'app' | 'recovery'; code: string } | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toLowerCase();
  if (/^\d{6}$/.test(code)) return { kind: 'app', code };
  return new RegExp(`^[${alphabet}]{${recoveryCodeBytes}}$`).test(code) ? { kind: 'recovery', code } : null;
}
