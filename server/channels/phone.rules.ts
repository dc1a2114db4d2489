/** A number that the mainland's networks know, in digits alone. */
export interface Phone {
  kind: 'mobile' | 'landline';
  /** Mobile: 11 digits. Landline: area code with its leading 0, then the number. */
  digits: string;
}

/** 11 digits that begin with 1. Which of them are in use is for the network to know. */
const mobile = /^1[0-9]{10}$/;
/** Area codes: 010 and 02x, else of 4 digits. Then a number of 7 or 8 that does not begin with 0 or 1: those are prefixes and services. */
const landline = /^(?:010|02[0-9]|0[3-9][0-9]{2})[2-9][0-9]{6,7}$/;

/**
 * Reads a number as people write it: with blanks, dashes, brackets and full-width digits, with +86, 0086 or 86 before it.
 *
 * @returns null for everything that is no such number: it is never handed to a gateway
 */
export function phoneFrom(text: string): Phone | null {
  const plain = text.normalize('NFKC').replace(/[\s\-().·\u2010-\u2015]/g, '');
  if (!/^\+?[0-9]{7,20}$/.test(plain)) return null;
  const [isAbroad, digits] = national(plain);
  if (mobile.test(digits)) return { kind: 'mobile', digits };
  const long = isAbroad && !digits.startsWith('0') ? `0${digits}` : digits;
  return landline.test(long) ? { kind: 'landline', digits: long } : null;
}

/** Without the country's prefix, and whether it had one: then the area code comes without its 0. */
function national(plain: string): [boolean, string] {
  const match = /^(?:\+86|0086|86(?=1[0-9]{10}$))(.*)$/.exec(plain);
  return match ? [true, match[1]!] : [false, plain];
}
