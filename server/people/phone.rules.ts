import { cityAreaCode } from '../contract/city.ts';

/** A number that the mainland's networks know, in digits alone. */
export interface Phone {
  kind: 'mobile' | 'landline';
  /** Mobile: 11 digits. Landline: area code with its leading 0, then the number. */
  digits: string;
  /** Behind an exchange; only a landline has one. */
  extension: string | null;
}

/** Why something is no such number. */
export type PhoneFault = 'no-digits' | 'too-short' | 'too-long' | 'no-such-number';

/** 11 digits that begin with 1. Which of them are in use is for the network to know. */
const mobile = /^1[0-9]{10}$/;
/** Area codes: 010 and 02x, else of 4 digits; 400 and 800 are services that nobody is called at. Then a number of 7 or 8 that does not begin with 0 or 1: those are prefixes and services. */
const landline = /^(?:010|02[0-9]|0(?![48]00)[3-9][0-9]{2})[2-9][0-9]{6,7}$/;
/** Of this city, without its area code. */
const local = /^[2-9][0-9]{7}$/;

const dashes = /[\s().·\u2212\p{Pd}]/gu;

/**
 * Reads a number as people write it: with blanks, dashes of all kinds, brackets and full-width digits, with marks that a copied text
 * brings along unseen, with +86, 0086 or 86 before it, an extension behind it, and without the city's own area code.
 *
 * The one reading there is: the form keeps what it says, dialling takes it, and the proof of the tree lists what it cannot read.
 */
export function readPhone(text: string): Phone | PhoneFault {
  const seen = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const whole = numberIn(seen);
  if (whole) return { ...whole, extension: null };
  const [, before = '', extension = ''] = /^(.*?[0-9)])\s*(?:转|轉|分机|分機|ext\.?|[,;#*]|\p{Pd})\s*([0-9]{1,6})$/iu.exec(seen) ?? [];
  const exchange = numberIn(before);
  return exchange?.kind === 'landline' ? { ...exchange, extension } : faultOf(seen);
}

/** @returns null for everything that is no such number: it is never handed to a gateway */
export function phoneFrom(text: string): Phone | null {
  const read = readPhone(text);
  return typeof read === 'string' ? null : read;
}

/** The one form in which a number is kept. */
export function phoneText({ digits, extension }: Phone): string {
  return extension === null ? digits : `${digits}-${extension}`;
}

function numberIn(text: string): Omit<Phone, 'extension'> | null {
  const plain = text.replace(dashes, '');
  if (!/^\+?[0-9]{7,20}$/.test(plain)) return null;
  const [isAbroad, digits] = national(plain);
  const short = digits.replace(/^0(?=1[0-9]{10}$)/, '');
  if (mobile.test(short)) return { kind: 'mobile', digits: short };
  const long = local.test(digits) && !isAbroad ? `${cityAreaCode}${digits}` : digits.startsWith('0') ? digits : `0${digits}`;
  return landline.test(long) ? { kind: 'landline', digits: long } : null;
}

/** Without the country's prefix, and whether it had one: then the area code comes without its 0. */
function national(plain: string): [boolean, string] {
  const match = /^(?:\+86|0086|86(?=1[0-9]{10}$|0?[3-9][0-9]{2}[2-9][0-9]{6,7}$))(.*)$/.exec(plain);
  return match ? [true, match[1]!] : [false, plain];
}

function faultOf(seen: string): PhoneFault {
  const plain = seen.replace(dashes, '');
  if (!/^\+?[0-9]+$/.test(plain)) return 'no-digits';
  const { length } = national(plain)[1];
  if (length < 8) return 'too-short';
  return length > 12 ? 'too-long' : 'no-such-number';
}
