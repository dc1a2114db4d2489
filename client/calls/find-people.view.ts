import type { AreaCode } from '#contract/areas.ts';
import { townshipOf } from '#contract/areas.ts';
import type { CallRow } from '#contract/calls.ts';
import type { Places } from '../state/select.ts';
import { sayOr } from '../words/words.ts';

/** Shorter ends of a telephone number are numbers of calls. */
const shortestPhoneEnd = 3;

/**
 * Whether a call is meant by what was typed: the number of the call, the end of the telephone, the name as far as masking leaves it,
 * village or township by name or by the initials of its pinyin, the post. Every word of the text has to fit. Null: nothing was typed.
 */
export function finderOf(text: string, places: Places, villages: Places): ((call: CallRow) => boolean) | null {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const textOf = placeTexts(places, villages);
  return (call) => words.every((word) => fits(word, call, textOf));
}

function fits(word: string, call: CallRow, textOf: (code: AreaCode) => PlaceText): boolean {
  if (/^[#№]?\d+$/.test(word)) return fitsNumber(word, call);
  if (isName(word, call.maskedName) || sayOr(`post/${call.postKind}`, call.postKind).toLowerCase().includes(word)) return true;
  return [call.areaCode, call.tallyCode].some((code) => {
    const { names, initials } = textOf(code);
    return names.includes(word) || initials.startsWith(word);
  });
}

function fitsNumber(word: string, { number, phoneEnd }: CallRow): boolean {
  const digits = word.replace(/\D/g, '');
  return Number(digits) === number || (digits.length >= shortestPhoneEnd && (phoneEnd?.endsWith(digits.slice(-4)) ?? false));
}

/** A masked name keeps its first character; the others stand for any. */
function isName(word: string, masked: string): boolean {
  if (word.length === 1) return masked.toLowerCase().startsWith(word);
  return (
    word.length === masked.length && Array.from(word).every((letter, at) => masked[at] === '*' || masked[at]?.toLowerCase() === letter)
  );
}

interface PlaceText {
  /** Both names in lower case. */
  names: string;
  initials: string;
}

/** Looked up once for each place, not once for each person. */
function placeTexts(places: Places, villages: Places): (code: AreaCode) => PlaceText {
  const known = new Map<AreaCode, PlaceText>();
  return (code) => {
    const before = known.get(code);
    if (before) return before;
    const place = villages.get(code) ?? places.get(code) ?? places.get(townshipOf(code));
    const text = { names: `${place?.nameZh ?? ''}\n${place?.nameEn ?? ''}`.toLowerCase(), initials: place?.initials ?? '\0' };
    known.set(code, text);
    return text;
  };
}
