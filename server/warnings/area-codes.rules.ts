import { retiredCodes } from '../../geodata/seed/retired-codes.ts';
import type { AreaCode } from '../contract/areas.ts';

const successors = new Map(retiredCodes.map(({ code, successor }) => [code, successor]));

/** Codes beyond this many are no places of one message any more. */
const codesAtMost = 20_000;
/** As long as a code may be to be kept as unknown. */
const longestCode = 60;

/**
 * The codes that the values of geocodes hold: several may stand in one, between commas, blanks or brackets, and in full-width digits.
 * Dashes and dots stay where they belong to codes of other systems; between national codes, or beside a name, they only part them.
 */
export function codesIn(values: readonly string[]): string[] {
  const tokens = values.flatMap((value) => value.normalize('NFKC').split(/[\s\u200b-\u200f\ufeff,;、|/()[\]【】<>"']+/));
  const codes = new Set<string>();
  for (const code of tokens.filter((token) => token !== '').flatMap(partsOf)) {
    if (codes.size === codesAtMost) break;
    codes.add(code.slice(0, longestCode));
  }
  return [...codes];
}

const nationalCode = '(?:[0-9]{12}|[0-9]{9}|[0-9]{6})';
const severalCodes = new RegExp(`^${nationalCode}(?:[-+.:~–—]${nationalCode})+$`);
const eachCode = new RegExp(`(?<![0-9a-z])${nationalCode}(?![0-9a-z])`, 'gi');

/** 320623+320614, 如东县320623, 320623:如东县. */
function partsOf(token: string): string[] {
  if (!severalCodes.test(token) && !/\p{Script=Han}/u.test(token)) return [token];
  return token.match(eachCode) ?? [token];
}

/** A step from a code to what may stand for it. */
export interface CodeStep {
  code: AreaCode;
  /** What it says was retired, and this is what became of it. */
  isSuccessor: boolean;
}

/**
 * A code and what it may fall back to, nearest first, never further than the county, last the county that took its place. National codes
 * have 6, 9 or 12 digits; codes of other systems find no area and are kept as unknown. Below a retired county nothing is looked for: the
 * townships of its successor are numbered anew.
 */
export function ladderOf(text: string): CodeStep[] {
  if (!/^([0-9]{6}|[0-9]{9}|[0-9]{12})$/.test(text)) return [];
  const code = text.padEnd(12, '0');
  const isBelowCity = code.slice(4, 6) !== '00';
  const wider = isBelowCity ? [code.slice(0, 9).padEnd(12, '0'), code.slice(0, 6).padEnd(12, '0')] : [];
  const successor = successors.get(code.slice(0, 6));
  return [
    ...[...new Set([code, ...wider])].map((each) => ({ code: each, isSuccessor: false })),
    ...(successor ? [{ code: successor.padEnd(12, '0'), isSuccessor: true }] : []),
  ];
}

/** Every code that the geocodes could be placed under: themselves, their township, their county and its successor. */
export function candidateCodes(geocodes: readonly string[]): AreaCode[] {
  return [...new Set(geocodes.flatMap((text) => ladderOf(text).map(({ code }) => code)))];
}
