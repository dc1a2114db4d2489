import { CapError } from './cap-error.ts';

/** As WHATWG names them; GBK and GB2312 are read as their superset. */
const encodings: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  gb18030: 'gb18030',
  'gb18030-2022': 'gb18030',
  'gb18030-2005': 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  ms936: 'gb18030',
  'windows-936': 'gb18030',
  'x-gbk': 'gb18030',
  gb2312: 'gb18030',
  'euc-cn': 'gb18030',
  'gb_2312-80': 'gb18030',
  big5: 'big5',
  'big5-hkscs': 'big5',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};
/** So many characters of several bytes are not well-formed UTF-8 by chance, nor are so many faults in it. */
const noChance = 4;

/**
 * The text of a CAP message as received. A byte order mark says the encoding, else the charset of the HTTP header (RFC 7303, 3.2), else
 * the XML declaration, else it is UTF-8. Where the bytes plainly are another of these they are read as what they are: a header is often
 * the server's default, and a declaration that of the file before it was converted.
 *
 * @param charset of the HTTP header
 * @throws CapError for an encoding nobody reads, and for bytes that are none: a character is never replaced silently
 */
export function decodeCap(bytes: Uint8Array, charset: string | null = null): string {
  const mark = marked(bytes);
  const said = (mark ? [mark] : [charset, declaredIn(bytes)]).filter((name) => name !== null);
  const known = (said.length > 0 ? said : ['utf-8']).flatMap((name) => encodings[name.toLowerCase()] ?? []);
  if (known.length === 0) throw new CapError('malformed', [{ path: 'encoding', reason: 'unknown-encoding' }]);
  // Every byte is a character of windows-1252, so that it would take anything for words without sense.
  const certain = known.filter((encoding) => encoding !== 'windows-1252');
  for (const encoding of mark ? known : [...certainly(bytes), ...certain, ...probably(bytes), ...known]) {
    const text = decoded(bytes, encoding);
    if (text !== null) return text;
  }
  throw new CapError('malformed', [{ path: 'encoding', reason: 'wrong-bytes' }]);
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 with words in it. */
function certainly(bytes: Uint8Array): string[] {
  const text = decoded(bytes, 'utf-8') ?? '';
  return countOf(text, /[^\0-\x7f]/gu) >= noChance ? ['utf-8'] : [];
}

/** What is far from UTF-8, and has characters of GB18030 throughout. */
function probably(bytes: Uint8Array): string[] {
  const text = new TextDecoder('utf-8').decode(bytes);
  const replaced = countOf(text, /\ufffd/g);
  if (replaced < noChance || replaced <= countOf(text, /[^\0-\x7f\ufffd]/gu)) return [];
  return /[\ue000-\uf8ff]/.test(decoded(bytes, 'gb18030') ?? '\ue000') ? [] : ['gb18030'];
}

function countOf(text: string, character: RegExp): number {
  return text.match(character)?.length ?? 0;
}

/** What a byte order mark, or the two bytes of `<` where it is missing, say. */
function marked([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return null;
}

function declaredIn(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 400));
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? null;
  // A declaration that can be read byte by byte is not in UTF-16, whatever it claims: it was converted on its way and not rewritten.
  return declared && /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}
